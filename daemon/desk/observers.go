package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
	"permanence/templates"
)

// copied sorts the Cc of a technical contact's mail: people of the client's own
// domains become observers, others are shown to the agent (R5).
func (d *Desk) copied(m *parser.Message, k known) (watchers []store.Observer, shown []string) {
	for _, c := range append(append([]parser.Address{}, m.Cc...), m.To...) {
		address := people.Fold(c.Address)
		switch {
		case address == "" || d.own(address) || address == people.Fold(m.From.Address) || people.ValidAddress(address) != nil:
		case ofClient(k.client, address) && !k.facts.Trust.Authenticated:
			shown = append(shown, address)
		case ofClient(k.client, address):
			watchers = append(watchers, store.Observer{Address: address, Name: c.Name})
		default:
			shown = append(shown, address)
		}
	}
	return watchers, shown
}

func ofClient(c people.Client, address string) bool {
	for _, domain := range c.Domains {
		if people.Domain(address) == domain {
			return true
		}
	}
	return false
}

// observe adds observers to a ticket and tells each who put them there. One
// who was taken off stays off; agents and former contacts observe nothing.
func (d *Desk) observe(tx *store.Tx, t ticket.Ticket, client people.Client, watchers []store.Observer, by people.Contact, e ticket.Exchange) error {
	for _, w := range watchers {
		may, err := mayObserve(tx, w.Address)
		if err != nil {
			return err
		}
		if !may {
			continue
		}
		added, err := tx.AddObserver(t.Number, w, d.now())
		if err != nil {
			return err
		}
		if !added {
			continue
		}
		if err := d.tellObserver(tx, t, client, w, by, e); err != nil {
			return err
		}
	}
	return nil
}

func mayObserve(tx *store.Tx, address string) (bool, error) {
	if _, err := tx.AgentOf(address); !notFound(err) {
		return false, err
	}
	c, err := tx.ContactOf(address)
	if notFound(err) {
		return true, nil
	}
	return c.Active, err
}

func (d *Desk) tellObserver(tx *store.Tx, t ticket.Ticket, client people.Client, w store.Observer, by people.Contact, e ticket.Exchange) error {
	to, err := d.observerReader(tx, w, client)
	if err != nil {
		return err
	}
	box, err := tx.TicketMailbox(t.Number)
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: letter.KindObserverAdded, to: to, mailbox: box, cause: fmt.Sprintf("%s/%d", objectTicket(t.Number), e.At.UnixMilli()),
		causeAt: e.At, audience: ticket.ToClient, proven: true, ticket: t.Number, exchange: e.ID, seen: e.ID,
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.ObserverAdded{Common: c, Ticket: d.ticketFacts(t, client), By: letter.Person{First: by.FirstName, Last: by.LastName, Address: by.Address()}}
		}})
	return err
}

// copy puts somebody in copy of the ticket, also one who was taken off before.
func (j job) copy() error {
	client, err := j.tx.Client(j.t.ClientID)
	if err != nil {
		return err
	}
	var watchers []store.Observer
	for _, address := range j.order.Addresses {
		if err := j.d.mayBeCopied(j.tx, address); err != nil {
			return err
		}
		if _, err := j.tx.RestoreObserver(j.t.Number, address); err != nil {
			return err
		}
		watchers = append(watchers, store.Observer{Address: address})
	}
	by := people.Contact{FirstName: j.agent.FirstName, LastName: j.agent.LastName}
	return j.d.observe(j.tx, *j.t, client, watchers, by, ticket.Exchange{ID: j.exchange, At: j.at})
}

// mayBeCopied refuses, with a sentence, whom nobody may put in copy.
func (d *Desk) mayBeCopied(tx *store.Tx, address string) error {
	if d.own(address) {
		return &badOrder{sentence: [2]string{address + " est une de nos propres adresses", address + " is one of our own addresses"}}
	}
	may, err := mayObserve(tx, address)
	if err != nil || may {
		return err
	}
	return &badOrder{sentence: [2]string{
		address + " est un agent, ou un contact dont l'accès a pris fin : cette personne ne peut pas être en copie",
		address + " is an agent, or a contact whose access has ended: they cannot be in copy"}}
}

// uncopy takes somebody off the ticket's copies (R5).
func (j job) uncopy() error {
	for _, address := range j.order.Addresses {
		gone, err := j.tx.RemoveObserver(j.t.Number, address, j.d.now())
		if err != nil {
			return err
		}
		if !gone {
			return &badOrder{sentence: [2]string{address + " n'est pas en copie de ce ticket", address + " is not in copy of this ticket"}}
		}
	}
	return nil
}

// AddObserver puts an address in copy of a ticket; it is told by whom.
func (d *Desk) AddObserver(ctx context.Context, number int64, address, by string) error {
	return d.onOpen(ctx, number, by, "add-observer", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		address = people.Fold(strings.TrimSpace(address))
		if err := people.ValidAddress(address); err != nil {
			return "", fmt.Errorf("%w: %w", ErrRefused, err)
		}
		j := job{d: d, tx: tx, t: t, agent: people.Agent{LastName: by}, order: ticket.Order{Addresses: []string{address}}, at: d.now()}
		err := j.copy()
		return address, asRefused(err)
	})
}

// RemoveObserver takes an address off a ticket's copies: it gets no more
// answers and may not write on the ticket (R5).
func (d *Desk) RemoveObserver(ctx context.Context, number int64, address, by string) error {
	return d.onThe(ctx, number, by, "remove-observer", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		address = people.Fold(strings.TrimSpace(address))
		gone, err := tx.RemoveObserver(number, address, d.now())
		if err == nil && !gone {
			err = refused("%s is not in copy of ticket %d", address, number)
		}
		return address, err
	})
}

// asRefused is a bad order as a command line tells it.
func asRefused(err error) error {
	var f *badOrder
	if errors.As(err, &f) {
		return refused("%s", f.sentence[1])
	}
	return err
}
