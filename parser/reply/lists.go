package reply

// lists are what mailing lists add below a mail.
var lists = family{
	name: "lists",
	footers: []form{
		{"fr", "vous recevez ce …abonné…", "lists/fr-because"},
		{"fr", "pour vous désabonner{link}", "lists/fr-leave"},
		{"fr", "pour se désinscrire{link}", "lists/fr-unsubscribe"},
		{"fr", "pour ne plus recevoir{link}", "lists/fr-no-more"},
		{"en", "you received this message because you are subscribed …", "lists/en-because-list"},
		{"en", "you are receiving this …because …", "lists/en-because"},
		{"en", "to unsubscribe{link}", "lists/en-leave"},
		{"de", "um sich abzumelden{link}", "lists/de-leave"},
	},
}
