package reply

// phones are the lines that telephones and their mail programs sign with, where
// the words of a language do not suffice.
var phones = family{
	name: "phones",
	programs: []form{
		{"en", "sent from {name}", "phones/en-program"},
		{"en", "sent from the … app", "phones/en-the-app"},
		{"en", "sent from my … on the … network", "phones/en-network"},
		{"en", "sent from mailspring, the …", "mailspring/en-html"},
		{"en", "please excuse my brevity", "phones/en-brevity"},
		{"en", "sent from my android device with …", "k9/en-no-delimiter"},
		{"fr", "envoyé avec {name}", "phones/fr-program"},
		{"fr", "envoyé de spark", "spark/fr"},
		{"fr", "envoyé de mon appareil android avec …", "k9/fr-no-delimiter"},
		{"fr", "envoyé depuis mon smartphone blackberry …", "blackberry/fr-ten"},
	},
}
