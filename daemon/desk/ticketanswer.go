package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// Reply is an agent's answer to a ticket, written elsewhere than in a mail.
type Reply struct {
	Ticket int64
	Agent  string // name or address
	Text   string
	// Seen is the last exchange that the agent has read: the answer is refused
	// where the client or another agent wrote after it (R6). 0: not asked.
	Seen    int64
	Time    Booking // Minutes of 0: none; its Agent is the author
	Wait    bool    // afterwards the next word is the client's
	Resolve bool    // afterwards the ticket is done
	Canned  int64   // the canned answer it was made from, 0 for none
	Files   []Upload
	Key     string // the page's random one: the same form again sends nothing. "": not asked

	mail *pageMail // of the files
}

// Answer sends an agent's answer to the client's side. It leaves when its hold
// is over (R6); the time given is when. The error is an ErrRefused: with
// ErrStale where somebody wrote after what the agent has read, ErrEmpty or
// ErrTooLarge.
func (d *Desk) Answer(ctx context.Context, r Reply, by string) (leaves time.Time, err error) {
	leaves = d.now().Add(d.cfg.Desk.Hold).In(d.zone())
	if r.mail, err = d.pageMailOfAgent(ctx, r.Agent, r.Text, r.Files); err != nil {
		return leaves, err
	}
	_, err = d.onForm(ctx, "agent:"+by, r.Key, func(tx *store.Tx) (store.Form, error) {
		id, err := d.reply(tx, r, leaves, by)
		return store.Form{TicketNumber: r.Ticket, ExchangeID: id}, err
	})
	return leaves, err
}

// pageMailOfAgent is the mail of an agent's message, built before the
// transaction.
func (d *Desk) pageMailOfAgent(ctx context.Context, agent, text string, files []Upload) (*pageMail, error) {
	var a people.Agent
	err := d.store.Read(ctx, func(tx *store.Tx) (err error) { a, err = agentNamed(tx, agent); return err })
	if err != nil {
		return nil, err
	}
	return d.pageMail(sheet{from: d.agentReader(a).person, mailbox: d.mailbox("").Name, text: text, files: files})
}

// reply keeps an agent's answer, moves its ticket on and queues the letters. It
// gives the id of the exchange.
func (d *Desk) reply(tx *store.Tx, r Reply, leaves time.Time, by string) (int64, error) {
	t, agent, err := d.answering(tx, r)
	if err != nil {
		return 0, err
	}
	box, err := tx.TicketMailbox(t.Number)
	if err != nil {
		return 0, err
	}
	e := ticket.Exchange{TicketNumber: t.Number, Way: ticket.Out, AuthorAgentID: agent.ID, FromName: agent.Name(), FromAddress: agent.Address(),
		At: d.now(), Text: scrub(strings.TrimSpace(r.Text), agent, d.mailbox(box).Address), State: ticket.SendingWaiting}
	if err := r.mail.keep(tx, d, &e, box, ticket.Append, by); err != nil {
		return 0, err
	}
	if e.ID, err = tx.AddExchange(e); err != nil {
		return 0, err
	}
	if err := d.afterAnswer(tx, &t, r, agent, e); err != nil {
		return 0, err
	}
	if err := tx.SetTicket(t); err != nil {
		return 0, err
	}
	if err := d.sendAnswer(tx, t, e, agent, leaves); err != nil {
		return 0, err
	}
	return e.ID, d.audit(tx, by, "answer", objectTicket(t.Number), fmt.Sprintf("exchange %d", e.ID))
}

