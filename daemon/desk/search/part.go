package search

// Part is a piece of a snippet, marked where it is what was looked for.
type Part struct {
	Text   string
	Marked bool
}

// Parts splits a snippet at its marks.
func (s Snippet) Parts() (parts []Part) {
	at := 0
	for _, m := range s.Marks {
		if m.From > at {
			parts = append(parts, Part{Text: s.Text[at:m.From]})
		}
		parts = append(parts, Part{Text: s.Text[m.From:m.To], Marked: true})
		at = m.To
	}
	return append(parts, Part{Text: s.Text[at:]})
}
