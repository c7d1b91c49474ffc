package reply

// lotus is Lotus Notes, later HCL Notes. It puts the first words of the mail
// above its header.
var lotus = family{
	name: "lotus",
	titles: []form{
		{"any", "{who} ---{when}---…", "notes/en-one-line"},
	},
}
