package desk

import (
	"context"
	"fmt"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
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
	answered, err := j.answers()
	if err != nil {
		return err
	}
	err = j.d.mergeTicket(j.tx, j.t, into, done, !answered)
	return refusal(err, "les tickets ne peuvent pas être réunis : %s", "the tickets cannot be merged: %s")
}

// answers says whether the order stands in an answer to the client.
func (j job) answers() (bool, error) {
	if j.exchange == 0 {
		return false, nil
	}
	e, err := j.tx.Exchange(j.exchange)
	return e.Way == ticket.Out, err
}

// MergeTicket lets a ticket go on in another one of the same client, which
// holds its exchanges, files and time from now on. Both numbers go on working
// in mails. The people of the merged ticket are told which number continues,
// unless it was done already.
func (d *Desk) MergeTicket(ctx context.Context, number, into int64, by string) error {
	return d.onThe(ctx, number, by, "merge", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		other, err := theTicket(tx, into)
		if err != nil {
			return "", err
		}
		if other.Number == t.Number || other.ClientID != t.ClientID {
			return "", refusedAs(ErrNotTwo, "ticket %d cannot join ticket %d: it takes two different tickets of one client", number, into)
		}
		done := t.State == ticket.Resolved || t.State == ticket.Closed
		if err := t.Merge(other, d.now()); err != nil {
			return "", err
		}
		return fmt.Sprintf("into %d", into), d.mergeTicket(tx, t, other, done, true)
	})
}

// mergeTicket moves what a ticket holds to the one that it was merged into:
// exchanges, observers, and its time, which counts there with the other
// ticket's (R10). One that was done is to be worked on again where the other
// was not. With tell its people hear which number continues.
func (d *Desk) mergeTicket(tx *store.Tx, t *ticket.Ticket, into ticket.Ticket, done, tell bool) error {
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
	if tell && !done {
		if err := d.tellMerged(tx, *t, into); err != nil {
			return err
		}
	}
	if err := d.moveLinks(tx, t.Number, into.Number); err != nil {
		return err
	}
	return tx.MoveExchanges(t.Number, into.Number)
}

// tellMerged tells the client's side of a merged ticket which number continues
// (R7: they see its exchanges there). It runs before these move: the letter
// stands in the thread that its reader knows.
func (d *Desk) tellMerged(tx *store.Tx, t, into ticket.Ticket) error {
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	readers, err := d.clientReaders(tx, t)
	if err != nil {
		return err
	}
	box, err := tx.TicketMailbox(t.Number)
	if err != nil {
		return err
	}
	for _, to := range readers {
		inReplyTo, references, err := d.thread(tx, t.Number, to.person.Address)
		if err != nil {
			return err
		}
		_, err = d.write(tx, draft{kind: letter.KindMerged, to: to, cause: objectTicket(t.Number) + "/merged", causeAt: d.now(), audience: ticket.ToClient,
			proven: true, mailbox: box, ticket: into.Number, head: letter.Head{InReplyTo: inReplyTo, References: references},
			facts: func(c letter.Common, _ *templates.Language) any {
				return letter.Merged{Common: c, Ticket: d.ticketFacts(into, client), Before: d.ticketFacts(t, client)}
			}})
		if err != nil {
			return err
		}
	}
	return nil
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
