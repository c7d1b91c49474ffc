package reply

// Vocabulary lists the texts that rules know: forms, and the words of the
// languages.
func Vocabulary() (texts []string) {
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
	return texts
}
