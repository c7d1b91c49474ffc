//go:build fault

package crash

import (
	"testing"
	"time"

	"permanence/daemon/demo"
	"permanence/daemon/testhouse"
)

// A clock that is wrong while the daemon runs: mail is taken in and answered,
// an old notice can still be answered, nothing is repeated (reliability 4.4).
func TestAClockThatJumpsOrStandsStillLosesAndRepeatsNothing(t *testing.T) {
	tests := []struct {
		name  string
		wrong func(*testhouse.House)
	}{
		{"ten years on", func(h *testhouse.House) { h.Jump(10 * 365 * 24 * time.Hour) }},
		{"a day back", func(h *testhouse.House) { h.Jump(-24 * time.Hour) }},
		{"frozen", func(h *testhouse.House) { h.Freeze() }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, err := testhouse.Open(t.Context(), "", testhouse.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer h.Close()
			post := func(m letter) {
				t.Helper()
				if err := h.Post(m.from, m.signed, []string{m.to}, m.raw); err != nil {
					t.Fatal(err)
				}
			}
			first := func(of string) head {
				t.Helper()
				got, err := h.Received(of)
				if err != nil || len(got) == 0 {
					t.Fatalf("%s received nothing: %v", of, err)
				}
				one, err := headOf(got[0])
				if err != nil {
					t.Fatal(err)
				}
				return one
			}
			post(ask("before@proof.example", nadia, demo.Mailbox, h.Now()))
			if err := h.Settled(t.Context(), 1); err != nil {
				t.Fatal(err)
			}
			notice := first(claire)
			tt.wrong(h)
			post(ask("after@proof.example", marie, demo.Mailbox, h.Now()))
			post(reply(answer, "answer@proof.example", claire, notice, "#temps 25\r\n\r\nC'est fait.", ""))
			if err := h.Settled(t.Context(), 3); err != nil {
				t.Fatal(err)
			}
			if err := h.Stop(); err != nil {
				t.Fatal(err)
			}
			for who, want := range map[string]int{marie: 1, nadia: 2} {
				if got, err := h.Received(who); err != nil || len(got) != want {
					t.Errorf("%s received %d letters, not %d: %v", who, len(got), want, err)
				}
			}
		})
	}
}
