package desk

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// opening is a ticket that is being opened.
type opening struct {
	ticket    ticket.Ticket
	client    people.Client
	contact   people.Contact
	exchange  ticket.Exchange
	shift     shift
	mailbox   string
	history   bool // imported: it sends no letter
	silent    bool // no acknowledgement
	page      bool // written on a page: its author gets a copy
	taken     bool // an agent has it already: nobody is notified
	copies    []string
	watchers  []store.Observer
	author    store.Observer // who wrote, where a person let in somebody else than the contact
	messageID string         // of the mail that opens it
}

// openTicket opens a ticket for a technical contact's mail.
func (d *Desk) openTicket(tx *store.Tx, a *analysis, k known) error {
	running, err := d.runningContract(tx, k, a.mail.Received)
	if err != nil {
		return err
	}
	sender := k.contact
	letIn := !running.Names(sender.ID) && (running.ID != 0 || sender.ID == 0)
	if letIn { // once, from the client's side: it is the technical contact's ticket
		if k.contact, err = tx.Contact(running.TechnicalID); err != nil {
			return fmt.Errorf("%w: %s has no technical contact: %w", ErrRefused, k.client.Name, err)
		}
	}
	subject := cmp.Or(strings.TrimSpace(a.msg.BareSubject), firstLineOf(a.text()))
	o := opening{client: k.client, contact: k.contact, mailbox: a.mail.Mailbox, messageID: a.mail.MessageID, history: a.mail.History, silent: !a.decision.Acknowledge,
		ticket: ticket.Ticket{ClientID: k.client.ID, ContractID: running.ID, ContactID: k.contact.ID, Subject: subject, State: ticket.Open,
			Language: d.language(k.contact.Language, k.client.Language, a.msg.Language), Opened: a.mail.Received, LastExchange: a.mail.Received,
			ParentNumber: a.decision.Parent}}
	if a.decision.Change {
		o.ticket.Kind = ticket.KindContactChange
	}
	o.watchers, o.copies = d.copied(a.msg, k)
	o.exchange = a.exchangeOf(0, ticket.In, a.text())
	o.exchange.AuthorContactID = sender.ID
	if letIn { // whom no technical contact put in copy is only shown
		for _, w := range o.watchers {
			o.copies = append(o.copies, w.Address)
		}
		o.watchers = nil
		o.author = store.Observer{Address: a.mail.FromAddress, Name: a.msg.From.Name}
	}
	if err := d.open(tx, &o); err != nil {
		return err
	}
	a.decision.Ticket = o.ticket.Number
	if a.decision.Change && !a.mail.History {
		return d.changeAsked(tx, a, k, o.ticket)
	}
	return nil
}

func firstLineOf(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	const most = 78
	if r := []rune(line); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return line
}

// open writes a new ticket, its first exchange and the letters that follow.
func (d *Desk) open(tx *store.Tx, o *opening) error {
	number, err := tx.NextTicketNumber()
	if err != nil {
		return err
	}
	t := &o.ticket
	t.Number, t.Token = number, d.keys.SubjectMAC(number)
	if o.shift, err = d.shift(tx, d.now()); err != nil {
		return err
	}
	notice := rota.NotifyNew(o.shift.duty, o.shift.crew, d.now(), d.notifyWhen())
	t.TeamID = notice.Team
	if err := tx.AddTicket(*t, o.mailbox); err != nil {
		return err
	}
	o.exchange.TicketNumber = number
	if o.exchange.ID, err = tx.AddExchange(o.exchange); err != nil {
		return err
	}
	if o.exchange.Way == ticket.In {
		t.LastClientExchangeID = o.exchange.ID
	}
	if err := tx.SetTicket(*t); err != nil {
		return err
	}
	if o.author.Address != "" {
		if _, err := tx.AddObserver(number, o.author, d.now()); err != nil {
			return err
		}
	}
	if o.history {
		return nil
	}
	if !o.taken {
		if err := d.notifyOpened(tx, o, notice); err != nil {
			return err
		}
	}
	if err := d.observe(tx, *t, o.client, o.watchers, o.contact, o.exchange); err != nil {
		return err
	}
	if o.silent {
		return nil
	}
	return d.acknowledge(tx, o)
}

