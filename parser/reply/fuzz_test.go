package reply

import (
	"strings"
	"testing"
)

// FuzzReply asks of any text that each of its words is in one of the parts.
func FuzzReply(f *testing.F) {
	for _, s := range []string{"a\n\n> b\n\nc", "Le 5/10/2026 à 10:00, a@b.example a écrit :\n> x\ny", "De : a@b.example\nObjet : x\nÀ : y\n\nz", "-- \nx", "On Mon, 5 Oct 2026 at 10:00 <\na@b.example\n> wrote:", "> a\nb\n> c\nd\n> e", "---------- Forwarded message\nx"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := strings.ToValidUTF8(s, "")
		m := Cut(Input{Text: text, Answer: true})
		if len(m.New) > len(text) {
			t.Errorf("%q grew to %q", text, m.New)
		}
		all := m.New + m.Quoted + m.Signature
		for _, word := range strings.Fields(text) {
			if !strings.Contains(all, word) {
				t.Errorf("%q lost %q", text, word)
			}
		}
	})
}
