package reply

import (
	"strings"
	"testing"
)

// oddBlanks puts another blank for every plain one.
func oddBlanks(s, blank string) string { return strings.ReplaceAll(s, " ", blank) }

func TestBlanksOfEveryKindAreBlanks(t *testing.T) {
	for _, blank := range []string{"\u00a0", "\u202f", "\u3000"} {
		want := oddBlanks(written, blank)
		for name, history := range histories {
			if strings.Contains(name, "indented") { // there blanks are all that tells
				continue
			}
			equal(t, name, answer(want+"\n\n"+oddBlanks(history, blank)+"\n"), want)
		}
		for _, l := range tongues() {
			for _, line := range l.attributions {
				equal(t, l.code+"/"+line, answer(want+"\n\n"+oddBlanks(line, blank)+"\n\n"+quote(l.earlier)), want)
			}
		}
	}
}

func TestTextBeforeAnAttributionIsKeptWhateverTheBlanks(t *testing.T) {
	const line = "Le lun. 5 oct. 2026 à 17:22, Assistance <support@desk.example> a écrit :"
	for _, blank := range []string{" ", "\u00a0", "\u202f"} {
		r := Cut(Input{Text: "Oui." + blank + oddBlanks(line, blank) + "\n\n> Ancien texte", Answer: true})
		equal(t, "reply", r.New, "Oui.")
		equal(t, "quoted", r.Quoted, blank+oddBlanks(line, blank)+"\n\n> Ancien texte")
	}
}
