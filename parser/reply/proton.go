package reply

// proton is Proton Mail on the web and on phones. Its lines hold a link in
// brackets, so they are longer than others.
var proton = family{
	name: "proton",
	programs: []form{
		{"fr", "envoyé avec la messagerie sécurisée …proton mail…", "proton/fr"},
		{"en", "sent with …proton mail… secure email", "proton/en"},
		{"en", "sent from …proton mail… for …", "proton/en-mobile"},
	},
}