// acknowledge tells the contact the ticket's number, and when the desk is next
// staffed if it is not now (R9).
func (d *Desk) acknowledge(tx *store.Tx, o *opening) error {
	standing, err := d.packageFacts(tx, o.ticket.ContractID, d.now())
	if err != nil {
		return err
	}
	if !low(standing) {
		standing = nil
	}
	var before ticket.Ticket
	kind := letter.KindAck
	if o.ticket.ParentNumber != 0 {
		kind = letter.KindAckLinked
		if before, err = tx.Ticket(o.ticket.ParentNumber); err != nil {
			return err
		}
	}
	to := []reader{d.contactReader(o.contact, o.client)}
	if o.author.Address != "" {
		to = append(to, d.addressReader(o.author.Address, o.author.Name, o.ticket.Language))
	}
	for _, r := range to {
		if err := d.writeAck(tx, o, kind, r, standing, before); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) writeAck(tx *store.Tx, o *opening, kind letter.Kind, to reader, standing *letter.Package, before ticket.Ticket) error {
	inReplyTo, references, err := d.thread(tx, o.ticket.Number, to.person.Address)
	if err != nil {
		return err
	}
	if o.messageID != "" { // not written beside the mail yet
		inReplyTo, references = o.messageID, append(references, o.messageID)
	}
	_, err = d.write(tx, draft{kind: kind, to: to, cause: causeExchange(o.exchange.ID),
		causeAt: o.exchange.At, audience: ticket.ToClient, proven: true, mailbox: o.mailbox, ticket: o.ticket.Number,
		exchange: o.exchange.ID, seen: o.exchange.ID, head: letter.Head{InReplyTo: inReplyTo, References: references},
		facts: func(c letter.Common, l *templates.Language) any {
			ack := letter.Ack{Common: c, Ticket: d.ticketFacts(o.ticket, o.client), Package: standing}
			ack.NextStaffed, ack.Closed = nextStaffed(o.shift.duty, l.Code())
			if o.page {
				ack.Text, ack.Files = o.exchange.Text, fileLines(o.exchange.Files)
			}
			for _, w := range o.watchers {
				ack.Observers = append(ack.Observers, cmp.Or(w.Name, w.Address))
			}
			if kind == letter.KindAckLinked {
				return letter.AckLinked{Ack: ack, Before: d.ticketFacts(before, o.client)}
			}
			return ack
		}})
	return err
}

// nextStaffed is when the desk opens, and why it is closed by day, in words.
func nextStaffed(duty rota.Duty, language string) (at time.Time, why string) {
	if duty.Open || duty.Opens.IsZero() {
		return time.Time{}, ""
	}
	off := duty.Why.Off
	switch {
	case len(off.Holidays) > 0 && language == "en":
		why = off.Holidays[0].English
	case len(off.Holidays) > 0:
		why = off.Holidays[0].French
	case off.Kind == rota.OffClosure:
		why = off.Closure.Text
	}
	return duty.Opens, why
}

// notifyOpened tells the team on duty of a new ticket (R17).
func (d *Desk) notifyOpened(tx *store.Tx, o *opening, n rota.Notice) error {
	to := d.readers(o.shift.persons, n.Agents)
	if len(to) == 0 {
		to = []reader{d.adminReader()}
	}
	return d.notify(tx, notice{kind: letter.KindNoticeNew, to: to, at: n.At, ticket: o.ticket, client: o.client,
		exchange: o.exchange, mailbox: o.mailbox, copies: o.copies, team: teamName(o.shift.teams, n.Team), opener: o.messageID})
}
