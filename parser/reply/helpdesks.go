package reply

// helpdesks are ticket systems that ask for an answer above a line, some below
// another one as well.
var helpdesks = family{
	name: "helpdesks",
	markers: []form{
		{"fr", "-- … au-dessus de cette ligne", "helpdesks/fr-above"},
		{"fr", "répondez au-dessus de cette ligne…", "helpdesks/fr-above-plain"},
		{"en", "-- … above this line", "helpdesks/en-above"},
		{"en", "reply above this line…", "helpdesks/en-above-plain"},
		{"en", "please type your reply above this line…", "helpdesks/en-above-type"},
		{"de", "-- … oberhalb dieser zeile", "helpdesks/de-above"},
		{"de", "-- … über dieser zeile", "helpdesks/de-above-over"},
		{"nl", "-- … boven deze regel", "helpdesks/nl-above"},
		{"es", "-- … encima de esta línea", "helpdesks/es-above"},
		{"it", "-- … sopra questa riga", "helpdesks/it-above"},
		{"pt", "-- … acima desta linha", "helpdesks/pt-above"},
	},
	ends: []form{
		{"fr", "-- … en dessous de cette ligne", "helpdesks/fr-below"},
		{"en", "-- … under this line", "helpdesks/en-under"},
	},
}
