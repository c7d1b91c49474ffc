package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/ticket"
)

// T14: who guesses tokens is stopped before a person would write that much.
func TestASenderWhoGuessesTokensIsStoppedAfterTwenty(t *testing.T) {
	for _, c := range []struct {
		name     string
		from     string
		unsigned bool
		subject  string
		header   string
	}{
		{"a stranger, subject tokens", "x@ailleurs.example", false, "Re: Import [#1001-NNNNNNNN]", "X-Mailer: x"},
		{"a stranger, reply addresses", "x@ailleurs.example", false, "Re: Import", "Cc: support+r1.1001.c1.000000000000000000NNNNNNNN@firme.example"},
		{"another client's contact", "john@smith.example", false, "Re: Import [#1001-NNNNNNNN]", "X-Mailer: x"},
		{"who names a contact", "marie@dupont.example", true, "Re: Import [#1001-NNNNNNNN]", "X-Mailer: x"},
		{"who names an agent, Message-IDs", "alice@firme.example", true, "Re: Import", "In-Reply-To: <v1.1.00000000NNNNNNNN@firme.example>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFirm(t)
			for i := range 40 {
				f.pass(time.Second)
				guess := strings.NewReplacer("NNNNNNNN", fmt.Sprintf("%08d", i))
				m := f.send(post{from: c.from, unsigned: c.unsigned, subject: guess.Replace(c.subject),
					header: []string{guess.Replace(c.header)}, text: fmt.Sprintf("Essai %d.", i)})
				if storm := m.Reason == ticket.Storm; storm != (i >= 20) {
					t.Fatalf("mail %d became %s %s (%s)", i+1, m.Disposition, m.Reason, m.Rule)
				}
			}
			f.pass(61 * time.Minute)
			if m := f.send(post{from: c.from, unsigned: c.unsigned, subject: "Import", text: "Bonjour."}); m.Reason == ticket.Storm {
				t.Error("an hour later the sender is still stopped")
			}
		})
	}
}

func TestAnAgentWithRightTokensIsNeverTakenForAGuesser(t *testing.T) {
	f := newFirm(t)
	_, notice := f.asked("Import")
	for i := range 40 {
		f.pass(time.Second)
		f.want(f.alices(notice, fmt.Sprintf("#note\n\nRemarque %d.", i)), ticket.NoteOnly, "")
	}
}
