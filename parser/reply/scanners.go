package reply

// scanners are the lines that virus scanners add.
var scanners = family{
	name: "scanners",
	programs: []form{
		{"fr", "garanti sans virus…", "scanners/fr-avast"},
		{"en", "virus-free…", "scanners/en-avast"},
	},
	footers: []form{
		{"fr", "l'absence de virus dans ce courrier électronique a été vérifiée…", "scanners/fr-avast-verified"},
		{"fr", "cet e-mail a été vérifié par le logiciel antivirus…", "scanners/fr-avast-checked"},
		{"en", "this email has been checked for viruses…", "scanners/en-avast-checked"},
		{"de", "diese e-mail wurde von … auf viren geprüft…", "scanners/de-avast"},
	},
}
