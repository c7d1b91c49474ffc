package reply

// nextcloud is Nextcloud Mail: its attribution is the same in all languages.
var nextcloud = family{
	name: "nextcloud",
	attributions: []form{
		{"any", `"{who}" {address} – {when}`, "nextcloud/fr"},
	},
}
