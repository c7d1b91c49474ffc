package reply

// words are what mail programs write in one language, in lower case. Programs
// translate the same few words, so a row serves them all.
type words struct {
	language string
	// openers begin an attribution, verbs end it: "on … wrote:".
	openers, verbs []string
	// from, sent, date, to, subject and others are labels of a copied header.
	from, sent, date, to, subject, others []string
	// originals stand between dashes above earlier mail, forwards above
	// forwarded mail, between dashes or before a colon.
	originals, forwards []string
	// sentFrom begin the line that a phone or a program signs with, or are all
	// of it where they have a hole.
	sentFrom []string
}

// languages are all rows, French and English first: where two languages share
// a label, the first one's meaning counts.
var languages = []words{
	french, english,
	german, dutch, danish, norwegian, swedish, finnish, icelandic,
	spanish, italian, portuguese, catalan, romanian,
	polish, czech, slovak, hungarian, croatian, slovenian, bulgarian, russian, ukrainian, greek, lithuanian, latvian, estonian,
	turkish, hebrew, arabic, vietnamese, indonesian, thai, chinese, japanese, korean,
}
