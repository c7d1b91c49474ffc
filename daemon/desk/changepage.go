package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// Replacement is what a technical contact asks on a page: another person in
// their place (R3).
type Replacement struct {
	Contact int64 // who asks
	To      ticket.Contact
	Subject string // of the ticket, in the asker's language
	Text    string // what the ticket says
	Key     string // the page's random one: the same form again asks nothing
}

// AskReplacement opens the ticket of R3 with the four fields already in it, and
// shows it to the team on duty and to sales. The error is an ErrRefused: with
// ErrEmpty where a field is missing, ErrNotAddress, or ErrNoRight.
func (d *Desk) AskReplacement(ctx context.Context, r Replacement) (number int64, err error) {
	if !complete(r.To) {
		return 0, refusedAs(ErrEmpty, "one of the four fields is missing")
	}
	if people.ValidAddress(r.To.Address) != nil {
		return 0, refusedAs(ErrNotAddress, "“%s” is not a mail address", r.To.Address)
	}
	for what, text := range map[string]string{"surname": r.To.LastName, "first name": r.To.FirstName, "position": r.To.Position} {
		if err := plainName(what, text); err != nil {
			return 0, err
		}
	}
	done, err := d.onForm(ctx, objectContact(r.Contact), r.Key, func(tx *store.Tx) (store.Form, error) { return d.askReplacement(tx, r) })
	return done.TicketNumber, err
}

func (d *Desk) askReplacement(tx *store.Tx, r Replacement) (store.Form, error) {
	w, err := d.spaceWriter(tx, r.Contact)
	if err != nil {
		return store.Form{}, err
	}
	c, err := w.contract("", d.today())
	if err != nil {
		return store.Form{}, err
	}
	o := opening{client: w.client, contact: w.contact, mailbox: d.mailbox("").Name, page: true, ticket: d.requested(w, r.Subject, c.ID)}
	o.ticket.Kind = ticket.KindContactChange
	o.exchange = w.exchange(0, r.Text, d.now())
	form, err := d.openPage(tx, &o, nil, w.contact.Name())
	if err != nil {
		return form, err
	}
	details, err := json.Marshal(r.To)
	if err != nil {
		return form, fmt.Errorf("keeping the fields of a contact change: %w", err)
	}
	if err := tx.SetTicketDetails(o.ticket.Number, string(details)); err != nil {
		return form, err
	}
	return form, d.showReplacement(tx, o, c.SalesAgentID, c.TechnicalID, r)
}

// showReplacement shows the request to the team on duty and to sales.
func (d *Desk) showReplacement(tx *store.Tx, o opening, salesID, presentID int64, r Replacement) error {
	sales, err := d.salesReader(tx, salesID)
	if err != nil {
		return err
	}
	to, err := d.agentReaders(tx, o.shift.crew.Members[o.shift.duty.Team])
	if err != nil {
		return err
	}
	present, err := tx.Contact(presentID)
	if err != nil {
		return err
	}
	asker := letter.Person{First: o.contact.FirstName, Last: o.contact.LastName, Address: o.contact.Address()}
	facts := letter.ContactChange{Ticket: d.ticketFacts(o.ticket, o.client), Client: o.client.Name, From: asker, FromPresent: present.ID == o.contact.ID,
		Read:          letter.NewContact{Last: r.To.LastName, First: r.To.FirstName, Position: r.To.Position, Address: r.To.Address},
		Present:       letter.Person{First: present.FirstName, Last: present.LastName, Address: present.Address()},
		OutsideDomain: !ofClient(o.client, r.To.Address), Domains: o.client.Domains, Text: r.Text}
	for _, reader := range append(to, sales) {
		_, err := d.write(tx, draft{kind: letter.KindContactChange, to: reader, cause: causeExchange(o.exchange.ID), causeAt: d.now(),
			audience: ticket.ToAgent, mailbox: o.mailbox, ticket: o.ticket.Number, exchange: o.exchange.ID, seen: o.exchange.ID,
			head:  letter.Head{Reason: "contact-change", TicketNumber: o.ticket.Number, ClientName: o.client.Name},
			facts: func(c letter.Common, _ *templates.Language) any { facts.Common = c; return facts }})
		if err != nil {
			return err
		}
	}
	return nil
}

// Colleague is a person of a client as the client space shows them (C8).
type Colleague struct {
	Name      string
	Position  string
	Address   string
	Technical bool // may open tickets (R1)
	Deputy    bool
}

// Colleagues lists the active people of a client.
func (d *Desk) Colleagues(ctx context.Context, clientID int64) (all []Colleague, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		views, err := d.contactViews(tx, clientID)
		for _, v := range views {
			if v.Active && len(v.Addresses) > 0 {
				all = append(all, Colleague{Name: v.Name, Position: v.Position, Address: v.Addresses[0], Technical: v.Technical, Deputy: v.Deputy})
			}
		}
		return err
	})
	return all, err
}
