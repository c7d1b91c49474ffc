package reply

var danish = words{
	language:  "da",
	openers:   []string{"den", "på", "d"},
	verbs:     []string{"skrev", "skrev følgende"},
	from:      []string{"fra", "afsender"},
	sent:      []string{"sendt"},
	date:      []string{"dato"},
	to:        []string{"til", "modtager"},
	subject:   []string{"emne"},
	others:    []string{"kopi", "vedhæftede filer", "prioritet", "vedhæftet"},
	originals: []string{"oprindelig meddelelse", "oprindelig besked", "oprindelig mail", "original meddelelse", "original besked"},
	forwards:  []string{"videresendt besked", "videresendt meddelelse", "start på videresendt besked", "begynd videresendt besked"},
	sentFrom:  []string{"sendt fra ", "sendt med ", "sendt via ", "hent outlook til {name}", "få outlook til {name}"},
}

var norwegian = words{
	language:  "nb",
	openers:   []string{"den", "på", "kl"},
	verbs:     []string{"skrev", "skrev følgende"},
	from:      []string{"fra", "avsender"},
	sent:      []string{"sendt"},
	date:      []string{"dato"},
	to:        []string{"til", "mottaker"},
	subject:   []string{"emne"},
	others:    []string{"kopi", "vedlegg", "prioritet", "viktighet", "kopi til", "svar-til"},
	originals: []string{"opprinnelig melding", "original melding", "opprinnelig e-post", "opprinnelig avtale", "originalpost", "orginalpost"},
	forwards:  []string{"videresendt melding", "start på videresendt melding", "begynnelsen på videresendt melding", "videresendt e-post"},
	sentFrom:  []string{"sendt fra ", "sendt med ", "sendt via ", "skaff deg outlook for {name}", "få outlook for {name}", "skaff outlook for {name}"},
}

var swedish = words{
	language:  "sv",
	openers:   []string{"den", "på"},
	verbs:     []string{"skrev", "skrev följande"},
	from:      []string{"från", "avsändare"},
	sent:      []string{"skickat", "skickad"},
	date:      []string{"datum"},
	to:        []string{"till", "mottagare"},
	subject:   []string{"ämne"},
	others:    []string{"kopia", "kopia till", "bilagor", "prioritet", "vikt"},
	originals: []string{"ursprungligt meddelande", "originalmeddelande", "original-meddelande", "ursprunglig avtalad tid", "ursprungligt mail", "orginalmeddelande"},
	forwards:  []string{"vidarebefordrat meddelande", "vidarebefordrat brev", "vidarebefordrat mail", "börja vidarebefordrat meddelande", "vidarebefordrat mejl", "vidarebefordrat"},
	sentFrom:  []string{"skickat från ", "skickades från ", "skickat med ", "skickat via ", "hämta outlook för {name}", "skaffa outlook för {name}"},
}

var finnish = words{
	language:  "fi",
	verbs:     []string{"kirjoitti", "kirjoitti seuraavasti"},
	from:      []string{"lähettäjä", "keneltä"},
	sent:      []string{"lähetetty"},
	date:      []string{"päivämäärä", "päiväys", "pvm"},
	to:        []string{"vastaanottaja", "saaja", "kenelle"},
	subject:   []string{"aihe"},
	others:    []string{"kopio", "tärkeys", "liitteet"},
	originals: []string{"alkuperäinen viesti", "alkuperäinen tapaaminen"},
	forwards:  []string{"välitetty viesti", "edelleen lähetetty viesti", "edelleenlähetetty viesti", "lähetetty edelleen", "välitetty viesti alkaa"},
	sentFrom:  []string{"lähetetty ", "hanki outlook for {name}", "hae outlook for {name}"},
}

var icelandic = words{
	language:  "is",
	openers:   []string{"þann", "þ"},
	verbs:     []string{"skrifaði"},
	from:      []string{"frá"},
	sent:      []string{"sent"},
	date:      []string{"dagsetning"},
	to:        []string{"til"},
	subject:   []string{"efni", "titill"},
	originals: []string{"upprunaleg skilaboð", "upphafleg skilaboð"},
	forwards:  []string{"áframsend skilaboð", "framsend skilaboð"},
	sentFrom:  []string{"sent úr "},
}

var lithuanian = words{
	language:  "lt",
	verbs:     []string{"rašė", "parašė"},
	from:      []string{"nuo", "siuntėjas"},
	sent:      []string{"išsiųsta"},
	date:      []string{"data"},
	to:        []string{"kam", "iki", "gavėjas"},
	subject:   []string{"tema"},
	others:    []string{"kopija"},
	originals: []string{"originalus laiškas", "pradinis laiškas", "pirminis laiškas", "originali žinutė", "pradinis pranešimas", "originalus pranešimas"},
	forwards:  []string{"persiųstas laiškas", "persiųsta žinutė", "persiunčiamas laiškas", "persiųstas pranešimas"},
	sentFrom:  []string{"išsiųsta iš "},
}

var latvian = words{
	language:  "lv",
	verbs:     []string{"rakstīja", "uzrakstīja"},
	from:      []string{"no", "sūtītājs"},
	sent:      []string{"nosūtīts", "nosūtīja"},
	date:      []string{"datums"},
	to:        []string{"kam", "adresāts"},
	subject:   []string{"temats", "tēma"},
	others:    []string{"kopija"},
	originals: []string{"sākotnējais ziņojums", "oriģinālais ziņojums", "sākotnējā vēstule"},
	forwards:  []string{"pārsūtīts ziņojums", "pārsūtītā vēstule", "pārsūtīta vēstule", "pārsūtītais ziņojums"},
	sentFrom:  []string{"sūtīts no ", "nosūtīts no "},
}

var estonian = words{
	language:  "et",
	verbs:     []string{"kirjutas"},
	from:      []string{"saatja", "kellelt"},
	sent:      []string{"saadetud", "saatmisaeg"},
	date:      []string{"kuupäev"},
	to:        []string{"adressaat", "saaja", "kellele"},
	subject:   []string{"teema", "pealkiri"},
	others:    []string{"koopia"},
	originals: []string{"algne sõnum", "originaalsõnum", "algne kiri", "originaalkiri", "algne teade", "esialgne kiri"},
	forwards:  []string{"edastatud sõnum", "edasi saadetud kiri", "edastatud kiri"},
	sentFrom:  []string{"saadetud minu ", "saadetud "},
}