// answering checks that the agent can answer the ticket now.
func (d *Desk) answering(tx *store.Tx, r Reply) (t ticket.Ticket, agent people.Agent, err error) {
	if t, err = theTicket(tx, r.Ticket); err != nil {
		return t, agent, err
	}
	if agent, err = agentNamed(tx, r.Agent); err != nil {
		return t, agent, err
	}
	switch {
	case strings.TrimSpace(r.Text) == "" && r.mail == nil:
		return t, agent, refusedAs(ErrEmpty, "the answer is empty")
	case !t.Mutable():
		return t, agent, refusedAs(ErrState, "ticket %d was merged into %d: answer that one", t.Number, t.MergedInto)
	case t.State == ticket.Closed:
		return t, agent, refusedAs(ErrState, "ticket %d is closed: reopen it first", t.Number)
	case r.Seen == 0:
		return t, agent, nil
	}
	exchanges, err := tx.Exchanges(t.Number, 0)
	if err != nil {
		return t, agent, err
	}
	if later := ticket.Stale(exchanges, r.Seen, agent.ID); len(later) > 0 {
		return t, agent, refusedAs(ErrStale, "%s wrote on ticket %d meanwhile: read it first", later[0].FromName, t.Number)
	}
	return t, agent, nil
}

// afterAnswer books the time and moves the ticket on.
func (d *Desk) afterAnswer(tx *store.Tx, t *ticket.Ticket, r Reply, agent people.Agent, e ticket.Exchange) error {
	if r.Time.Minutes > 0 {
		if err := d.bookTime(tx, t, d.entry(agent, r.Time, e.ID)); err != nil {
			return err
		}
	}
	if r.Canned != 0 {
		if _, err := tx.CannedUsed(r.Canned); err != nil {
			return err
		}
	}
	if t.AgentID == 0 {
		t.AgentID = agent.ID
	}
	if t.State == ticket.Snoozed {
		t.State, t.SnoozedUntil = ticket.Open, time.Time{}
	}
	t.Touch(e.At)
	switch {
	case r.Resolve:
		return transition(t.Resolve(d.now()))
	case r.Wait:
		return transition(t.Wait())
	}
	return nil
}

// Note keeps an internal note on a ticket: no client ever sees it (R7).
func (d *Desk) Note(ctx context.Context, number int64, agent, text, by string, files ...Upload) error {
	return d.AddNote(ctx, Remark{Ticket: number, Agent: agent, Text: text, Files: files}, by)
}

// Remark is an internal note that an agent writes.
type Remark struct {
	Ticket int64
	Agent  string // name or address
	Text   string
	Files  []Upload
	Key    string // the page's random one: the same form again keeps nothing. "": not asked
}

// AddNote is Note for a form that may be sent twice.
func (d *Desk) AddNote(ctx context.Context, r Remark, by string) error {
	if strings.TrimSpace(r.Text) == "" && len(r.Files) == 0 {
		return refusedAs(ErrEmpty, "the note is empty")
	}
	mail, err := d.pageMailOfAgent(ctx, r.Agent, r.Text, r.Files)
	if err != nil {
		return err
	}
	_, err = d.onForm(ctx, "agent:"+by, r.Key, func(tx *store.Tx) (store.Form, error) {
		done := store.Form{TicketNumber: r.Ticket}
		return done, d.onTheIn(tx, r.Ticket, by, "note", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
			a, err := agentNamed(tx, r.Agent)
			if err != nil {
				return "", err
			}
			e, err := d.note(tx, t, a, r.Text, mail, by)
			return fmt.Sprintf("exchange %d", e.ID), err
		})
	})
	return err
}

// note keeps an agent's note; the caller writes the ticket.
func (d *Desk) note(tx *store.Tx, t *ticket.Ticket, a people.Agent, text string, mail *pageMail, by string) (ticket.Exchange, error) {
	e := noteOf(a, text, d.now())
	e.TicketNumber = t.Number
	box, err := tx.TicketMailbox(t.Number)
	if err != nil {
		return e, err
	}
	if err := mail.keep(tx, d, &e, box, ticket.NoteOnly, by); err != nil {
		return e, err
	}
	if e.ID, err = tx.AddExchange(e); err != nil {
		return e, err
	}
	t.Touch(e.At)
	return e, d.mention(tx, *t, e, box)
}

// noteOf is an agent's note before it is on a ticket.
func noteOf(a people.Agent, text string, at time.Time) ticket.Exchange {
	return ticket.Exchange{Way: ticket.Note, AuthorAgentID: a.ID, FromName: a.Name(), FromAddress: a.Address(), At: at, Text: strings.TrimSpace(text)}
}
