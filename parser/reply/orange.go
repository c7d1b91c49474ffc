package reply

// orange is the webmail of Orange, which puts a line of its own above the copied
// header.
var orange = family{
	name: "orange",
	titles: []form{
		{"fr", "message du {when}", "orange/fr-unmarked"},
	},
}
