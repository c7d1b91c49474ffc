package reply

// The forms of northern Europe.
var northern = []tongue{
	{
		code: "da", written: "Hej,\n\nplads 4 genstarter af sig selv.\n\nHilsen\nAnne", earlier: "Hvilken plads genstarter?\nSiden hvornår?",
		attributions: []string{
			"Den man. 5. okt. 2026 kl. 10.04 skrev Søren Holm <soren@desk.example>:",
			"man. 5. okt. 2026 kl. 10.04 skrev Søren Holm <soren@desk.example>:",
			"Den 5. okt. 2026 kl. 10.04 skrev Søren Holm <soren@desk.example>:",
			"Den 05.10.2026 kl. 10.04 skrev Søren Holm:",
			"Søren Holm skrev den 05.10.2026 kl. 10.04:",
			"D. 05/10/2026 10.04 skrev \"Søren Holm\" <soren@desk.example>:",
			"Den mandag den 5. oktober 2026 10.04.12 CEST skrev Søren Holm <soren@desk.example>:",
			"På mandag den 5. oktober 2026, 10.04.12 CEST skrev Søren Holm <soren@desk.example> følgende:",
		},
		blocks: []string{
			"Fra: Søren Holm <soren@desk.example>\nSendt: 5. oktober 2026 10:04\nTil: Anne Petit <anne@petit.example>\nEmne: SV: Plads 4",
			"Fra: Søren Holm <soren@desk.example>\nDato: mandag den 5. oktober 2026 kl. 10.04\nTil: Anne Petit <anne@petit.example>\nCc: Poul Riis\nEmne: Re: Plads 4",
		},
		originals: []string{"-----Oprindelig meddelelse-----", "-------- Original besked --------", "-------- Oprindelig besked --------"},
		forwards:  []string{"---------- Forwarded message ---------", "-------- Videresendt meddelelse --------", "Start på videresendt besked:"},
		phones:    []string{"Sendt fra min iPhone", "Sendt fra Outlook til Android", "Hent Outlook til iOS", "Få Outlook til Android"},
	},
	{
		code: "sv", written: "Hej,\n\nplats 4 startar om av sig själv.\n\nHälsningar\nAnna", earlier: "Vilken plats startar om?\nSedan när?",
		attributions: []string{
			"Den mån 5 okt. 2026 kl 10:04 skrev Åsa Lind <asa@desk.example>:",
			"mån 5 okt. 2026 kl. 10:04 skrev Åsa Lind <asa@desk.example>:",
			"5 okt. 2026 kl. 10:04 skrev Åsa Lind <asa@desk.example>:",
			"Den 2026-10-05 kl. 10:04, skrev Åsa Lind:",
			"Åsa Lind skrev den 2026-10-05 kl. 10:04:",
			"Den 05/10/2026 10:04 skrev \"Åsa Lind\" <asa@desk.example> följande:",
			"Den måndag 5 oktober 2026 10:04:12 CEST, Åsa Lind <asa@desk.example> skrev:",
		},
		blocks: []string{
			"Från: Åsa Lind <asa@desk.example>\nSkickat: den 5 oktober 2026 10:04\nTill: Anna Petit <anna@petit.example>\nÄmne: SV: Plats 4",
			"Från: Åsa Lind <asa@desk.example>\nDatum: måndag, 5 oktober 2026 10:04\nTill: Anna Petit <anna@petit.example>\nKopia: Pär Ek\nÄmne: Re: Plats 4",
			"Från: Åsa Lind\nSkickat: måndag 5 oktober 2026 10:04\nTill: Anna Petit\nÄmne: SV: Plats 4\nPrioritet: Hög",
		},
		originals: []string{"-----Ursprungligt meddelande-----", "-------- Originalmeddelande --------"},
		forwards:  []string{"---------- Forwarded message ---------", "-------- Vidarebefordrat meddelande --------", "Vidarebefordrat mejl:"},
		phones:    []string{"Skickat från min iPhone", "Skickat från Outlook för Android", "Hämta Outlook för iOS", "Skaffa Outlook för Android"},
	},
	{
		code: "nb", written: "Hei,\n\nplass 4 starter på nytt av seg selv.\n\nHilsen\nAnne", earlier: "Hvilken plass starter på nytt?\nSiden når?",
		attributions: []string{
			"man. 5. okt. 2026 kl. 10:04 skrev Kåre Moen <kare@desk.example>:",
			"5. okt. 2026 kl. 10:04 skrev Kåre Moen <kare@desk.example>:",
			"Den 05.10.2026 10:04, skrev Kåre Moen:",
			"Kåre Moen skrev den 05.10.2026 10:04:",
			"Kåre Moen <kare@desk.example> skrev følgende den 05.10.2026, 10:04:",
			"Den mandag 5. oktober 2026, 10:04:12 CEST skrev Kåre Moen <kare@desk.example> følgende:",
			"ma. 5. okt. 2026, 10:04 skrev Kåre Moen <kare@desk.example>:",
		},
		blocks: []string{
			"Fra: Kåre Moen <kare@desk.example>\nSendt: mandag 5. oktober 2026 10:04\nTil: Anne Petit <anne@petit.example>\nEmne: SV: Plass 4",
			"Fra: Kåre Moen <kare@desk.example>\nDato: mandag 5. oktober 2026 kl. 10:04\nTil: Anne Petit <anne@petit.example>\nKopi: Per Vik\nEmne: Re: Plass 4\nVedlegg: log.txt",
		},
		originals: []string{"-----Opprinnelig melding-----", "-------- Original Melding --------"},
		forwards:  []string{"---------- Forwarded message ---------", "-------- Videresendt melding --------", "Videresendt melding:"},
		phones:    []string{"Sendt fra min iPhone", "Sendt fra Outlook for Android", "Skaff deg Outlook for iOS", "Få Outlook for Android"},
	},
	{
		code: "fi", written: "Hei,\n\npaikka 4 käynnistyy itsestään uudelleen.\n\nKiitos\nAnna", earlier: "Mikä paikka käynnistyy?\nMistä lähtien?",
		attributions: []string{
			"ma 5. lokak. 2026 klo 10.04 Päivi Mäki (paivi@desk.example) kirjoitti:",
			"ma 5. lokak. 2026 klo 10.04 Päivi Mäki <paivi@desk.example> kirjoitti:",
			"Päivi Mäki <paivi@desk.example> kirjoitti 5.10.2026 kello 10.04:",
			"Päivi Mäki kirjoitti 5.10.2026 klo 10.04:",
			"Päivi Mäki <paivi@desk.example> kirjoitti maanantai 5. lokakuuta 2026 klo 10.04.12 UTC+3:",
			"maanantai 5. lokakuuta 2026 klo 10.04.12 UTC+3 Päivi Mäki <paivi@desk.example> kirjoitti:",
		},
		blocks: []string{
			"Lähettäjä: Päivi Mäki <paivi@desk.example>\nLähetetty: maanantai 5. lokakuuta 2026 10.04\nVastaanottaja: Anna Petit <anna@petit.example>\nAihe: VS: Paikka 4",
			"Lähettäjä: Päivi Mäki <paivi@desk.example>\nPäivämäärä: maanantai 5. lokakuuta 2026 klo 10.04\nVastaanottaja: Anna Petit <anna@petit.example>\nKopio: Pekka Aho\nAihe: Re: Paikka 4",
		},
		originals: []string{"-----Alkuperäinen viesti-----", "-------- Alkuperäinen viesti --------"},
		forwards:  []string{"---------- Forwarded message ---------", "-------- Välitetty viesti / Fwd.Msg --------", "Välitetty viesti alkaa:", "----- Edelleenlähetetty viesti -----"},
		phones:    []string{"Lähetetty iPhonesta", "Lähetetty Outlook for Androidista", "Hanki Outlook for iOS"},
	},
	{
		code: "lt", written: "Laba diena,\n\n4 vieta persikrauna pati.\n\nAčiū\nOna", earlier: "Kuri vieta persikrauna?\nNuo kada?",
		attributions: []string{
			"2026-10-05, pr, 10:04 Rūta Kazlauskienė <ruta@desk.example> rašė:",
			"2026-10-05 10:04, Rūta Kazlauskienė rašė:",
			"2026 m. spalio 5 d. 10:04 Rūta Kazlauskienė <ruta@desk.example> rašė:",
			"2026-10-05, Rūta Kazlauskienė <ruta@desk.example> parašė:",
		},
		blocks: []string{
			"Nuo: Rūta Kazlauskienė <ruta@desk.example>\nIšsiųsta: 2026 m. spalio 5 d., pirmadienis 10:04\nKam: Ona Petit <ona@petit.example>\nTema: RE: 4 vieta",
		},
		originals: []string{"-----Pradinis pranešimas-----", "-------- Originalus laiškas --------"},
		forwards:  []string{"---------- Forwarded message ---------", "-------- Persiųstas laiškas --------"},
		phones:    []string{"Išsiųsta iš mano iPhone", "Išsiųsta iš Outlook, skirtos Android"},
	},
	{
		code: "lv", written: "Labdien,\n\n4. vieta pati restartējas.\n\nPaldies\nAnna", earlier: "Kura vieta restartējas?\nKopš kura laika?",
		attributions: []string{
			"pirmd., 2026. g. 5. okt., plkst. 10:04 — lietotājs Jānis Ozols (<janis@desk.example>) rakstīja:",
			"2026.10.05. 10:04, Jānis Ozols rakstīja:",
			"05.10.2026, Jānis Ozols <janis@desk.example> rakstīja:",
		},
		blocks: []string{
			"No: Jānis Ozols <janis@desk.example>\nNosūtīts: pirmdiena, 2026. gada 5. oktobris 10:04\nKam: Anna Petit <anna@petit.example>\nTēma: RE: 4. vieta",
		},
		originals: []string{"-----Sākotnējais ziņojums-----", "-------- Sākotnējā vēstule --------"},
		forwards:  []string{"---------- Forwarded message ---------", "-------- Pārsūtītā vēstule --------"},
		phones:    []string{"Sūtīts no mana iPhone", "Nosūtīts no Outlook for Android"},
	},
	{
		code: "et", written: "Tere,\n\nkoht 4 taaskäivitub ise.\n\nAitäh\nAnna", earlier: "Milline koht taaskäivitub?\nMis ajast?",
		attributions: []string{
			"Kristjan Tamm <kristjan@desk.example> kirjutas kuupäeval E, 5. oktoober 2026 kell 10:04:",
			"05.10.2026 10:04 Kristjan Tamm kirjutas:",
			"5. okt 2026, 10:04, Kristjan Tamm <kristjan@desk.example> kirjutas:",
		},
		blocks: []string{
			"Saatja: Kristjan Tamm <kristjan@desk.example>\nSaadetud: esmaspäev, 5. oktoober 2026 10:04\nAdressaat: Anna Petit <anna@petit.example>\nTeema: RE: Koht 4",
			"Saatja: Kristjan Tamm <kristjan@desk.example>\nKuupäev: esmaspäev, 5. oktoober 2026 10:04\nSaaja: Anna Petit <anna@petit.example>\nTeema: Re: Koht 4",
		},
		originals: []string{"-----Algne teade-----", "-------- Algne kiri --------"},
		forwards:  []string{"---------- Forwarded message ---------", "-------- Edastatud kiri --------"},
		phones:    []string{"Saadetud minu iPhone'ist", "Saadetud Outlook for Androidist"},
	},
}
