package reply

// groupwise is Novell GroupWise, which frames the attribution with marks and
// leaves the earlier mail as it was.
var groupwise = family{
	name: "groupwise",
	separators: []form{
		{"any", ">>> {who} {when} >>>", "groupwise/fr"},
	},
}
