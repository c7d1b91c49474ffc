package reply

// odoo is Odoo, which says at the end who sent the mail with it.
var odoo = family{
	name: "odoo",
	programs: []form{
		{"fr", "envoyé par …avec odoo…", "odoo/fr"},
		{"en", "sent by …using odoo…", "odoo/en"},
	},
}
