package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// Message is what a contact writes on a ticket on a page of the client space.
type Message struct {
	Contact int64 // who writes
	Ticket  int64
	Text    string
	How     ticket.Addition
	Files   []Upload
	Key     string // the page's random one: the same form again adds nothing. "": not asked
}

// Added is where a message went.
type Added struct {
	Ticket   int64 // another one than was written on where it was closed or merged
	Exchange int64
	Linked   bool // it opened a ticket that continues the closed one (R8b)
}

// AppendByContact adds a contact's message to a ticket of the same client, as
// the same mail would: it wakes and reopens, and opens a linked ticket where
// the month of R8b is over. Who has the ticket is notified; the others of the
// client's side get a copy. The error wraps ErrNotFound for a ticket of another
// client, or is an ErrRefused: with ErrNoRight (R1, R15), ErrEmpty, ErrTooLarge,
// or ErrState where the ticket's state does not allow it.
func (d *Desk) AppendByContact(ctx context.Context, m Message) (added Added, err error) {
	if strings.TrimSpace(m.Text) == "" && len(m.Files) == 0 {
		return added, refusedAs(ErrEmpty, "the message is empty")
	}
	if !slices.Contains(ticket.Additions(), m.How) {
		return added, refused("“%s” is nothing a message does: answer, resolve or thanks", m.How)
	}
	mail, err := d.pageMailOf(ctx, m.Contact, d.mailbox("").Name, "", m.Text, m.Files)
	if err != nil {
		return added, err
	}
	done, err := d.onForm(ctx, objectContact(m.Contact), m.Key, func(tx *store.Tx) (store.Form, error) { return d.appendByContact(tx, m, mail) })
	if err != nil {
		return added, err
	}
	added = Added{Ticket: done.TicketNumber, Exchange: done.ExchangeID}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		t, err := tx.Ticket(added.Ticket)
		added.Linked = t.ParentNumber == m.Ticket
		return err
	})
	return added, err
}

func (d *Desk) appendByContact(tx *store.Tx, m Message, mail *pageMail) (store.Form, error) {
	w, err := d.spaceWriter(tx, m.Contact)
	if err != nil {
		return store.Form{}, err
	}
	t, err := d.ticketGoingOn(tx, m.Ticket, w.client.ID)
	if err != nil {
		return store.Form{}, err
	}
	landing := t.Land(m.How, d.now())
	switch {
	case !w.sender.MayAdd(t, landing == ticket.LandsLinked):
		return store.Form{}, refusedAs(ErrNoRight, "%s may not write on ticket %d", w.contact.Address(), t.Number)
	case landing == ticket.LandsNowhere:
		return store.Form{}, refusedAs(ErrState, "ticket %d is %s: it can only be answered", t.Number, t.State)
	case landing == ticket.LandsLinked:
		return d.continueByContact(tx, w, t, m, mail)
	}
	return d.addByContact(tx, w, t, m, landing, mail)
}

// ticketGoingOn is a ticket of a client, or the one that it was merged into.
// One of another client is as one that does not exist.
func (d *Desk) ticketGoingOn(tx *store.Tx, number, clientID int64) (ticket.Ticket, error) {
	t, err := theTicket(tx, number)
	for range 20 {
		if err != nil || t.ClientID != clientID || t.MergedInto == 0 {
			break
		}
		t, err = theTicket(tx, t.MergedInto)
	}
	if err == nil && (t.ClientID != clientID || t.MergedInto != 0) {
		return ticket.Ticket{}, fmt.Errorf("there is no ticket %d: %w", number, ErrNotFound)
	}
	return t, err
}

// continueByContact opens the ticket that continues a closed one (R8b).
func (d *Desk) continueByContact(tx *store.Tx, w spaceWriter, before ticket.Ticket, m Message, mail *pageMail) (store.Form, error) {
	c, err := w.contract("", d.today())
	if err != nil {
		return store.Form{}, err
	}
	o := opening{client: w.client, contact: w.contact, mailbox: d.mailbox("").Name, page: true, ticket: d.requested(w, before.Subject, c.ID)}
	o.ticket.ParentNumber = before.Number
	o.exchange = w.exchange(0, m.Text, d.now())
	return d.openPage(tx, &o, mail, w.contact.Name())
}

