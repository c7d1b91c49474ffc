package language

import (
	"strings"
	"testing"

	"permanence/parser/costs"
)

// sentences are as people write to a help desk, by language; one without is
// left open.
var sentences = map[string][]string{
	"fr": {
		"Bonjour, la clôture ne passe pas.",
		"Merci",
		"Bonjour, merci",
		"Probleme resolu, merci",
		"L'écran reste noir depuis hier",
		"C'est bon pour nous.",
		"Toujours pareil ce matin !",
		"Parfait, ça marche. Bonne journée",
		"Ca ne fonctionne toujours pas, pouvez vous regarder ?",
		"Ci-joint la capture d'écran demandée",
		"Pouvez-vous me rappeler au 01 23 45 67 89 ?",
		"OK merci beaucoup",
		"Impossible d'imprimer les étiquettes, l'imprimante ne répond plus.",
		"Mot de passe oublié",
		"Je n'ai pas reçu la facture du mois de septembre",
		"Problème d'export",
		"Hello, je n'arrive plus à me connecter au logiciel. Merci d'avance",
		"BONJOUR LE LOGICIEL EST BLOQUE MERCI DE NOUS RAPPELER",
		"Bonjour,\n\nDepuis ce matin j'ai ce message :\n\nThe operation could not be completed because the file is in use by another process.\nPlease close the file and try again, or contact the person who has it open.\n\nMerci",
		"Bonjour, le message est \"The user does not have the rights to open this file because it is locked by another user\" et je ne peux rien faire. Cordialement",
		"Voici le journal :\n2026-10-05 10:00:01 ERROR Could not open the connection to the server because the password is not valid\n2026-10-05 10:00:02 ERROR The transaction was rolled back and will not be retried\nAvez-vous une idée ?",
		"C'est bon pour moi.\n\nThis message and any attachments are confidential and intended only for the person to whom they are addressed. If you have received it in error, please delete it and tell the sender at once.",
		"Hello,\n\nvoici ce que je vois à l'écran :\n\nYour session has expired and you must log in again before you can see this page.",
		"Erreur au lancement :\n\nException in thread \"main\" java.lang.NullPointerException: the value is null\n    at com.example.Main.run(Main.java:12)\n    at com.example.Main.main(Main.java:3)\n\nComment faire ?",
	},
	"en": {
		"Hello, the export does not work.",
		"Thanks",
		"Hi, thanks!",
		"Please find the log attached. Cordially",
		"It works now, thank you",
		"Still the same this morning.",
		"Could you call me back on 020 7946 0000?",
		"We have not received the invoice for September yet",
		"The printer prints empty labels since the update.",
		"Any news on this?",
		"I can't log in anymore",
		"Problem solved",
		"that did the trick, cheers",
		"Our client Société Générale de Bâtiment cannot open the file you sent us",
		"All fine for us now.\n\nCe message et ses pièces jointes sont confidentiels et destinés à la seule personne dont le nom est indiqué. Si vous l'avez reçu par erreur, merci de le détruire.",
		"Hello,\n\nwe see this since yesterday:\n\nERREUR : la période est verrouillée pour le journal des ventes\n\nRegards",
	},
	"de": {"Guten Tag, die Rechnung fehlt", "Danke, klappt", "Hallo, der Drucker druckt leere Etiketten.", "Das funktioniert leider immer noch nicht", "Können Sie mich bitte zurückrufen?", "Mit freundlichen Grüßen", "Anbei der Screenshot", "Passwort vergessen, bitte zurücksetzen", "Es geht wieder, vielen Dank"},
	"nl": {"Goedemorgen, de factuur ontbreekt", "Bedankt, het werkt weer", "De printer drukt lege etiketten af sinds gisteren", "Kunt u mij terugbellen?", "Met vriendelijke groet", "Wij hebben nog geen antwoord ontvangen", "Ik kan niet meer inloggen"},
	"af": {"Goeie môre, die faktuur ontbreek", "Baie dankie, dit werk weer", "Ons kan nie die lêer oopmaak nie", "Die drukker werk nog nie en ons wag al lank", "Kan julle my asseblief terugbel?"},
	"es": {"Buenos días, falta la factura", "Gracias, ya funciona", "Hola, la impresora no imprime desde ayer", "¿Pueden llamarme por favor?", "Adjunto la captura de pantalla", "Todavía no hemos recibido respuesta", "Un saludo cordial", "No puedo entrar en el programa con mi contraseña"},
	"pt": {"Bom dia, falta a fatura", "Obrigado, já funciona", "Olá, a impressora não imprime desde ontem", "Podem ligar-me por favor?", "Em anexo a captura de ecrã", "Ainda não recebemos resposta", "Não consigo entrar no programa com a minha senha"},
	"it": {"Buongiorno, manca la fattura", "Grazie, adesso funziona", "La stampante non stampa da ieri", "Potete richiamarmi per favore?", "In allegato la schermata", "Non abbiamo ancora ricevuto risposta", "Cordiali saluti"},
	"ca": {"Bon dia, falta la factura", "Gràcies, ara funciona", "La impressora no imprimeix des d'ahir", "Encara no hem rebut resposta amb aquesta comanda", "No puc obrir el fitxer que ens heu enviat, sisplau"},
	"ro": {"Bună ziua, lipsește factura", "Mulțumesc, acum funcționează", "Imprimanta nu mai merge de ieri", "Nu am primit încă un răspuns", "Vă rog să mă sunați mâine"},
	"da": {"Hej, fakturaen mangler", "Tak, det virker nu", "Printeren virker ikke siden i går", "Kan I ringe til mig?", "Vi har ikke fået noget svar endnu", "Med venlig hilsen"},
	"no": {"Hei, fakturaen mangler", "Takk, det fungerer nå", "Skriveren virker ikke siden i går", "Kan dere ringe meg?", "Vi har ikke fått noe svar ennå", "Med vennlig hilsen"},
	"sv": {"Hej, fakturan saknas", "Tack, nu fungerar det", "Skrivaren fungerar inte sedan igår", "Kan ni ringa mig?", "Vi har inte fått något svar än", "Med vänliga hälsningar"},
	"fi": {"Hei, lasku puuttuu", "Kiitos, nyt toimii", "Tulostin ei ole toiminut eilisen jälkeen", "Voisitteko soittaa minulle?", "Emme ole vielä saaneet vastausta"},
	"et": {"Tere, arve on puudu", "Aitäh, nüüd töötab", "Printer ei tööta alates eilsest", "Kas te saaksite mulle helistada, palun?", "Me ei ole veel vastust saanud"},
	"lv": {"Labdien, trūkst rēķina", "Paldies, tagad strādā", "Printeris nestrādā kopš vakardienas", "Lūdzu, piezvaniet man", "Mēs vēl neesam saņēmuši atbildi par šo"},
	"lt": {"Laba diena, trūksta sąskaitos", "Ačiū, dabar veikia", "Spausdintuvas neveikia nuo vakar", "Ar galite man paskambinti?", "Dar negavome atsakymo į šį klausimą"},
	"pl": {"Dzień dobry, brakuje faktury", "Dziękuję, już działa", "Drukarka nie działa od wczoraj", "Czy mogą Państwo do mnie zadzwonić?", "Nie otrzymaliśmy jeszcze odpowiedzi", "Prosze o pomoc, nie moge sie zalogowac"},
	"cs": {"Dobrý den, chybí faktura", "Děkuji, už to funguje", "Tiskárna od včera nefunguje", "Můžete mi zavolat, prosím?", "Zatím jsme nedostali odpověď, co máme dělat?", "S pozdravem"},
	"sk": {"Dobrý deň, chýba faktúra", "Ďakujem, už to funguje", "Tlačiareň od včera nefunguje", "Môžete mi zavolať, prosím?", "Ešte sme nedostali odpoveď, čo máme robiť?"},
	"sl": {"Pozdravljeni, manjka račun", "Hvala, zdaj deluje", "Tiskalnik od včeraj ne deluje", "Ali me lahko pokličete?", "Še nismo dobili odgovora"},
	"hr": {"Poštovani, nedostaje račun", "Hvala, sada radi", "Pisač ne radi od jučer", "Možete li me nazvati, molim?", "Još nismo dobili odgovor, što da radimo?"},
	"hu": {"Jó napot, hiányzik a számla", "Köszönöm, most már működik", "A nyomtató tegnap óta nem működik", "Kérem, hívjanak vissza", "Még nem kaptunk választ"},
	"tr": {"Merhaba, fatura eksik", "Teşekkürler, şimdi çalışıyor", "Yazıcı dünden beri çalışmıyor", "Beni arayabilir misiniz lütfen?", "Henüz bir cevap almadık, ne yapmak gerekiyor?"},
	"id": {"Selamat pagi, faktur belum ada", "Terima kasih, sekarang sudah berfungsi", "Printer tidak bisa mencetak sejak kemarin", "Mohon telepon saya kembali", "Kami belum mendapat jawaban"},
	"vi": {"Xin chào, thiếu hóa đơn", "Cảm ơn, bây giờ đã hoạt động", "Máy in không in được từ hôm qua", "Vui lòng gọi lại cho tôi", "Chúng tôi chưa nhận được trả lời"},
	"ru": {"Здравствуйте, не хватает счёта", "Спасибо, теперь работает", "Принтер не печатает со вчерашнего дня", "Перезвоните мне, пожалуйста", "Мы ещё не получили ответа", "Добрый день, ошибка: NullPointerException at java.lang.Thread.run"},
	"uk": {"Доброго дня, бракує рахунку", "Дякую, тепер працює", "Принтер не друкує з вчорашнього дня", "Передзвоніть мені, будь ласка", "Ми ще не отримали відповіді"},
	"bg": {"Здравейте, липсва фактура", "Благодаря, сега работи", "Принтерът не печата от вчера", "Моля, обадете ми се", "Все още не сме получили отговор"},
	"sr": {"Поштовани, недостаје рачун", "Хвала, сада ради", "Штампач не ради од јуче", "Можете ли да ме позовете?", "Још нисмо добили одговор, шта да радимо?"},
	"el": {"Καλημέρα, λείπει το τιμολόγιο", "Ευχαριστώ, τώρα λειτουργεί", "Ο εκτυπωτής δεν τυπώνει από χθες", "Μπορείτε να με καλέσετε;", "Δεν λάβαμε ακόμα απάντηση"},
	"he": {"שלום, החשבונית חסרה", "תודה, עכשיו זה עובד", "המדפסת לא מדפיסה מאתמול", "אפשר להתקשר אליי?", "עדיין לא קיבלנו תשובה"},
	"ar": {"مرحبا، الفاتورة ناقصة", "شكرا، الآن يعمل", "الطابعة لا تطبع منذ أمس", "هل يمكنكم الاتصال بي؟", "لم نستلم الرد بعد"},
	"fa": {"سلام، فاکتور ناقص است", "ممنون، الان کار می\u200cکند", "چاپگر از دیروز کار نمی\u200cکند", "لطفا با من تماس بگیرید", "هنوز پاسخی دریافت نکرده\u200cایم"},
	"zh": {"您好,发票缺失", "谢谢,现在可以了", "打印机从昨天开始不能打印", "请给我回电话", "我们还没有收到答复"},
	"ja": {"こんにちは、請求書が届いていません", "ありがとうございます、動きました", "昨日から印刷できません", "電話をください", "まだ返事がありません"},
	"ko": {"안녕하세요, 송장이 없습니다", "감사합니다, 이제 됩니다", "어제부터 인쇄가 안 됩니다", "전화 주세요", "아직 답변을 받지 못했습니다"},
	"th": {"สวัสดีครับ ใบแจ้งหนี้หายไป", "ขอบคุณ ตอนนี้ใช้งานได้แล้ว", "เครื่องพิมพ์ไม่ทำงานตั้งแต่เมื่อวาน", "กรุณาโทรกลับ", "เรายังไม่ได้รับคำตอบ"},
	"":   {"", "OK", "Ok.", "Urgent", "1042", "+33 1 23 45 67 89", "https://permanence.example/the/page/that/we/have", "SELECT * FROM users WHERE id = 12;", "{\"error\": \"not_found\"}", "Jean Dupont", "DISK LIMIT C: CRITICAL", "ZT-2", "???"},
}

