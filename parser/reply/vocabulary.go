package reply

import (
	"maps"
	"slices"
)

// Vocabulary lists the texts that rules know: forms, the words of the
// languages, and those by which a sentence is told from what a program writes.
func Vocabulary() []string {
	texts := slices.Concat(closings, greetings, pronouns, listSigns, devices, slices.Collect(maps.Keys(determiners)))
	for _, f := range families {
		for _, k := range f.kinds() {
			for _, entry := range k.forms {
				texts = append(texts, entry.text)
			}
		}
	}
	for _, l := range languages {
		for _, list := range [][]string{l.openers, l.verbs, l.from, l.sent, l.date, l.to, l.subject, l.others, l.originals, l.forwards, l.sentFrom} {
			texts = append(texts, list...)
		}
	}
	for _, l := range insides {
		texts = append(texts, l.phrases...)
	}
	return texts
}
