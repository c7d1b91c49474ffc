package desk

import (
	"context"

	"permanence/daemon/store"
)

// Last is what was written last on a ticket.
type Last struct {
	Exchange int64  `json:"exchange"` // its id
	From     string `json:"from"`     // who wrote it
}

// LastOn is what was written last on a ticket.
func (d *Desk) LastOn(ctx context.Context, number int64) (last Last, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		if _, err := theTicket(tx, number); err != nil {
			return err
		}
		if last.Exchange, err = tx.LastExchange(number); err != nil || last.Exchange == 0 {
			return err
		}
		e, err := tx.Exchange(last.Exchange)
		last.From = e.FromName
		return err
	})
	return last, err
}

// Pulse is a number that is another one after something was written on a
// ticket or done by somebody.
func (d *Desk) Pulse(ctx context.Context) (n int64, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error { n, err = tx.Pulse(); return err })
	return n, err
}
