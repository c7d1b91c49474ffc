package desk

import (
	"cmp"
	"context"
	"strings"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// Call is a ticket that an agent opens for somebody who telephoned.
type Call struct {
	Agent    string // name or address
	Contact  string // address of a contact whom a contract that runs names
	Contract string // its reference; "" is the newest that names the contact
	Subject  string // "" is the first line of the text
	Text     string // what the caller said: the client sees it
	Note     string // what only the desk sees; one of the two is there
	Files    []Upload
	Time     Booking // Minutes of 0: none; its Agent is Agent
	Take     bool    // the agent has the ticket: the team on duty is not notified
	Resolve  bool    // the call was all it took
	Key      string  // the page's random one: the same form again opens nothing. "": not asked
}

// OpenForClient opens a ticket for a contact who telephoned, with the time of
// the call, in one transaction. The contact gets what was noted and is asked to
// correct it. What the caller said is the contact's exchange; files go with it,
// else with the note. The error is an ErrRefused: with ErrNoRight where no
// contract that runs names the contact (R1, R15), ErrEmpty or ErrTooLarge.
func (d *Desk) OpenForClient(ctx context.Context, c Call, by string) (number int64, err error) {
	c.Subject = cmp.Or(strings.TrimSpace(c.Subject), firstLineOf(c.Text))
	if strings.TrimSpace(c.Text)+strings.TrimSpace(c.Note) == "" {
		return 0, refusedAs(ErrEmpty, "nothing is said about the call: give a text or a note")
	}
	if err := plainSubject(c.Subject); err != nil {
		return 0, err
	}
	mail, err := d.pageMailOfAgent(ctx, c.Agent, cmp.Or(c.Text, c.Note), c.Files)
	if err != nil {
		return 0, err
	}
	done, err := d.onForm(ctx, "agent:"+by, c.Key, func(tx *store.Tx) (store.Form, error) { return d.openForClient(tx, c, mail, by) })
	return done.TicketNumber, err
}

func (d *Desk) openForClient(tx *store.Tx, c Call, mail *pageMail, by string) (store.Form, error) {
	agent, err := agentNamed(tx, c.Agent)
	if err != nil {
		return store.Form{}, err
	}
	w, err := d.caller(tx, c.Contact)
	if err != nil {
		return store.Form{}, err
	}
	running, err := w.contract(c.Contract, d.today())
	if err != nil {
		return store.Form{}, err
	}
	o := opening{client: w.client, contact: w.contact, mailbox: d.mailbox("").Name, silent: true, taken: c.Take || c.Resolve,
		ticket: d.requested(w, c.Subject, running.ID)}
	if o.taken {
		o.ticket.AgentID = agent.ID
	}
	o.exchange = noteOf(agent, c.Note, d.now())
	if strings.TrimSpace(c.Text) != "" {
		o.exchange = w.exchange(0, scrub(c.Text, agent, d.mailbox(o.mailbox).Address), d.now())
		o.exchange.AuthorAgentID = agent.ID // who wrote it down
	}
	form, err := d.openPage(tx, &o, mail, by)
	if err != nil {
		return form, err
	}
	if o.exchange.Way == ticket.Note {
		if err := d.mention(tx, o.ticket, o.exchange, o.mailbox); err != nil {
			return form, err
		}
	}
	return form, d.afterCall(tx, &o, c, agent, by)
}

// caller is the contact who telephoned.
func (d *Desk) caller(tx *store.Tx, address string) (spaceWriter, error) {
	contact, err := tx.ContactOf(address)
	if notFound(err) {
		return spaceWriter{}, refusedAs(ErrNoRight, "%s is no contact of any client", address)
	} else if err != nil {
		return spaceWriter{}, err
	}
	return d.spaceWriter(tx, contact.ID)
}

// afterCall adds the note beside what the caller said, books the time, and
// writes to the caller.
func (d *Desk) afterCall(tx *store.Tx, o *opening, c Call, agent people.Agent, by string) error {
	t := &o.ticket
	if o.exchange.Way == ticket.In && strings.TrimSpace(c.Note) != "" {
		if _, err := d.note(tx, t, agent, c.Note, nil, by); err != nil {
			return err
		}
	}
	if c.Time.Minutes > 0 {
		if err := d.bookTime(tx, t, d.entry(agent, c.Time, o.exchange.ID)); err != nil {
			return err
		}
	}
	if c.Resolve {
		if err := t.Resolve(d.now()); err != nil {
			return transition(err)
		}
	}
	if err := tx.SetTicket(*t); err != nil {
		return err
	}
	return d.tellCaller(tx, o, agent)
}

func (d *Desk) tellCaller(tx *store.Tx, o *opening, agent people.Agent) error {
	text, files := "", []letter.File(nil)
	if o.exchange.Way == ticket.In {
		text, files = o.exchange.Text, filesOf(o.exchange.Files)
	}
	_, err := d.write(tx, draft{kind: letter.KindCall, to: d.contactReader(o.contact, o.client), cause: causeExchange(o.exchange.ID), causeAt: o.exchange.At,
		audience: ticket.ToClient, proven: true, mailbox: o.mailbox, ticket: o.ticket.Number, exchange: o.exchange.ID, seen: o.exchange.ID, files: files,
		facts: func(l letter.Common, _ *templates.Language) any {
			return letter.Call{Common: l, Ticket: d.ticketFacts(o.ticket, o.client), Author: letter.Person{First: agent.FirstName, Last: agent.LastName}, Text: text}
		}})
	return err
}