func TestLanguageIsToldOrLeftOpen(t *testing.T) {
	for want, texts := range sentences {
		for _, text := range texts {
			if got := Of(text); got != want {
				t.Errorf("%q: got %q, want %q", text, got, want)
			}
		}
	}
}

// FuzzOf asks that any text gives a known code or nothing.
func FuzzOf(f *testing.F) {
	for _, texts := range sentences {
		f.Add(texts[0])
	}
	f.Add("\xff«\xf0 \" “")
	f.Fuzz(func(t *testing.T, text string) {
		if got := Of(text); got != "" && len(got) != 2 {
			t.Errorf("%q", got)
		}
	})
}

func TestLongTextsCostLittle(t *testing.T) {
	for _, piece := range []string{"x", "é", "\n", "« ", "\" ", "la the ", "字", "ы", "\u0301", "= "} {
		text := strings.Repeat(piece, 1<<20/len(piece))
		costs.Little(t, piece, func() { Of(text) })
	}
}

func BenchmarkOf(b *testing.B) {
	for _, language := range []string{"fr", "en", "ru", "ja", ""} {
		text := strings.Repeat(strings.Join(sentences[language], "\n")+"\n", 40)[:4000]
		b.Run("4KB "+language, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Of(text)
			}
		})
	}
}
