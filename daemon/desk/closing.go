package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// CloseTickets closes the resolved tickets whose month is over (R8b), which
// nobody is told, and wakes those whose pause is over, with a notice to who
// has them.
func (d *Desk) CloseTickets(ctx context.Context, now time.Time) error {
	var over, awake []ticket.Ticket
	err := d.store.Read(ctx, func(tx *store.Tx) error {
		resolved, err := tx.Tickets(0, ticket.Resolved)
		if err != nil {
			return err
		}
		for _, t := range resolved {
			if t.ShouldClose(now) && t.Mutable() {
				over = append(over, t)
			}
		}
		snoozed, err := tx.Tickets(0, ticket.Snoozed)
		for _, t := range snoozed {
			if t.ShouldWake(now) && t.Mutable() {
				awake = append(awake, t)
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("looking for tickets to close: %w", err)
	}
	each := func(list []ticket.Ticket, what string, do func(*store.Tx, int64, time.Time) error) {
		for _, t := range list {
			if e := d.store.Write(ctx, func(tx *store.Tx) error { return do(tx, t.Number, now) }); e != nil {
				err = errors.Join(err, fmt.Errorf("%s ticket %d: %w", what, t.Number, e))
			}
		}
	}
	each(over, "closing", d.closeTicket)
	each(awake, "waking", d.wakeTicket)
	signal(d.queued)
	return err
}

func (d *Desk) closeTicket(tx *store.Tx, number int64, now time.Time) error {
	t, err := tx.Ticket(number)
	if err != nil || !t.ShouldClose(now) {
		return err
	}
	if err := t.Close(now); err != nil {
		return err
	}
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	return d.audit(tx, "schedule", "close", objectTicket(number), "")
}

// wakeTicket puts a ticket back among those to be worked on.
func (d *Desk) wakeTicket(tx *store.Tx, number int64, now time.Time) error {
	t, err := tx.Ticket(number)
	if err != nil || !t.ShouldWake(now) {
		return err
	}
	cause := fmt.Sprintf("wake:%d/%d", number, t.SnoozedUntil.Unix())
	if err := t.Reopen(); err != nil {
		return err
	}
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	if err := d.audit(tx, "schedule", "wake", objectTicket(number), ""); err != nil {
		return err
	}
	return d.notifyAwake(tx, t, cause)
}

// notifyAwake shows who has a ticket the last thing that the client wrote.
func (d *Desk) notifyAwake(tx *store.Tx, t ticket.Ticket, cause string) error {
	exchanges, err := tx.Exchanges(t.Number, 0)
	if err != nil || len(exchanges) == 0 {
		return err
	}
	last := exchanges[len(exchanges)-1]
	for _, e := range exchanges {
		if e.Way == ticket.In {
			last = e
		}
	}
	last.ID = exchanges[len(exchanges)-1].ID
	n := notice{kind: letter.KindNoticeWoken, ticket: t, exchange: last, cause: cause}
	if n.client, err = tx.Client(t.ClientID); err != nil {
		return err
	}
	if n.mailbox, err = tx.TicketMailbox(t.Number); err != nil {
		return err
	}
	if n.to, n.at, err = d.holders(tx, t); err != nil {
		return err
	}
	return d.notify(tx, n)
}

// holders are who has a ticket: its agent, else its team, else who is on duty;
// in the end the administrator.
func (d *Desk) holders(tx *store.Tx, t ticket.Ticket) ([]reader, time.Time, error) {
	s, err := d.shift(tx, d.now())
	if err != nil {
		return nil, time.Time{}, err
	}
	own, _ := ownerOf(t, s)
	n := rota.NotifyReply(s.duty, s.crew, own, d.now(), d.notifyWhen())
	to, err := d.agentReaders(tx, without(n.Agents, n.Offered))
	if len(to) == 0 {
		to = []reader{d.adminReader()}
	}
	return to, n.At, err
}

// without are the ids of a list that are not in another.
func without(ids, gone []int64) []int64 {
	skip := map[int64]bool{}
	for _, id := range gone {
		skip[id] = true
	}
	var left []int64
	for _, id := range ids {
		if !skip[id] {
			left = append(left, id)
		}
	}
	return left
}

// teamOnDuty are the members of the team on duty, else the administrators.
func (d *Desk) teamOnDuty(tx *store.Tx, now time.Time) ([]reader, error) {
	s, err := d.shift(tx, now)
	if err != nil {
		return nil, err
	}
	ids := s.crew.Members[s.duty.Team]
	if len(ids) == 0 {
		ids = s.crew.Admins
	}
	to, err := d.agentReaders(tx, ids)
	if len(to) == 0 {
		to = []reader{d.adminReader()}
	}
	return to, err
}
