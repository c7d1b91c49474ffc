package reply

// apple is Mail on Mac, iPhone and iPad.
var apple = family{
	name: "apple",
	attributions: []form{
		{"pl", "wiadomość napisana przez {who} w dniu {when}:", "apple/pl-unmarked"},
	},
}