// addByContact writes the message on the ticket and tells those concerned.
func (d *Desk) addByContact(tx *store.Tx, w spaceWriter, t ticket.Ticket, m Message, landing ticket.Landing, mail *pageMail) (store.Form, error) {
	box, err := tx.TicketMailbox(t.Number)
	if err != nil {
		return store.Form{}, err
	}
	e := w.exchange(t.Number, m.Text, d.now())
	if err := mail.keep(tx, d, &e, box, ticket.Append, w.contact.Name()); err != nil {
		return store.Form{}, err
	}
	if e.ID, err = tx.AddExchange(e); err != nil {
		return store.Form{}, err
	}
	if err := land(&t, e, landing); err != nil {
		return store.Form{}, transition(err)
	}
	if err := tx.SetTicket(t); err != nil {
		return store.Form{}, err
	}
	if err := d.tellAdded(tx, w, t, e, landing, box); err != nil {
		return store.Form{}, err
	}
	return store.Form{TicketNumber: t.Number, ExchangeID: e.ID}, d.audit(tx, w.contact.Name(), "append", objectTicket(t.Number), string(landing))
}

// land moves a ticket on as a message of a page asks.
func land(t *ticket.Ticket, e ticket.Exchange, landing ticket.Landing) error {
	if landing == ticket.LandsThanks {
		t.LastClientExchangeID = e.ID
		t.Touch(e.At)
		return nil
	}
	t.ClientWrote(e.ID, e.At)
	if landing == ticket.LandsResolve {
		return t.Resolve(e.At)
	}
	return nil
}

// tellAdded tells of a contact's message. One that closes the matter is shown
// to who has the ticket; thanks only to its agent.
func (d *Desk) tellAdded(tx *store.Tx, w spaceWriter, t ticket.Ticket, e ticket.Exchange, landing ticket.Landing, box string) error {
	switch landing {
	case ticket.LandsThanks:
		return d.tellThanks(tx, w, t, e, box)
	case ticket.LandsResolve:
		to, at, err := d.holders(tx, t)
		if err != nil {
			return err
		}
		one := notice{kind: letter.KindNoticeAnswer, to: to, at: at, ticket: t, client: w.client, exchange: e, mailbox: box}
		if err := d.notify(tx, one); err != nil {
			return err
		}
		if err := d.notifyWatchers(tx, one, to...); err != nil {
			return err
		}
	default:
		if err := d.notifyWritten(tx, t, e, box, landing == ticket.LandsReopen, nil); err != nil {
			return err
		}
	}
	return d.copyAround(tx, w, t, e, box)
}

func (d *Desk) tellThanks(tx *store.Tx, w spaceWriter, t ticket.Ticket, e ticket.Exchange, box string) error {
	if t.AgentID == 0 {
		return nil
	}
	a, err := tx.Agent(t.AgentID)
	if err != nil || !a.Active {
		return err
	}
	return d.notify(tx, notice{kind: letter.KindNoticeAnswer, to: []reader{d.agentReader(a)}, ticket: t, client: w.client, exchange: e, mailbox: box, handler: a.Name()})
}

// copyAround sends what was written on a page to the others of the client's
// side who follow the ticket: of a mail they would have had a copy (R7).
func (d *Desk) copyAround(tx *store.Tx, w spaceWriter, t ticket.Ticket, e ticket.Exchange, box string) error {
	readers, err := d.clientReaders(tx, t)
	if err != nil {
		return err
	}
	for _, to := range readers {
		if slices.Contains(w.contact.Addresses, people.Fold(to.person.Address)) {
			continue
		}
		inReplyTo, references, err := d.thread(tx, t.Number, to.person.Address)
		if err != nil {
			return err
		}
		_, err = d.write(tx, draft{kind: letter.KindCopy, to: to, cause: causeExchange(e.ID), causeAt: e.At, audience: ticket.ToClient, proven: true,
			mailbox: box, ticket: t.Number, exchange: e.ID, seen: e.ID, files: filesOf(e.Files), head: letter.Head{InReplyTo: inReplyTo, References: references},
			facts: func(c letter.Common, _ *templates.Language) any {
				return letter.Copy{Common: c, Ticket: d.ticketFacts(t, w.client), From: letter.Person{First: e.FromName, Address: e.FromAddress},
					Text: e.Text, Files: fileLines(e.Files)}
			}})
		if err != nil {
			return err
		}
	}
	return nil
}

// MayAppend tells whether a contact may write on a ticket now (R1, R15).
func (d *Desk) MayAppend(ctx context.Context, contactID, number int64) (may bool, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		w, err := d.spaceWriter(tx, contactID)
		if err != nil {
			return err
		}
		t, err := d.ticketGoingOn(tx, number, w.client.ID)
		may = w.sender.MayAdd(t, t.Land(ticket.Answering, d.now()) == ticket.LandsLinked)
		return err
	})
	return may, err
}
