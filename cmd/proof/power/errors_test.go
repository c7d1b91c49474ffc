//go:build fault

package power

import (
	"context"
	"testing"

	"permanence/cmd/proof/figure"
	"permanence/daemon/store"
)

// testFailures keeps the test short; make proof tries more.
const testFailures = 5

func TestADeskOnAFailingDiskLosesNothingAndRecovers(t *testing.T) {
	show(t, "io-error", func(ctx context.Context, _ figure.Size) (figure.Figure, error) { return failures(ctx, testFailures) })
}

// What is compared finds each wrong.
func TestADayThatWentWrongIsFound(t *testing.T) {
	calm := func() outcome {
		return outcome{mails: []string{"a", "b"}, letters: map[string]store.LetterState{"x": store.LetterSent}, relay: map[string]int{"x": 1}}
	}
	tests := []struct {
		name     string
		spoil    func(*outcome)
		restarts int
		want     wrongs
	}{
		{"a calm day", func(*outcome) {}, 0, wrongs{}},
		{"a mail is lost", func(o *outcome) { o.mails = o.mails[1:] }, 0, wrongs{lost: 1}},
		{"a mail is there twice", func(o *outcome) { o.mails = append(o.mails, "b") }, 0, wrongs{lost: 1}},
		{"a letter is not there", func(o *outcome) { o.letters = nil }, 0, wrongs{lost: 1}},
		{"a letter waits for ever", func(o *outcome) { o.letters["x"] = store.LetterSending }, 1, wrongs{lost: 1}},
		{"sent, and the relay never had it", func(o *outcome) { o.relay["x"] = 0 }, 1, wrongs{lost: 1}},
		{"sent twice", func(o *outcome) { o.relay["x"] = 2 }, 1, wrongs{double: 1}},
		{"one letter more", func(o *outcome) { o.letters["y"] = store.LetterSent }, 0, wrongs{double: 1}},
		{"uncertain after a restart", func(o *outcome) { o.letters["x"] = store.LetterUncertain }, 1, wrongs{doubt: 1}},
		{"uncertain without one", func(o *outcome) { o.letters["x"] = store.LetterUncertain }, 0, wrongs{lost: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := calm()
			tt.spoil(&o)
			got := o.against(calm(), tt.restarts)
			if got.lost != tt.want.lost || got.double != tt.want.double || got.doubt != tt.want.doubt {
				t.Errorf("%+v, not %+v", got, tt.want)
			}
		})
	}
}
