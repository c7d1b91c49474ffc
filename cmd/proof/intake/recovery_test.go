package intake

import (
	"strings"
	"testing"
	"time"

	"permanence/daemon/store"
	"permanence/daemon/testhouse"
)

func TestADaemonThatWasKilledIsReadyAgainAndHasAllItsMail(t *testing.T) {
	f, err := recovery(t.Context(), 2000) // the figure has more
	if err != nil {
		t.Fatal(err)
	}
	if !inTime(f).Met() {
		t.Errorf("%s\n%s", f.Line("recovery"), strings.Join(f.Trouble, "\n"))
	}
}

func TestAMailThatIsGoneAfterAKillIsFound(t *testing.T) {
	h, err := testhouse.Open(t.Context(), t.TempDir(), testhouse.Options{Moment: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := fill(t.Context(), h.Dir(), 50, h.Now()); err != nil {
		t.Fatal(err)
	}
	g := &ground{house: h, want: 50, patience: time.Second}
	if n, err := g.missing(t.Context()); err != nil || n != 0 {
		t.Fatalf("%d missing of what was written: %v", n, err)
	}
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(h.Dir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Write(t.Context(), func(tx *store.Tx) error {
		m, err := tx.Mail(7)
		if err != nil {
			return err
		}
		m.Disposition, m.RetryAt = "pending", time.Now().Add(time.Hour)
		return tx.SetMailFacts(m)
	}); err != nil {
		t.Fatal(err)
	}
	g.want = 52
	if n, err := g.missing(t.Context()); err != nil || n != 3 {
		t.Errorf("%d missing, not two mails and a decision: %v", n, err)
	}
}
