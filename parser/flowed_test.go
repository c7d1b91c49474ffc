package parser

import (
	"strings"
	"testing"
)

func TestFlowedTextIsJoined(t *testing.T) {
	tests := []struct {
		name, text, want string
		delSp            bool
	}{
		{"soft and hard ends", "La caisse \nreste fermée.\nMerci", "La caisse reste fermée.\nMerci", false},
		{"blank deleted", "anticonstitution \nnellement", "anticonstitutionnellement", true},
		{"two blanks, one deleted", "La caisse  \nreste", "La caisse reste", true},
		{"stuffed", " From here\n  two blanks\n >no quote", "From here\n two blanks\n>no quote", false},
		{"quoted", "> La caisse \n> reste\n> fermée ?\nOui", "> La caisse reste\n> fermée ?\nOui", false},
		{"quoted without blank", ">La caisse \n>reste", "> La caisse reste", false},
		{"deeper quote is not joined", "> un \n>> deux", "> un \n>> deux", false},
		{"empty quoted line", ">\n> un", ">\n> un", false},
		{"signature", "un \n-- \nMarie", "un \n-- \nMarie", false},
		{"paragraphs", "un \n\ndeux ", "un \n\ndeux ", false},
		{"no flow at all", "un\ndeux", "un\ndeux", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { equal(t, "text", unflow(tt.text, tt.delSp), tt.want) })
	}
}

// FuzzUnflow asks that no word is lost or made.
func FuzzUnflow(f *testing.F) {
	f.Add("> a \n> b\n-- \nc", false)
	f.Add(" >a \nb", true)
	f.Fuzz(func(t *testing.T, text string, delSp bool) {
		got := unflow(text, delSp)
		strip := func(s string) string {
			return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n>", r) }), "")
		}
		if strip(got) != strip(text) {
			t.Errorf("%q became %q", text, got)
		}
	})
}
