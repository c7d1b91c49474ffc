package reply

// gmail is Gmail on the web and in its apps.
var gmail = family{
	name: "gmail",
	attributions: []form{
		{"ca", "missatge de {who} del dia {when}:", "gmail/ca-missatge"},
	},
}
