package reply

// yahoo is Yahoo Mail, whose phones sign with what the program is praised for.
var yahoo = family{
	name: "yahoo",
	programs: []form{
		{"fr", "yahoo mail : recherchez, organisez, …", "yahoo/fr-praise"},
		{"en", "yahoo mail: search, organize, conquer", "yahoo/en-praise"},
	},
}
