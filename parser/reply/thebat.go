package reply

// theBat is The Bat!, which marks each quoted line with the initials of who
// wrote it ("AP> …").
var theBat = family{
	name: "thebat",
	attributions: []form{
		{"fr", "{when}, vous avez écrit:", "thebat/fr"},
		{"en", "{when}, you wrote:", "thebat/en"},
	},
}
