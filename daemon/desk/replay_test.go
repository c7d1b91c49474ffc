package desk

import (
	"testing"
	"time"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// An old mail that comes again says nothing of what its address is today.
func TestAMailThatComesAgainForgetsNoBounces(t *testing.T) {
	f := newFirm(t)
	bounces := func() (n int64) {
		f.write(func(tx *store.Tx) (err error) { n, err = tx.Bounces("marie@dupont.example"); return err })
		return n
	}
	raw := f.signed("dupont.example", "From: marie@dupont.example\nTo: support@firme.example\nSubject: Import", "Bonjour.")
	f.want(f.deliver(raw), ticket.New, "")
	for range 2 {
		f.write(func(tx *store.Tx) error { _, err := tx.HardBounce("marie@dupont.example"); return err })
	}
	f.pass(time.Hour)
	f.want(f.deliver(raw), ticket.Duplicate, "")
	if n := bounces(); n != 2 {
		t.Errorf("after a mail that came again %d of 2 bounces are left", n)
	}
	f.want(f.send(post{from: "marie@dupont.example", subject: "Autre", text: "Je suis là."}), ticket.New, "")
	if n := bounces(); n != 0 {
		t.Errorf("after a new mail %d bounces are left", n)
	}
}
