package desk

import (
	"context"
	"fmt"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// LinkView is a ticket that another one is related to.
type LinkView struct {
	Number  int64  `json:"number"`
	Subject string `json:"subject"`
	State   string `json:"state"`
}

// LinkTickets says that two tickets of one client have to do with each other:
// each shows the other.
func (d *Desk) LinkTickets(ctx context.Context, number, other int64, by string) error {
	return d.onOpen(ctx, number, by, "link", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		o, err := theTicket(tx, other)
		switch {
		case err != nil:
			return "", err
		case o.Number == t.Number:
			return "", refusedAs(ErrNotTwo, "ticket %d is not related to itself", number)
		case o.ClientID != t.ClientID:
			return "", refusedAs(ErrNotTwo, "ticket %d is another client's: only tickets of one client are related", other)
		}
		_, err = tx.RelateTickets(number, other, d.now())
		return fmt.Sprintf("with %d", other), err
	})
}

// UnlinkTickets takes that back.
func (d *Desk) UnlinkTickets(ctx context.Context, number, other int64, by string) error {
	return d.onThe(ctx, number, by, "unlink", func(tx *store.Tx, _ *ticket.Ticket) (string, error) {
		gone, err := tx.PartTickets(number, other)
		if err == nil && !gone {
			err = refused("tickets %d and %d are not related", number, other)
		}
		return fmt.Sprintf("from %d", other), err
	})
}

// moveLinks relates the ticket that continues a merged one to all that the
// merged one was related to.
func (d *Desk) moveLinks(tx *store.Tx, from, into int64) error {
	others, err := tx.RelatedTickets(from)
	if err != nil {
		return err
	}
	for _, other := range others {
		if _, err := tx.PartTickets(from, other); err != nil {
			return err
		}
		if other == into {
			continue
		}
		if _, err := tx.RelateTickets(into, other, d.now()); err != nil {
			return err
		}
	}
	return nil
}

func linkViews(tx *store.Tx, number int64) ([]LinkView, error) {
	numbers, err := tx.RelatedTickets(number)
	views := []LinkView{}
	for _, n := range numbers {
		t, err := tx.Ticket(n)
		if err != nil {
			return nil, err
		}
		views = append(views, LinkView{Number: t.Number, Subject: t.Subject, State: string(t.State)})
	}
	return views, err
}
