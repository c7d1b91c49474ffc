package desk

import (
	"context"
	"fmt"
	"slices"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// ClientTicket shows a client its ticket: every exchange but the notes (R7),
// answers once they have left, no internal time, nothing by which we sort it,
// and of our people their names alone (R6). A ticket of another client is
// ErrNotFound, as one that does not exist.
func (d *Desk) ClientTicket(ctx context.Context, clientID, number int64) (whole TicketWhole, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		t, err := theTicket(tx, number)
		if err != nil {
			return err
		}
		if t.ClientID != clientID || clientID == 0 {
			return ErrNotFound
		}
		if whole, err = d.ticketWhole(tx, t); err != nil {
			return err
		}
		views := []TicketView{whole.TicketView}
		err = d.asClientSees(tx, clientID, views)
		whole.TicketView = views[0]
		return err
	})
	if err != nil {
		return TicketWhole{}, err
	}
	var shown []ExchangeView
	for _, e := range whole.Exchanges {
		if e.Way != string(ticket.In) {
			e.Address = ""
		}
		e.From, e.Mail = nameAndAddress(e.Name, e.Address), 0
		if forClient(e) {
			shown = append(shown, e)
		}
	}
	whole.Exchanges, whole.Tags, whole.Watchers, whole.Fields = shown, nil, nil, nil
	whole.Time = slices.DeleteFunc(whole.Time, func(e TimeView) bool { return e.Kind == string(contract.TimeInternal) })
	for i := range whole.Time {
		whole.Time[i].Reason = "" // what we found wrong is between us
	}
	return whole, nil
}

// asClientSees takes out of views what is ours alone: when we last wrote among
// ourselves, internal time, the priority and the team (R7).
func (d *Desk) asClientSees(tx *store.Tx, clientID int64, views []TicketView) error {
	numbers := make([]int64, len(views))
	for i, v := range views {
		numbers[i] = v.Number
	}
	rows, err := tx.TicketRows(numbers, clientID)
	if err != nil {
		return fmt.Errorf("reading what a client sees of its tickets: %w", err)
	}
	for i, row := range rows {
		v := &views[i]
		v.LastExchange, v.SpentMinutes, v.Priority, v.Team = d.at(row.Last), row.SpentMinutes, "", ""
	}
	return nil
}

// forClient tells whether a client sees an exchange.
func forClient(e ExchangeView) bool {
	x := ticket.Exchange{Way: ticket.Way(e.Way), State: ticket.Sending(e.State)}
	return x.Visible()
}

// DismissObserver lets a technical contact take somebody off a ticket of the
// client (R5). Another client's ticket is ErrNotFound.
func (d *Desk) DismissObserver(ctx context.Context, v Visitor, number int64, address string) error {
	return d.onThe(ctx, number, v.Address(), "remove-observer", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		if t.ClientID != v.Client.ID || v.Client.ID == 0 {
			return "", ErrNotFound
		}
		w, err := d.spaceWriter(tx, v.Contact.ID)
		if err != nil {
			return "", err
		}
		if !w.sender.MayOpen() {
			return "", refusedAs(ErrNoRight, "no contract that runs names %s", v.Address())
		}
		there, err := tx.RemoveObserver(number, address, d.now())
		if err == nil && !there {
			err = ErrNotFound
		}
		return address, err
	})
}
