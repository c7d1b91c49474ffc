package language

// row is what one language is known by: short words that no mail in it can do
// without, and the words with which a mail greets, thanks and closes. Accents
// do not count; a word that several languages have tells less of each.
type row struct {
	language         string // ISO 639-1
	words, greetings string
}

// rows are the languages told by their words, each with those that it is
// easily mixed up with beside it.
var rows = []row{
	{"fr", `le la les des du un une au aux et ou est sont nous vous je il elle ils on mon ma mes notre nos votre vos son sa ses leur leurs
		que qui quoi dans pour avec sur pas ne ce cette ces cet ça mais donc car être avoir fait faire peut peux pouvez pourriez voici ci joint jointe
		depuis lors après avant très bien aussi chez sans erreur facture demande problème impossible toujours encore été suis sommes avez avons ont même
		quand comment pourquoi parce journée logiciel écran fichier imprimante l d j c n qu y plus rien tout tous toute fonctionne marche résolu réglé
		hier aujourd demain matin semaine nouveau nouvelle besoin aide oui non dès lorsque afin quel quelle avis retour accord reçu envoyé reste parfait
		voir fois deux trois mois jour jours compte mot passe utilisateur client commande livraison lundi mardi mercredi jeudi vendredi attente en par alors plutôt pour bon bons bonnes pouvoir puis peuvent doit dois devons faut faudrait veuillez vais va vont aller vient venir mettre mis mise dit dire sait savoir vu voit
		ce c est sera serait seront étaient était eu lui leur eux moi toi celui celle ceux ici là où ni si car sous entre vers contre pendant jusqu presque seulement
		impression imprimer rappeler rappelez appel téléphone message messages réponse bloqué bloque bloquée version mise connexion connecter envoyer envoi ouvrir ouverture
		capture pièce ancien ancienne mêmes autre autres chaque certains personne quelqu quelques trop peu moins assez pareil aucune aucun mieux mal vite à bientôt caisse étiquette étiquettes écriture écritures souci soucis panne`,
		`bonjour bonsoir hello merci cordialement salutations svp madame monsieur salut bonne sincèrement respectueusement bjr`},
	{"en", `the an of to and is are was were we you he she it they my our your their that which who what in for with this these those but so because if
		have has had do does did can could would should will here attached since after before very well also without invoice request problem when how still
		again been am cannot don doesn didn isn won haven from by at be or as there not any some only just now new working works work fixed issue help need
		tried trying get got see sent received screen file printer order delivery yesterday today tomorrow morning week know let us me its out up than then
		about into more no yes one two user password account monday tuesday wednesday thursday friday look good great perfect i ve ll re t s please kind did call back open opened send nothing something anything everything always never again solved resolved problem problems error errors could where why who him her his he she them there here may might must shall over under through between while until same other another each every done make made take took want wanted give given found find see seen says said print prints printing receive update updated since last next first day days time try did trick forgot forgotten reset below above sure soon reply test issue issues yet`,
		`hello hi dear thanks thank regards sincerely cheers hey cordially`},
	{"de", `der die das den dem des ein eine einen einem einer und oder aber ist sind war wir ihr ihre ihren ich sie er es mein meine unser unsere mit für
		auf nicht kein keine auch noch schon nur wenn dass weil wie was wer wo wann warum bei nach seit von vom zum zur bis über unter haben habe hat hatte werden
		wird wurde können kann könnte könnten müssen muss möchte sich hier jetzt heute gestern morgen rechnung fehler frage fehlt anbei leider klappt funktioniert
		geht läuft erledigt passt alles wieder immer mehr sehr gut bitte ihnen uns mir dir dann doch im am um aus so zu an vor kunde drucker bildschirm bestellung danke bitte dich sie wir rufen zurück zurückrufen senden gesendet erhalten bekommen öffnen drucken druckt antwort passwort vergessen meldung lässt sagen wollen machen gemacht ob denn mal etwas nichts andere anderen diese dieser dieses diesem einmal wäre würde ganz alle nein genau klar ja doch gar`,
		`danke hallo guten tag grüße grüßen gruß grüsse gruss freundliche freundlichen mfg vielen dank sehr geehrte geehrter herr frau moin servus liebe lieber beste`},
	{"nl", `de het een en of maar is zijn was waren wij we jullie u uw ik hij zij ze mijn onze ons met voor op niet geen ook nog al alleen als dat omdat hoe
		wat wie waar wanneer waarom bij na sinds van tot over onder hebben heb heeft had worden wordt werd kunnen kan kunt zou moeten moet wil zich hier nu vandaag
		gisteren morgen factuur fout vraag ontbreekt bijlage helaas werkt werken opgelost alles weer altijd meer zeer goed er deze dit die naar aan om uit dan toch
		te niets geprobeerd scherm bestelling klant wachtwoord gekregen gestuurd graag ontvangen sturen bellen terugbellen mij ontvangen antwoord openen afdrukken inloggen sinds doet deed gedaan nog steeds alleen iets ander andere kunnen dus want heel per ja wel je jij jouw nee prima`,
		`bedankt dank hallo goedemorgen goedemiddag groet groeten vriendelijke geachte heer mevrouw alvast beste goedendag dag`},
	{"af", `die het 'n is nie ons julle ek jy hy sy hulle my jou met vir op en of maar ook nog as dat omdat hoe wat wie waar wanneer hoekom by na sedert van tot
		oor onder gehad word kan kon sal moet wil hier nou vandag gister môre faktuur fout vraag ontbreek aangeheg ongelukkig werk opgelos alles weer altyd meer
		baie goed daar hierdie dit wees was te om uit dan geen iets skerm bestelling kliënt asseblief kan ons julle bel terug terugbel antwoord oopmaak lêer wag lank so hê drukker nog nie`,
		`dankie hallo goeie groete vriendelike geagte meneer mevrou liewe beste`},
	{"es", `el la los las un una unos unas y o pero es son era somos nosotros usted ustedes yo él ella ellos mi mis nuestro nuestra su sus que quien qué
		en para con por no este esta estos estas ese esa porque si cuando cómo dónde desde hasta después antes muy bien también sin error factura problema pedido
		todavía aún ya hay tengo tiene tenemos hemos ha han puede puedo pueden podemos podría hacer hecho está están estoy ayer hoy mañana aquí adjunto adjunta del al
		se le les lo me nos más menos nada todo funciona funcionan solucionado resuelto pantalla archivo impresora cliente contraseña favor ahora ser fue sigue falta pueden llamar llamarme recibido respuesta abrir imprimir imprime entrar enviado enviar otra otro algo poder sí sólo solo`,
		`hola gracias saludos estimado estimada buenos buenas días tardes atentamente cordialmente cordial saludo señor señora`},
	{"pt", `o a os as um uma uns umas e ou mas é são era somos nós você vocês eu ele ela eles meu minha nosso nossa seu sua que quem em para com por não este
		esta estes isto isso esse essa porque se quando como onde desde até depois antes muito bem também sem erro fatura problema pedido ainda já há tenho tem temos
		pode posso podem podemos poderia fazer feito está estão estou ontem hoje amanhã aqui anexo anexa do da dos das no na nos nas ao à lhe me mais menos nada tudo
		funciona funcionam resolvido tela ecrã arquivo ficheiro impressora cliente senha agora ser foi continua falta pelo pela num numa consigo conseguimos favor podem ligar recebemos recebido resposta abrir imprimir imprime entrar enviado enviar outra outro algo poder conseguir`,
		`olá obrigado obrigada cumprimentos atenciosamente prezado prezada prezados bom boa dia tarde caro cara senhor senhora abraço`},
	{"it", `il lo la i gli le un uno una e o ma è sono era siamo noi voi lei io lui loro mio mia nostro nostra suo sua vostro vostra che chi cosa in per con
		su non questo questa questi queste perché se quando come dove da dal dalla fino dopo prima molto bene anche senza errore fattura problema ordine ancora già
		c'è ho ha abbiamo hanno può posso possono possiamo potrebbe fare fatto sta stanno ieri oggi domani qui allegato allegata del della dei delle degli nel nella al
		alla ai si ci mi vi più meno niente tutto funziona funzionano risolto schermo stampante cliente adesso essere stato stata manca di ed sul sulla grazie potete richiamarmi chiamare ricevuto risposta aprire stampare stampa entrare inviato inviare altra altro qualcosa potere schermata riesco favore pure`,
		`buongiorno buonasera grazie saluti cordiali gentile gentili distinti egregio signore signora ciao salve cordialmente`},
	{"ca", `el la els les un una uns unes i o però és són era som nosaltres vostè vostès jo ell ella ells meu meva nostre nostra seu seva que qui què en per
		amb no aquest aquesta aquests aquestes això perquè si quan com on des fins després abans molt bé també sense error factura problema comanda encara ja ha
		tinc té tenim hem han pot puc poden podem podria fer fet està estan estic ahir avui demà aquí adjunt adjunta del al als dels es se li em ens més menys res
		tot funciona resolt pantalla fitxer impressora client contrasenya ara ser va continua falta sisplau podeu trucar rebut resposta obrir imprimir imprimeix entrar enviat enviar altra altre ens heu pots`,
		`hola gràcies salutacions benvolgut benvolguda bon bona dia tarda atentament cordialment`},
	{"ro", `și sau dar este sunt era suntem noi dumneavoastră eu el ea ei mea meu nostru noastră său care cine ce în pentru cu pe nu acest această aceste
		acesta pentru dacă când cum unde de la din până după înainte foarte bine fără eroare factura factură problemă comandă încă deja am are avem au poate pot putem
		ați face făcut ieri azi astăzi mâine aici atașat un o al ai ale lui se îmi vă ne mai nimic tot funcționează merge rezolvat ecran imprimantă client acum fi fost puteți suna sunați primit răspuns deschide imprima lipsește trimis trimite rog alt alta ceva mă`,
		`bună ziua mulțumesc mulțumim salut stimate stimată cu stimă domnule doamnă respect`},
	{"da", `og eller men er var vi I jeg han hun de min mit vores din dit det den en et som hvem hvad i for med på ikke denne dette disse fordi hvis når hvordan
		hvor siden til efter før meget godt også uden fejl faktura problem ordre stadig allerede har havde kan kunne skal skulle vil ville blive bliver blev gøre gjort i går
		idag morgen her vedhæftet af at om fra ud op ned mere intet alt virker løst skærm fil printer kunde nu være været mangler noget nogen får fik kun selv tak mig dig ringe svar åbne printeren udskrive endnu sendt sende modtaget fakturaen jer nogle noget siger hos gang igen hjælpen hjælp`,
		`hej tak hilsen venlig venlige mvh kære goddag`},
	{"no", `og eller men er var vi dere jeg han hun de min mitt vår vårt din ditt det den en et ei som hvem hva i for med på ikke denne dette disse fordi hvis når
		hvordan hvor siden til etter før veldig bra også uten feil faktura problem ordre ordren fortsatt allerede har hadde kan kunne skal skulle vil ville bli blir ble gjøre gjort
		går dag morgen her vedlagt av at om fra ut opp ned mer ingenting alt virker fungerer løst skjerm fil skriver kunde nå være vært mangler noe noen får fikk bare selv takk meg deg ringe svar åpne skriveren skrive ennå sendt sende mottatt fakturaen dere noen noe sier hos gang igjen hjelpen hjelp`,
		`hei takk hilsen vennlig mvh kjære god`},
	{"sv", `och eller men är var vi ni jag han hon de min mitt vår vårt din ditt det den en ett som vem vad i för med på inte denna detta dessa eftersom om när
		hur var sedan till efter före mycket bra också utan fel faktura problem order beställning fortfarande redan har hade kan kunde ska skulle vill ville bli blir blev
		göra gjort igår idag morgon här bifogad bifogat av att från ut upp ner mer ingenting allt fungerar löst skärm fil skrivare kund nu vara varit saknas något någon får fick bara själv tack mig dig ringa svar öppna skrivaren skriva ännu än skickat skicka fått fakturan er säger hos gång igen hjälpen hjälp`,
		`hej tack hälsningar hälsning vänlig vänliga mvh hälsar`},
	{"fi", `ja tai mutta on ovat oli olemme me te minä hän he minun meidän teidän sinun se tämä tämän nämä joka kuka mikä mitä kun jos koska miten missä
		jälkeen ennen erittäin hyvin myös ilman virhe lasku laskun ongelma tilaus vielä jo ei en emme eivät olen ole voi voin voimme voisitteko pitää pitäisi tehdä tehty eilen
		tänään huomenna tässä liitteenä liite enää kaikki toimii toimi ratkaistu näyttö tiedosto tulostin asiakas nyt olla ollut puuttuu vain kanssa että niin kuin minulle soittaa vastausta vastaus saaneet avata tulostaa puuttuu lähettää lähetetty emme toiminut jälkeen eilisen ettei`,
		`hei kiitos terveisin ystävällisin moi terve hyvää päivää parhain`},
	{"et", `ja või aga on oli oleme meie teie mina tema nemad minu meie see seda need kes mis kui sest kuidas kus pärast enne väga hästi ka ilma viga arve
		probleem tellimus veel juba ei ole saab saan saame saaks peab tegema tehtud eile täna homme siin lisatud manuses enam kõik töötab lahendatud ekraan fail printer
		klient nüüd olla olnud puudub ainult koos et nii palun mulle helistada vastust vastus saanud avada printida alates kas te ta mulle tööta saatnud palun`,
		`tere tänan aitäh tervitades lugupidamisega päevast`},
	{"lv", `un vai bet ir bija esam mēs jūs es viņš viņa mans mana mūsu jūsu tas tā šis šī kas kad ja jo kā kur pēc pirms ļoti labi arī bez kļūda rēķins
		problēma pasūtījums vēl jau nav nevar var varam varētu jādara darīt izdarīts vakar šodien rīt šeit pielikumā viss strādā atrisināts ekrāns fails printeris klients tagad būt bijis trūkst tikai ar par no uz lūdzu man piezvaniet zvanīt atbildi atbilde saņēmuši saņemt atvērt drukāt nestrādā kopš neesam lūdzu`,
		`labdien paldies sveiki cieņu ar cienītais sveicieni`},
	{"lt", `ir arba bet yra buvo esame mes jūs aš jis ji mano mūsu jūsų tas ta šis ši kas kada kai jei nes kaip kur po prieš labai gerai taip pat be klaida
		sąskaita problema užsakymas dar jau nėra negali gali galime galėtų daryti padaryta vakar šiandien rytoj čia pridedama viskas veikia išspręsta ekranas failas spausdintuvas klientas dabar būti trūksta tik su apie iš į prašome man paskambinti atsakymo atsakymas gavome negavome atidaryti spausdinti neveikia nuo galite klausimą`,
		`laba labas diena ačiū dėkoju pagarbiai sveiki gerbiamas`},
	{"pl", `i oraz lub ale jest są był była jesteśmy my państwo ja on ona oni mój moja nasz nasza pana pani państwa który która kto co w we dla z ze na nie
		ten ta to te ponieważ bo jeśli gdy kiedy jak gdzie od do po przed bardzo dobrze też również bez błąd faktura fakturę problem zamówienie jeszcze już mam ma mamy może mogę można
		możemy zrobić zrobione wczoraj dziś dzisiaj jutro tutaj załączniku załączam się mi mnie nam więcej nic wszystko działa rozwiązane ekran plik drukarka klient teraz być
		brakuje tylko przez przy o za czy proszę mogą mogę zadzwonić odpowiedzi odpowiedź otrzymaliśmy otworzyć drukować zalogować wysłać wysłane pomoc dlaczego się tak`,
		`dzień dobry dziękuję dziękujemy pozdrawiam pozdrowienia witam szanowni szanowny panie cześć poważaniem wyrazami szacunku dzięki`},
	{"cs", `a nebo ale je jsou byl byla jsme my vy já on ona oni můj moje náš naše váš vaše který která kdo co v ve pro s se na ne ten ta to tento tato protože
		pokud když jak kde od do po před velmi dobře také taky bez chyba faktura fakturu problém objednávka objednávku ještě už mám má máme může můžu můžeme mohl udělat uděláno včera dnes zítra zde
		příloze přikládám si mi mě nám více nic vše všechno funguje nefunguje vyřešeno obrazovka soubor tiskárna zákazník nyní teď být chybí jen pouze při o za prosím jsem není nejde můžete zavolat odpověď dostali otevřít tisknout přihlásit poslat posláno pomoc proč zatím jsme nám vám jste`,
		`dobrý den děkuji děkujeme díky pozdravem pozdrav vážení vážený ahoj hezký`},
	{"sk", `a alebo ale je sú bol bola sme my vy ja on ona oni môj moje náš naše váš vaše ktorý ktorá kto čo v vo pre s so sa na nie ten tá to tento táto pretože
		ak keď ako kde od do po pred veľmi dobre tiež bez chyba faktúra faktúru problém objednávka objednávku ešte už mám má máme môže môžem môžeme mohol urobiť urobené včera dnes zajtra tu
		prílohe prikladám si mi mňa nám viac nič všetko funguje nefunguje vyriešené obrazovka súbor tlačiareň zákazník teraz byť chýba len iba pri o za prosím som nejde môžete zavolať odpoveď dostali otvoriť tlačiť prihlásiť poslať poslané pomoc prečo zatiaľ sme nám vám ste chýba`,
		`dobrý deň ďakujem ďakujeme vďaka pozdravom vážený vážení ahoj pekný`},
	{"sl", `in ali ampak je so bil bila smo mi vi jaz on ona oni moj moja naš naša vaš vaša ki kateri kdo kaj v za z s na ne ta to ti ker če ko kako kje od do po pred
		zelo dobro tudi brez napaka račun težava naročilo še že imam ima imamo lahko moremo narediti narejeno včeraj danes jutri tukaj priponki prilagam se mi me nam več nič vse deluje rešeno
		zaslon datoteka tiskalnik stranka zdaj biti manjka samo pri o prosim sem ni bi lahko pokličete odgovora odgovor dobili nismo odpreti tiskati poslati poslano pomoč zakaj ste`,
		`pozdravljeni dober dan hvala pozdrav pozdravi spoštovani lep`},
	{"hr", `i ili ali je su bio bila smo mi vi ja on ona oni moj moja naš naša vaš vaša koji koja tko što u za s sa na ne ovaj ova ovo jer ako kad kada kako gdje od do
		poslije prije vrlo dobro također bez greška račun problem narudžba još već imam ima imamo može mogu možemo napraviti napravljeno jučer danas sutra ovdje prilogu prilažem se mi me nam više ništa sve radi
		riješeno zaslon datoteka pisač kupac sada biti nedostaje samo pri o molim sam nije bih možete nazvati odgovora odgovor dobili nismo otvoriti ispisati poslati poslano pomoć zašto ste li da`,
		`poštovani dobar dan hvala pozdrav srdačan lijep štovani`},
	{"hu", `és vagy de van vannak volt vagyunk mi önök ön én ő az egy ez azok ezek aki ki mi mit hogy mert ha amikor hogyan hol után előtt nagyon jól is nélkül
		hiba számla számlát probléma rendelés még már nincs nem lehet tudom tudunk tudna kell csinálni kész tegnap ma holnap itt mellékelve mellékletben csatolva semmi minden működik megoldva képernyő fájl
		nyomtató ügyfél most lenni hiányzik csak által kérem kérjük sem volna hívjanak vissza választ kaptunk kaptam megnyitni nyomtatni küldeni óta tegnap`,
		`köszönöm köszönjük üdvözlettel tisztelt jó napot szia kedves tisztelettel`},
	{"tr", `ve veya ama bir bu şu o biz siz ben onlar benim bizim sizin kim ne nasıl nerede neden çünkü eğer için ile gibi kadar sonra önce çok iyi da de hata fatura
		faturayı sorun sipariş hala hâlâ zaten var yok değil olabilir yapmak yapıldı dün bugün yarın burada ekte ekli daha hiçbir her çalışıyor çalışmıyor çözüldü ekran dosya yazıcı müşteri şimdi olarak
		olan eksik sadece lütfen mi mı`,
		`merhaba teşekkürler teşekkür ederim ederiz saygılarımla sayın selamlar günler selam`},
	{"id", `dan atau tetapi adalah kami kita anda saya dia mereka yang siapa apa di untuk dengan pada tidak ini itu karena jika ketika bagaimana dari sampai setelah
		sebelum sangat baik juga tanpa kesalahan faktur masalah pesanan masih sudah ada bisa dapat kemarin hari besok sini terlampir lebih semua berfungsi layar pelanggan sekarang akan telah belum mohon tolong`,
		`terima kasih selamat halo salam hormat pagi siang`},
	{"vi", `và hoặc nhưng là tôi chúng bạn của này đó ai gì trong cho với trên không vì nếu khi như thế nào từ đến sau trước rất cũng lỗi hóa đơn vấn đề đã đang sẽ có thể được
		hôm qua nay mai tại đính kèm hơn tất cả hoạt động giải quyết màn hình tệp khách hàng bây giờ các những một vui lòng`,
		`xin chào cảm ơn trân trọng kính gửi anh chị`},
	{"ru", `и или но это мы вы я он она они мой наш ваш который кто что в для с со на не этот эта потому если когда как где от до после перед очень хорошо также без
		ошибка счёт проблема заказ ещё уже есть нет может можно можем могу сделать сделано вчера сегодня завтра здесь вложении все всё работает решена решено экран файл принтер клиент сейчас быть
		только по при о за из у нас мне вам бы был была было ли же пожалуйста просьба можете позвоните перезвоните ответа ответ получили открыть печатать печатает отправить помощь почему теперь ошибки не`,
		`здравствуйте спасибо уважением добрый день привет уважаемые`},
	{"uk", `і й або але це ми ви я він вона вони мій наш ваш який хто що в для з зі на не цей ця тому якщо коли як де від до після перед дуже добре також без помилка рахунок
		проблема замовлення ще вже є немає може можна можемо можу зробити зроблено вчора сьогодні завтра тут вкладенні все всі працює вирішено екран файл принтер клієнт зараз бути тільки лише
		по при про за із у нас мені вам був була було чи та будь ласка прохання можете зателефонуйте передзвоніть відповіді відповідь отримали відкрити друкувати друкує відправити допомога чому тепер не`,
		`вітаю дякую дякуємо повагою добрий день привіт шановні доброго`},
	{"bg", `и или но това ние вие аз той тя те моя нашата вашата който кой какво в за с със на не този тази защото ако когато как къде от до след преди много добре
		също без грешка фактура проблем поръчка още вече има няма може мога можем направя направено вчера днес утре тук приложение всичко работи решен екран файл принтер клиент сега бъде само
		по при се ми ни ви да ще съм е са беше моля можете обадете отговор получили получихме отворя изпрати помощ защо сте ли сме все`,
		`здравейте благодаря поздрави уважаеми добър ден благодарим`},
	{"sr", `и или али је су био била смо ми ви ја он она они мој наш ваш који ко шта у за с са на не овај ова ово јер ако кад када како где од до после пре врло добро такође
		без грешка рачун проблем поруџбина још већ имам има имамо може могу можемо јуче данас сутра овде прилогу више ништа све ради решено екран датотека штампач купац сада само о молим сам није можете позвати позовете одговор добили нисмо отворити послати помоћ зашто сте ли да ме`,
		`поштовани добар дан хвала поздрав срдачан здраво`},
	{"el", `και ή αλλά είναι ήταν εμείς εσείς εγώ αυτός μας σας μου που ποιος τι σε για με στο στη στην δεν αυτό αυτή γιατί αν όταν πώς από μετά πριν πολύ καλά επίσης χωρίς το τα η ο οι του της την τον`,
		`καλημέρα καλησπέρα ευχαριστώ ευχαριστούμε εκτίμηση γεια χαιρετισμούς`},
	{"ar", `في من على إلى عن مع هذا هذه التي الذي لا لم ما هل أن إن كان و أو بعد قبل`, `مرحبا شكرا السلام عليكم تحية`},
	{"fa", `در از به با این آن که را است نیست ما شما من و یا برای بعد قبل می`, `سلام ممنون تشکر متشکرم`},
	{"la", `lorem ipsum dolor sit amet consectetur adipiscing elit sed quam sem erat dui turpis tempus sodales hendrerit metus nec vel`, ``},
}
