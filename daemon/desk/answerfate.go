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

// theAnswer is an agent's answer by the id of its exchange.
func theAnswer(tx *store.Tx, exchangeID int64) (ticket.Exchange, error) {
	e, err := tx.Exchange(exchangeID)
	if notFound(err) || err == nil && e.Way != ticket.Out {
		return e, fmt.Errorf("there is no answer %d: %w", exchangeID, ErrNotFound)
	}
	return e, err
}

// CancelAnswer takes back an answer that has not left: one that still waits,
// or one that is held. Its time is compensated (R6).
func (d *Desk) CancelAnswer(ctx context.Context, exchangeID int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		e, err := theAnswer(tx, exchangeID)
		if err != nil {
			return err
		}
		if e.State != ticket.SendingWaiting && e.State != ticket.SendingHeld {
			return refusedAs(ErrTooLate, "answer %d is %s: only one that waits or is held can be taken back", e.ID, e.State)
		}
		if err := d.cancelAnswer(tx, e, by); isTooLate(err) {
			return refusedAs(ErrTooLate, "answer %d has left already", e.ID)
		} else if err != nil {
			return err
		}
		return nil
	})
}

// SendAnswer sends an answer that is held, as it is or with the words that its
// author has put in their place ("" leaves them). It leaves when its hold is
// over, which is what the time given says (R6).
func (d *Desk) SendAnswer(ctx context.Context, exchangeID int64, text, by string) (leaves time.Time, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		e, err := theAnswer(tx, exchangeID)
		if err != nil {
			return err
		}
		if e.State == ticket.SendingUncertain && text == "" {
			if sent, err := d.releaseStopped(tx, e, by); sent || err != nil {
				return err
			}
		}
		if e.State != ticket.SendingHeld {
			return refused("answer %d is %s: only one that is held can be sent", e.ID, e.State)
		}
		return d.sendHeldAnswer(tx, e, text, by)
	})
	return d.now().Add(d.cfg.Desk.Hold).In(d.zone()), err
}

func (d *Desk) sendHeldAnswer(tx *store.Tx, e ticket.Exchange, text, by string) error {
	t, err := tx.Ticket(e.TicketNumber)
	if err != nil {
		return err
	}
	if t.State == ticket.Closed {
		return refused("ticket %d is closed: reopen it first", t.Number)
	}
	author, err := tx.Agent(e.AuthorAgentID)
	if err != nil {
		return err
	}
	if text = strings.TrimSpace(text); text != "" {
		box, err := tx.TicketMailbox(t.Number)
		if err != nil {
			return err
		}
		e.Text = scrub(text, author, d.mailbox(box).Address)
	}
	if err := d.letGo(tx, &t, e, author, d.now()); err != nil {
		return asRefused(err)
	}
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	return d.audit(tx, by, "send-answer", objectTicket(t.Number), fmt.Sprintf("exchange %d", e.ID))
}

// letGo has a held answer wait to leave, like one that was just written.
func (d *Desk) letGo(tx *store.Tx, t *ticket.Ticket, e ticket.Exchange, author people.Agent, at time.Time) error {
	e.State = ticket.SendingWaiting
	if err := tx.SetExchange(e); err != nil {
		return err
	}
	t.Touch(at)
	return d.sendAnswer(tx, *t, e, author, d.now().Add(d.cfg.Desk.Hold))
}
