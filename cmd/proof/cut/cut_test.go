package cut

import (
	"context"
	"testing"

	"permanence/cmd/proof/figure"
)

// shown runs a figure at its short size and wants it met.
func shown(t *testing.T, name string, show func(context.Context, figure.Size) (figure.Figure, error)) {
	t.Helper()
	f, err := show(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(f.Line(name))
	if !f.Met() {
		for _, line := range f.Trouble {
			t.Log(line)
		}
		t.Error(f.Line(name))
	}
}

func TestACutOrALieAnywhereInAnIMAPSessionLosesNothing(t *testing.T) { shown(t, "imap-cut", IMAP) }

func TestACutOrAnOddAnswerAnywhereInAnSMTPSessionKeepsThePromise(t *testing.T) {
	shown(t, "smtp-cut", SMTP)
}

func TestAnInboxMadeAnewAgainAndAgainLosesNothingAndGivesNothingTwice(t *testing.T) {
	shown(t, "uidvalidity", UIDValidity)
}
