package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// LetterStates lists the states of a letter in the order of its way.
func LetterStates() []store.LetterState {
	return []store.LetterState{store.LetterHeld, store.LetterQueued, store.LetterSending, store.LetterSent, store.LetterUncertain,
		store.LetterFailed, store.LetterAbandoned, store.LetterCancelled}
}

// LetterView is a letter of ours as commands and pages show it.
type LetterView struct {
	ID        int64         `json:"id"`
	Kind      string        `json:"kind"`
	To        string        `json:"to"`
	Subject   string        `json:"subject"`
	State     string        `json:"state"`
	Reason    string        `json:"reason"`
	Ticket    *int64        `json:"ticket"` // null where it is about none
	Created   *time.Time    `json:"created"`
	NotBefore *time.Time    `json:"not_before"`
	Changed   *time.Time    `json:"changed"`
	Attempts  int           `json:"attempts"`
	Phase     string        `json:"phase"`
	Reply     string        `json:"reply"` // the server's last words
	MessageID string        `json:"message_id"`
	SizeBytes int64         `json:"size_bytes"`
	Tried     []AttemptView `json:"tried,omitempty"`
}

// AttemptView is one attempt to send a letter.
type AttemptView struct {
	Attempt int        `json:"attempt"`
	At      *time.Time `json:"at"`
	Phase   string     `json:"phase"`
	Outcome string     `json:"outcome"`
	Reply   string     `json:"reply"`
}

// Letters lists our letters, those in a state or all with "".
func (d *Desk) Letters(ctx context.Context, state store.LetterState) (views []LetterView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Letters(state)
		for _, l := range all {
			views = append(views, d.letterView(l))
		}
		return err
	})
	return views, err
}

func (d *Desk) letterView(l store.Letter) LetterView {
	view := LetterView{ID: l.ID, Kind: l.Kind, To: l.Recipient, Subject: l.Subject, State: string(l.State), Reason: l.Reason,
		Created: d.at(l.Created), NotBefore: d.at(l.NotBefore), Changed: d.at(l.Changed), Attempts: l.Attempt, Phase: l.Phase,
		Reply: l.Reply, MessageID: l.MessageID, SizeBytes: l.SizeBytes}
	if l.TicketNumber != 0 {
		view.Ticket = &l.TicketNumber
	}
	return view
}

func (d *Desk) letterWhole(tx *store.Tx, l store.Letter) (LetterView, error) {
	view := d.letterView(l)
	attempts, err := tx.LetterAttempts(l.ID)
	for _, a := range attempts {
		view.Tried = append(view.Tried, AttemptView{Attempt: a.Attempt, At: d.at(a.At), Phase: a.Phase, Outcome: a.Outcome, Reply: a.Reply})
	}
	return view, err
}

func theLetter(tx *store.Tx, id int64) (store.Letter, error) {
	l, err := tx.Letter(id)
	if notFound(err) {
		return l, fmt.Errorf("there is no letter %d: %w", id, ErrNotFound)
	}
	return l, err
}

// RetryLetter has a letter that came to a halt sent again, the same bytes, by
// a person's decision. Of an uncertain one the reader may get two copies; they
// carry the same Message-ID.
func (d *Desk) RetryLetter(ctx context.Context, id int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		l, err := theLetter(tx, id)
		if err != nil {
			return err
		}
		if bytes, err := tx.LetterBytes(id); err != nil || bytes == nil {
			return errors.Join(err, refused("letter %d bore what lets somebody in and is not kept: use `permanence access give`", id))
		}
		detail := "was " + string(l.State)
		switch l.State {
		case store.LetterSent:
			return refused("letter %d was sent on %s", id, d.at(l.Changed).Format(time.RFC3339))
		case store.LetterSending:
			return refused("letter %d is being sent", id)
		case store.LetterCancelled:
			return refused("letter %d was cancelled: write the answer again", id)
		case store.LetterQueued:
			if l.Attempt == 0 {
				return refused("letter %d has not been tried yet; it leaves by itself at %s", id, d.at(l.NotBefore).Format(time.RFC3339))
			}
		case store.LetterUncertain:
			detail += ", possible duplicate"
		}
		l.State, l.NotBefore, l.Tries, l.Phase, l.Reason = store.LetterQueued, d.now(), 0, "", ""
		if err := tx.SettleLetter(l, d.now()); err != nil {
			return err
		}
		if err := d.answerWaits(tx, l); err != nil {
			return err
		}
		return d.audit(tx, by, "retry", fmt.Sprintf("letter:%d", id), detail)
	})
}

// answerWaits says on the ticket that an answer is on its way again.
func (d *Desk) answerWaits(tx *store.Tx, l store.Letter) error {
	if l.Kind != string(letter.KindAnswer) || l.ExchangeID == 0 {
		return nil
	}
	return tx.SetExchangeState(l.ExchangeID, ticket.SendingWaiting)
}

// CancelLetter takes a letter back that has not left. An agent's answer is
// taken back whole, to all its readers, and its time is compensated (R6).
func (d *Desk) CancelLetter(ctx context.Context, id int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		l, err := theLetter(tx, id)
		if err != nil {
			return err
		}
		if l.State != store.LetterQueued && l.State != store.LetterHeld {
			return refused("letter %d is %s: only one that waits can be cancelled", id, l.State)
		}
		if l.Kind == string(letter.KindAnswer) && l.ExchangeID != 0 {
			e, err := tx.Exchange(l.ExchangeID)
			if err != nil {
				return err
			}
			if err := d.cancelAnswer(tx, e, by); isTooLate(err) {
				return refused("the answer has left to another reader already: letter %d cannot be cancelled", id)
			} else if err != nil {
				return err
			}
			return nil
		}
		l.State, l.Reason = store.LetterCancelled, "cancelled by "+by
		if err := tx.SettleLetter(l, d.now()); err != nil {
			return err
		}
		return d.audit(tx, by, "cancel", fmt.Sprintf("letter:%d", id), "")
	})
}
