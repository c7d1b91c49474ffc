package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// Restored is what a desk knows of the last restore of its data. What happened
// between the backup and the restore was done once already, by a desk that this
// one knows nothing of: its letters have left, its numbers were told.
type Restored struct {
	Epoch int       `json:"epoch"` // 1 is the first restore
	Made  time.Time `json:"made"`  // when the backup was made
	At    time.Time `json:"at"`    // when it was restored
	// Until is when the desk before this one ended, as far as is known: letters
	// about what lies before it do not leave by themselves.
	Until time.Time `json:"until"`
	// From these on numbers were given out that mean nothing here, since the
	// first backup that was ever restored; new tickets begin at the next.
	FirstTicket int64 `json:"first_ticket"`
	FirstLetter int64 `json:"first_letter"`
	NextTicket  int64 `json:"next_ticket"`
}

const (
	// restoredKey is the setting that holds the last restore, as JSON.
	restoredKey = "restored"
	// reasonRestored is why a letter does not leave by itself: it may have left
	// before the restore.
	reasonRestored = "restored"
	// ticketsApart and idsApart are how many numbers a restore leaves out: more
	// than are given out between two backups.
	ticketsApart = 1000
	idsApart     = 1_000_000
)

// covers says whether what came in then was dealt with before the restore.
func (r Restored) covers(at time.Time) bool { return !r.Until.IsZero() && !at.After(r.Until) }

func loadRestored(tx *store.Tx) (r Restored, err error) {
	text, err := tx.Setting(restoredKey)
	if err != nil || text == "" {
		return r, err
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return r, fmt.Errorf("reading what is kept of the last restore: %w", err)
	}
	return r, nil
}

// Restoring says when a backup was made and restored, when the desk before it
// ended, and, as far as that can be seen, what would have come next there.
type Restoring struct {
	Made, At, Until time.Time
	Next            store.Next
}

// MarkRestored makes the data of a backup that was just unpacked fit to be used
// again (reliability 4.6): every letter of which the backup knows no end is in
// doubt, and numbers go on beyond those given out since. It gives how many
// letters are in doubt.
func MarkRestored(ctx context.Context, s *store.Store, x Restoring) (r Restored, doubtful int, err error) {
	err = s.Write(ctx, func(tx *store.Tx) error {
		if r, err = loadRestored(tx); err != nil {
			return err
		}
		unsent, err := tx.LettersUnsent()
		if err != nil {
			return err
		}
		for _, l := range unsent {
			if err := setBack(tx, l, x.At); err != nil {
				return err
			}
		}
		doubtful = len(unsent)
		r.Epoch, r.Made, r.At = r.Epoch+1, x.Made.UTC(), x.At.UTC()
		if r.Until.Before(x.Until) {
			r.Until = x.Until.UTC()
		}
		if err := leaveOut(tx, &r, x.Next); err != nil {
			return err
		}
		return tx.AddAudit(store.Audit{At: x.At, Who: "restore", Verb: "restore", Object: "desk",
			Detail: fmt.Sprintf("epoch %d, from the backup of %s", r.Epoch, r.Made.Format(time.RFC3339))})
	})
	return r, doubtful, err
}

// leaveOut has numbers and ids go on beyond those that were given out, as far
// as is known, and those that may have been.
func leaveOut(tx *store.Tx, r *Restored, known store.Next) error {
	here, err := tx.Next()
	if err != nil {
		return err
	}
	if r.FirstTicket == 0 {
		r.FirstTicket, r.FirstLetter = here.Ticket, here.Letter
	}
	r.NextTicket = max(here.Ticket, known.Ticket) + ticketsApart
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return errors.Join(tx.SetSetting(restoredKey, string(text)), setNext(tx, "ticket", r.NextTicket),
		setNext(tx, "letter", max(here.Letter, known.Letter)+idsApart), setNext(tx, "mail", max(here.Mail, known.Mail)+idsApart))
}

func setNext(tx *store.Tx, what string, next int64) error {
	return tx.SetSetting(what+".next", strconv.FormatInt(next, 10))
}

// setBack keeps a letter from leaving by itself, as it may have left before the
// restore. A notice waits for the list that its reader gets in its place; any
// other letter is in doubt, as after a dot without an answer (reliability 4.5).
func setBack(tx *store.Tx, l store.Letter, now time.Time) error {
	l.State, l.Reason, l.Phase, l.Changed = store.LetterUncertain, reasonRestored, "", now
	if groups(letter.Kind(l.Kind)) {
		l.State = store.LetterHeld
	}
	if err := tx.SetBackLetter(l); err != nil {
		return err
	}
	return answerFate(tx, l)
}

// holdingBack does what follows from something that happened at a time. Where
// that lies before the restore, the letters that are written stay here.
func (d *Desk) holdingBack(tx *store.Tx, at time.Time, follow func() error) error {
	if !d.restored.covers(at) {
		return follow()
	}
	first, err := tx.NextLetterID()
	if err != nil {
		return err
	}
	if err := follow(); err != nil {
		return err
	}
	written, err := tx.LettersSince(first)
	if err != nil {
		return err
	}
	for _, l := range written {
		if err := setBack(tx, l, d.now()); err != nil {
			return err
		}
	}
	return nil
}

// releaseStopped sends an answer that a restore kept back; it says whether
// there was anything to send.
func (d *Desk) releaseStopped(tx *store.Tx, e ticket.Exchange, by string) (bool, error) {
	letters, err := tx.LettersOf(0, e.ID)
	if err != nil {
		return false, err
	}
	sent := false
	for _, l := range letters {
		if l.State != store.LetterUncertain || l.Reason != reasonRestored || !l.Human {
			continue
		}
		l.State, l.Reason, l.NotBefore = store.LetterQueued, "", d.now().Add(d.cfg.Desk.Hold)
		if err := tx.SettleLetter(l, d.now()); err != nil {
			return false, err
		}
		sent = true
	}
	if !sent {
		return false, nil
	}
	if err := tx.SetExchangeState(e.ID, ticket.SendingWaiting); err != nil {
		return false, err
	}
	return true, d.audit(tx, by, "retry", objectTicket(e.TicketNumber), fmt.Sprintf("exchange %d, kept back by the restore", e.ID))
}
