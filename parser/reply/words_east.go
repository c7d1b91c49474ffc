package reply

var polish = words{
	language:  "pl",
	openers:   []string{"w dniu", "dnia", "w dn"},
	verbs:     []string{"napisał", "napisała", "napisał(a)", "napisał/a", "pisze", "napisali"},
	from:      []string{"od", "nadawca"},
	sent:      []string{"wysłano", "wysłane", "wysłany", "data wysłania"},
	date:      []string{"data"},
	to:        []string{"do", "adresat"},
	subject:   []string{"temat"},
	others:    []string{"dw", "udw", "kopia", "ważność", "załączniki"},
	originals: []string{"wiadomość oryginalna", "oryginalna wiadomość", "wiadomość pierwotna", "treść oryginalnej wiadomości"},
	forwards:  []string{"wiadomość przekazana", "przesłana wiadomość", "przekazana wiadomość", "początek przekazywanej wiadomości", "treść przekazanej wiadomości", "wiadomość przesłana dalej"},
	sentFrom:  []string{"wysłane z ", "wysłano z ", "wysłano za pomocą", "wysłane przy użyciu", "pobierz program outlook dla systemu {name}", "pobierz outlook dla {name}", "uzyskaj outlook dla {name}"},
}

var czech = words{
	language:  "cs",
	openers:   []string{"dne"},
	verbs:     []string{"napsal", "napsala", "napsal(a)", "napsal/a", "napsali"},
	from:      []string{"od", "odesílatel"},
	sent:      []string{"odesláno", "odeslané"},
	date:      []string{"datum"},
	to:        []string{"komu", "pro", "příjemce", "adresát"},
	subject:   []string{"předmět"},
	others:    []string{"kopie", "přílohy", "důležitost", "skrytá"},
	originals: []string{"původní zpráva", "originální zpráva", "původní e-mail", "původní schůzka", "původní zpráva od"},
	forwards:  []string{"přeposlaná zpráva", "přeposlaný e-mail", "začátek přeposlané zprávy", "předaná zpráva", "začátek přeposílané zprávy"},
	sentFrom:  []string{"odesláno z", "odesláno pomocí ", "získat outlook pro {name}", "stáhnout outlook pro {name}"},
}

var slovak = words{
	language:  "sk",
	openers:   []string{"dňa", "dna", "v", "on"},
	verbs:     []string{"napísal", "napísala", "napísal(a)", "napísal/a", "napísali", "píše"},
	from:      []string{"od", "odosielateľ"},
	sent:      []string{"odoslané", "odoslaná"},
	date:      []string{"dátum"},
	to:        []string{"komu", "príjemca", "pre"},
	subject:   []string{"predmet"},
	others:    []string{"kópia", "prílohy", "dôležitosť"},
	originals: []string{"pôvodná správa", "originálna správa", "pôvodný e-mail", "pôvodná správa --- original message"},
	forwards:  []string{"preposlaná správa", "začiatok preposlanej správy", "presmerovaná správa"},
	sentFrom:  []string{"odoslané z", "odoslané pomocou ", "získať outlook pre {name}", "stiahnuť outlook pre {name}"},
}

var hungarian = words{
	language:  "hu",
	verbs:     []string{"írta", "ezt írta", "irta", "írta a következőt", "a következőt írta", "az alábbit írta"},
	from:      []string{"feladó", "küldő"},
	sent:      []string{"elküldve", "küldve", "küldés dátuma", "küldési idő"},
	date:      []string{"dátum"},
	to:        []string{"címzett", "címzettek"},
	subject:   []string{"tárgy"},
	others:    []string{"másolat", "másolatot kap", "fontosság", "mellékletek"},
	originals: []string{"eredeti üzenet", "eredeti levél", "eredeti e-mail"},
	forwards:  []string{"továbbított üzenet", "továbbított levél", "továbbított levél kezdete", "továbbított üzenet kezdete"},
	sentFrom:  []string{"küldve ", "elküldve ", "{name}ról küldve", "{name}ről küldve", "az outlook letöltése {name}", "szerezze be az outlook alkalmazást {name}"},
}

var croatian = words{
	language: "hr",
	openers:  []string{"dana", "dne", "u", "на", "дана"},
	verbs: []string{"napisao je", "je napisao", "napisala je", "je napisala", "napisao", "napisala", "je napisao/la", "napisao/la je", "napisao(la)",
		"је написао", "је написао/ла", "је написала", "написао је", "написала је"},
	from:      []string{"od", "šalje", "pošiljatelj", "pošiljalac", "шаље", "од", "пошиљалац"},
	sent:      []string{"poslano", "poslato", "послато"},
	date:      []string{"datum", "датум"},
	to:        []string{"za", "prima", "primatelj", "за", "прима"},
	subject:   []string{"predmet", "naslov", "тема", "наслов"},
	others:    []string{"kopija", "privici", "važnost"},
	originals: []string{"izvorna poruka", "originalna poruka", "originalna poruka", "izvorna poruka", "prvobitna poruka", "оригинална порука", "изворна порука"},
	forwards:  []string{"proslijeđena poruka", "prosleđena poruka", "početak proslijeđene poruke", "прослеђена порука", "započni proslijeđenu poruku"},
	sentFrom:  []string{"poslano s", "poslano iz ", "poslato sa ", "послато са "},
}

