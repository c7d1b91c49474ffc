package store

import (
	"testing"
	"time"

	"permanence/daemon/desk/ticket"
)

func TestMailThatWaitsForAPersonIsListedByAnIndexTheNewestFirst(t *testing.T) {
	s := open(t, Options{})
	write(t, s, func(tx *Tx) error {
		for _, m := range []Mail{
			{Disposition: ticket.Quarantine, Held: true},
			{Disposition: ticket.Quarantine, Held: true, DecidedBy: "Claire Moreau"},
			{Disposition: ticket.Quarantine},
			{Disposition: ticket.New},
			{Disposition: ticket.Quarantine, Held: true},
		} {
			m.Mailbox, m.Received, m.Stored = "support", time.UnixMilli(1), time.UnixMilli(1)
			m.SHA256 = []byte("sum")
			id, err := tx.AddMail(m)
			if err != nil {
				return err
			}
			m.ID = id
			if err := tx.SetMailFacts(m); err != nil {
				return err
			}
		}
		for _, look := range []struct {
			held  bool
			below int64
			want  []int64
		}{{true, 100, []int64{5, 1}}, {false, 100, []int64{3}}, {true, 5, []int64{1}}} {
			all, err := tx.Undecided(look.held, look.below, 10)
			if err != nil {
				return err
			}
			var got []int64
			for _, m := range all {
				got = append(got, m.ID)
			}
			if len(got) != len(look.want) || len(got) > 0 && got[0] != look.want[0] {
				t.Errorf("held %t below %d: %v, want %v", look.held, look.below, got, look.want)
			}
		}
		checkPlan(t, tx, undecided, []any{100, 1, 10}, false)
		return nil
	})
}
