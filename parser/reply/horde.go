package reply

// horde is Horde's IMP, which frames a mail that it quotes with its header.
var horde = family{
	name: "horde",
	ends: []form{
		{"fr", "-- fin du message de …", "horde/fr-header"},
		{"en", "-- end message from …", "horde/en-header"},
		{"de", "-- ende der nachricht von …", "horde/de-header"},
	},
}
