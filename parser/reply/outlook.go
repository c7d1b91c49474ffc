package reply

// outlook is Outlook on desktops, phones and the web, and Windows Mail.
var outlook = family{
	name: "outlook",
	programs: []form{
		{"fr", "télécharger outlook pour {name}", "outlook/fr-phone"},
		{"fr", "téléchargez outlook pour …", "outlook/fr-phone-imperative"},
		{"fr", "obtenir outlook pour {name}", "outlook/fr-phone-get"},
		{"fr", "obtenez outlook pour …", "outlook/fr-phone-get-imperative"},
		{"fr", "provenance: courrier pour …", "outlook/fr-windows"},
		{"en", "get outlook for {name}", "outlook/en-phone"},
	},
}
