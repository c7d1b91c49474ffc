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
}

// Answer sends an agent's answer to the client's side. It leaves when its hold
// is over (R6); the time given is when.
func (d *Desk) Answer(ctx context.Context, r Reply, by string) (leaves time.Time, err error) {
	leaves = d.now().Add(d.cfg.Desk.Hold).In(d.zone())
	return leaves, d.change(ctx, func(tx *store.Tx) error { return d.reply(tx, r, leaves, by) })
}

// reply keeps an agent's answer, moves its ticket on and queues the letters.
func (d *Desk) reply(tx *store.Tx, r Reply, leaves time.Time, by string) error {
	t, agent, err := d.answering(tx, r)
	if err != nil {
		return err
	}
	box, err := tx.TicketMailbox(t.Number)
	if err != nil {
		return err
	}
	e := ticket.Exchange{TicketNumber: t.Number, Way: ticket.Out, AuthorAgentID: agent.ID, FromName: agent.Name(), FromAddress: agent.Address(),
		At: d.now(), Text: scrub(strings.TrimSpace(r.Text), agent, d.mailbox(box).Address), State: ticket.SendingWaiting}
	if e.ID, err = tx.AddExchange(e); err != nil {
		return err
	}
	if err := d.afterAnswer(tx, &t, r, agent, e); err != nil {
		return err
	}
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	if err := d.sendAnswer(tx, t, e, agent, leaves); err != nil {
		return err
	}
	return d.audit(tx, by, "answer", objectTicket(t.Number), fmt.Sprintf("exchange %d", e.ID))
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
	case strings.TrimSpace(r.Text) == "":
		return t, agent, refused("the answer is empty")
	case !t.Mutable():
		return t, agent, refused("ticket %d was merged into %d: answer that one", t.Number, t.MergedInto)
	case t.State == ticket.Closed:
		return t, agent, refused("ticket %d is closed: reopen it first", t.Number)
	case r.Seen == 0:
		return t, agent, nil
	}
	exchanges, err := tx.Exchanges(t.Number, 0)
	if err != nil {
		return t, agent, err
	}
	if later := ticket.Stale(exchanges, r.Seen, agent.ID); len(later) > 0 {
		return t, agent, refused("%s wrote on ticket %d meanwhile: read it first", later[0].FromName, t.Number)
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
func (d *Desk) Note(ctx context.Context, number int64, agent, text, by string) error {
	return d.onThe(ctx, number, by, "note", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		if strings.TrimSpace(text) == "" {
			return "", refused("the note is empty")
		}
		a, err := agentNamed(tx, agent)
		if err != nil {
			return "", err
		}
		e := ticket.Exchange{TicketNumber: number, Way: ticket.Note, AuthorAgentID: a.ID, FromName: a.Name(), FromAddress: a.Address(),
			At: d.now(), Text: strings.TrimSpace(text)}
		if e.ID, err = tx.AddExchange(e); err != nil {
			return "", err
		}
		t.Touch(e.At)
		return fmt.Sprintf("exchange %d", e.ID), nil
	})
}