var slovenian = words{
	language:  "sl",
	openers:   []string{"dne", "v", "na"},
	verbs:     []string{"je napisal", "je napisala", "je napisal/a", "napisal", "je napisal(a)", "napisal(a)", "napisal-a", "piše", "sporoča"},
	from:      []string{"od", "pošiljatelj"},
	sent:      []string{"poslano"},
	date:      []string{"datum"},
	to:        []string{"za", "prejemnik"},
	subject:   []string{"zadeva"},
	others:    []string{"kp", "v vednost", "pomembnost", "priloge"},
	originals: []string{"izvirno sporočilo", "prvotno sporočilo", "originalno sporočilo", "izvorno sporočilo"},
	forwards:  []string{"posredovano sporočilo", "začetek posredovanega sporočila"},
	sentFrom:  []string{"poslano z ", "poslano iz ", "poslano s "},
}

var bulgarian = words{
	language:  "bg",
	openers:   []string{"на"},
	verbs:     []string{"написа", "написал", "написал(а)", "пише", "писа"},
	from:      []string{"от", "подател"},
	sent:      []string{"изпратено", "изпратен"},
	date:      []string{"дата"},
	to:        []string{"до", "получател"},
	subject:   []string{"относно", "тема", "заглавие"},
	others:    []string{"копие", "як", "копие до"},
	originals: []string{"оригинално съобщение", "първоначално съобщение", "оригинално писмо"},
	forwards:  []string{"препратено съобщение", "препратено писмо", "начало на препратеното съобщение"},
	sentFrom:  []string{"изпратено от ", "изпратен от ", "изтеглете outlook за {name}", "вземете outlook за {name}"},
}

var russian = words{
	language:  "ru",
	verbs:     []string{"написал", "написала", "написал(а)", "написал (а)", "пишет", "писал", "писал(а)", "писала", "пишете", "писали"},
	from:      []string{"от", "от кого", "отправитель"},
	sent:      []string{"отправлено", "отправлен", "дата отправки"},
	date:      []string{"дата"},
	to:        []string{"кому", "получатель"},
	subject:   []string{"тема"},
	others:    []string{"копия", "важность", "вложения"},
	originals: []string{"исходное сообщение", "оригинальное сообщение", "исходное письмо", "первоначальное сообщение"},
	forwards:  []string{"пересылаемое сообщение", "пересланное сообщение", "перенаправленное сообщение", "начало переадресованного сообщения", "начало пересылаемого сообщения", "пересылаемое письмо", "пересланное письмо", "конец пересылаемого сообщения"},
	sentFrom:  []string{"отправлено с ", "отправлено из ", "отправлено через ", "отправлено от ", "скачать outlook для {name}", "получить outlook для {name}"},
}

var ukrainian = words{
	language:  "uk",
	verbs:     []string{"написав", "написала", "пише", "написав(ла)", "написав(-ла)", "написано", "написав/ла", "писав", "писала"},
	from:      []string{"від", "від кого", "відправник"},
	sent:      []string{"надіслано", "відправлено"},
	date:      []string{"дата"},
	to:        []string{"кому", "одержувач"},
	subject:   []string{"тема"},
	others:    []string{"копія", "важливість"},
	originals: []string{"оригінальне повідомлення", "вихідне повідомлення", "початкове повідомлення", "оригінал повідомлення"},
	forwards:  []string{"переслане повідомлення", "перенаправлене повідомлення", "пересланий лист", "початок пересланого повідомлення", "початок листа, що пересилається"},
	sentFrom:  []string{"надіслано з ", "відправлено з ", "надіслано із ", "завантажити outlook для {name}", "отримати outlook для {name}"},
}

var greek = words{
	language:  "el",
	openers:   []string{"στις", "την", "ο χρήστης", "ο/η", "η"},
	verbs:     []string{"έγραψε", "εγραψε"},
	from:      []string{"από", "αποστολέας"},
	sent:      []string{"στάλθηκε", "αποστολή"},
	date:      []string{"ημερομηνία", "στις"},
	to:        []string{"προς", "παραλήπτης"},
	subject:   []string{"θέμα"},
	others:    []string{"κοιν", "κοιν.", "κοινοποίηση"},
	originals: []string{"αρχικό μήνυμα", "πρωτότυπο μήνυμα"},
	forwards:  []string{"προωθημένο μήνυμα", "αρχή προωθημένου μηνύματος", "έναρξη προωθημένου μηνύματος"},
	sentFrom:  []string{"στάλθηκε από ", "εστάλη από ", "αποστολή από ", "λήψη του outlook για {name}", "αποκτήστε το outlook για {name}"},
}

var turkish = words{
	language:  "tr",
	verbs:     []string{"yazdı", "şunu yazdı", "şunları yazdı", "tarihinde şunu", "yazmış", "yazan"},
	from:      []string{"kimden", "gönderen", "gönderici"},
	sent:      []string{"gönderilme tarihi", "gönderildi", "gönderim tarihi"},
	date:      []string{"tarih"},
	to:        []string{"kime", "alıcı"},
	subject:   []string{"konu"},
	others:    []string{"bilgi", "önem", "ekler", "kopya"},
	originals: []string{"özgün ileti", "orijinal mesaj", "asıl ileti", "original mesaj", "özgün mesaj", "orijinal ileti", "orjinal ileti"},
	forwards:  []string{"iletilen mesaj", "yönlendirilmiş mesaj", "iletilmiş mesaj", "yönlendirilen ileti", "iletilen ileti başlangıcı", "iletilmiş ileti", "iletilmiş mesajı başlat", "iletilen ileti", "ileti başlangıcı", "yönlendirilmiş ileti"},
	sentFrom:  []string{"iphone'umdan ", "ipad'imden ", "android'den ", "telefonumdan ", "{name} için outlook'u edinin", "{name} için outlook'u indirin", "outlook for {name} gönderildi"},
}
