package desk

import (
	"fmt"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// merge lets the ticket go on in another one of the same client.
func (j job) merge() error {
	into, err := j.tx.Ticket(j.order.Ticket)
	if notFound(err) {
		return &badOrder{sentence: [2]string{fmt.Sprintf("le ticket %d n'existe pas", j.order.Ticket), fmt.Sprintf("there is no ticket %d", j.order.Ticket)}}
	} else if err != nil {
		return err
	}
	done := j.t.State == ticket.Resolved || j.t.State == ticket.Closed
	if err := j.t.Merge(into, j.d.now()); err != nil {
		return &badOrder{sentence: [2]string{
			fmt.Sprintf("le ticket %d ne peut pas rejoindre le ticket %d : il faut deux tickets différents du même client", j.t.Number, into.Number),
			fmt.Sprintf("ticket %d cannot join ticket %d: it takes two different tickets of one client", j.t.Number, into.Number)}}
	}
	err = j.d.mergeTicket(j.tx, j.t, into, done)
	return refusal(err, "les tickets ne peuvent pas être réunis : %s", "the tickets cannot be merged: %s")
}

// mergeTicket moves what a ticket holds to the one that it was merged into:
// exchanges, observers, and its time, which counts there with the other
// ticket's (R10). One that was done is to be worked on again where the other
// was not.
func (d *Desk) mergeTicket(tx *store.Tx, t *ticket.Ticket, into ticket.Ticket, done bool) error {
	if err := d.mergeTime(tx, t, &into); err != nil {
		return err
	}
	if !done && (into.State == ticket.Resolved || into.State == ticket.Closed) {
		if err := into.Reopen(); err != nil {
			return err
		}
	}
	into.LastClientExchangeID = max(into.LastClientExchangeID, t.LastClientExchangeID)
	into.Touch(t.LastExchange)
	if err := tx.SetTicket(into); err != nil {
		return err
	}
	return tx.MoveExchanges(t.Number, into.Number)
}

// mergeTime gives back what a ticket was charged and charges its minutes to
// the other ticket.
func (d *Desk) mergeTime(tx *store.Tx, t, into *ticket.Ticket) error {
	moving, err := tx.TimeOn(t.Number)
	if err != nil || len(moving) == 0 {
		return err
	}
	had, err := tx.TimeOn(into.Number)
	if err != nil {
		return err
	}
	if t.ContractID != 0 {
		if err := d.charge(tx, t, func(c contract.Contract, p contract.Period) []contract.Line {
			return contract.Compensate(c, p, entriesOf(moving), nil, d.now(), d.zone())
		}, d.now()); err != nil {
			return err
		}
	}
	if err := tx.MergeTime(t.Number, into.Number, into.ContractID); err != nil {
		return err
	}
	t.SpentMinutes, t.CountedQuarters = 0, 0
	if into.ContractID == 0 {
		return d.tally(tx, into, contract.Contract{})
	}
	all, err := tx.TimeOn(into.Number)
	if err != nil {
		return err
	}
	return d.charge(tx, into, func(c contract.Contract, p contract.Period) []contract.Line {
		return contract.Compensate(c, p, entriesOf(had), entriesOf(all), d.now(), d.zone())
	}, d.now())
}
