package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/fault"
	"permanence/daemon/store"
	"permanence/parser"
)

// ErrLeaseLost says that a letter belongs to another attempt now, or was
// cancelled.
var ErrLeaseLost = errors.New("the lease on the letter was lost")

// Parcel is a letter as it is handed to delivery.
type Parcel struct {
	store.Letter
	Bytes func(io.Writer) error // writes the whole letter, the same each time
}

// RecoverPost puts right what an earlier run left unfinished.
func (d *Desk) RecoverPost(ctx context.Context, now time.Time) error {
	if err := fault.At("recover.before"); err != nil {
		return err
	}
	if err := d.store.Write(ctx, func(tx *store.Tx) error { return tx.RecoverLetters(now) }); err != nil {
		return err
	}
	return fault.At("recover.after")
}

// TakePost leases up to n letters that are due. With nothing due it writes
// nothing.
func (d *Desk) TakePost(ctx context.Context, now time.Time, n int, lease time.Duration) ([]Parcel, error) {
	var next time.Time
	if err := d.store.Read(ctx, func(tx *store.Tx) (err error) { next, err = tx.NextLetter(); return err }); err != nil {
		return nil, err
	}
	if next.IsZero() || next.After(now) {
		return nil, nil
	}
	if err := fault.At("lease.before"); err != nil {
		return nil, err
	}
	var taken []store.Letter
	err := d.store.WriteSoon(ctx, func(tx *store.Tx) (err error) {
		taken, err = tx.TakeLetters(now, now.Add(lease), n)
		return errors.Join(err, fault.At("lease.inside"))
	})
	if err == nil {
		err = fault.At("lease.after")
	}
	parcels := make([]Parcel, len(taken))
	for i, l := range taken {
		parcels[i] = Parcel{Letter: l, Bytes: func(w io.Writer) error { return d.writeLetter(ctx, l.ID, w) }}
	}
	return parcels, err
}

// writeLetter writes a letter's bytes; its files come out of the mails they
// came in.
func (d *Desk) writeLetter(ctx context.Context, id int64, w io.Writer) error {
	ctx = context.WithoutCancel(ctx)
	var rendered letter.Rendered
	err := d.store.Read(ctx, func(tx *store.Tx) error {
		b, err := tx.LetterBytes(id)
		if err != nil {
			return err
		}
		return rendered.UnmarshalBinary(b)
	})
	if err != nil {
		return fmt.Errorf("reading letter %d: %w", id, err)
	}
	return rendered.WriteTo(w, func(ref letter.FileRef) ([]byte, error) { return d.partOf(ctx, ref.MailID, ref.Part) })
}

// filesOfMail are the files of a kept mail.
func (d *Desk) filesOfMail(ctx context.Context, mailID int64) ([]parser.Attachment, error) {
	if files, ok := d.opened.get(mailID); ok {
		return files, nil
	}
	m, err := d.parsed(ctx, mailID)
	if err != nil {
		return nil, err
	}
	d.opened.put(mailID, m.Attachments)
	return m.Attachments, nil
}

func (d *Desk) parsed(ctx context.Context, mailID int64) (*parser.Message, error) {
	var raw []byte
	if err := d.store.Read(ctx, func(tx *store.Tx) (err error) { raw, err = tx.Raw(mailID); return err }); err != nil {
		return nil, err
	}
	return parser.Read(raw)
}

// ReleasePost hands letters back untried, to be taken from a time on.
func (d *Desk) ReleasePost(ctx context.Context, letters []Parcel, at time.Time) error {
	if err := fault.At("release.before"); err != nil {
		return err
	}
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		for _, p := range letters {
			l, err := tx.Letter(p.ID)
			if err != nil {
				return err
			}
			if l.Attempt != p.Attempt || l.State != store.LetterSending {
				continue
			}
			l.State, l.Phase, l.NotBefore = store.LetterQueued, "", at
			if err := tx.SettleLetter(l, d.now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return fault.At("release.after")
}

// MarkDot records that the final dot of an attempt is about to be sent.
func (d *Desk) MarkDot(ctx context.Context, id int64, attempt int) error {
	if err := fault.At("phase.before"); err != nil {
		return err
	}
	err := d.store.WriteSoon(ctx, func(tx *store.Tx) error {
		ok, err := tx.LetterPhase(id, attempt, "dot", d.now())
		if err == nil && !ok {
			err = ErrLeaseLost
		}
		return errors.Join(err, fault.At("phase.inside"))
	})
	if err != nil {
		return err
	}
	return fault.At("phase.after")
}

// Fate is what became of an attempt to deliver a letter.
type Fate struct {
	State  store.LetterState // sent, queued (again at At), failed or uncertain
	Phase  string
	Reply  string
	Reason string
	At     time.Time
}

// SettlePost writes what became of an attempt, and on the ticket what became
// of the answer. The same end twice is no error.
func (d *Desk) SettlePost(ctx context.Context, id int64, attempt int, f Fate) error {
	if err := fault.At("sent.before"); err != nil {
		return err
	}
	err := d.store.WriteSoon(ctx, func(tx *store.Tx) error {
		l, err := tx.Letter(id)
		if err != nil {
			return err
		}
		if l.Attempt != attempt {
			return ErrLeaseLost
		}
		if l.State != store.LetterSending {
			return nil
		}
		l.State, l.Phase, l.Reply, l.Reason = f.State, f.Phase, f.Reply, f.Reason
		switch f.State {
		case store.LetterQueued:
			l.Tries++
			l.NotBefore = f.At
		case store.LetterUncertain:
			l.Doubts++
		}
		if err := tx.SettleLetter(l, d.now()); err != nil {
			return err
		}
		if f.State == store.LetterSent && letter.Kind(l.Kind).Secret() {
			if err := tx.RemoveLetterBytes(l.ID); err != nil {
				return fmt.Errorf("forgetting letter %d: %w", l.ID, err)
			}
		}
		return errors.Join(d.fateKnown(tx, l), fault.At("sent.inside"))
	})
	if err != nil {
		return err
	}
	signal(d.happened)
	return fault.At("sent.after")
}

// fateKnown says on its ticket what became of an answer, and tells its author
// where the relay refused it: no mail tells of that.
func (d *Desk) fateKnown(tx *store.Tx, l store.Letter) error {
	if err := answerFate(tx, l); err != nil || l.State != store.LetterFailed || l.ExchangeID == 0 {
		return err
	}
	l.Reply = l.Reply + l.Reason
	return d.tellBounced(tx, &analysis{mail: store.Mail{Received: d.now()}}, l)
}

// answerFate brings an answer's state on its ticket up to date with its letter.
func answerFate(tx *store.Tx, l store.Letter) error {
	if l.Kind != string(letter.KindAnswer) || l.ExchangeID == 0 {
		return nil
	}
	switch l.State {
	case store.LetterSent:
		return tx.SetExchangeState(l.ExchangeID, ticket.SendingSent)
	case store.LetterUncertain:
		return tx.SetExchangeState(l.ExchangeID, ticket.SendingUncertain)
	case store.LetterFailed:
		return tx.SetExchangeState(l.ExchangeID, ticket.SendingFailed)
	}
	return nil
}

// Doubts lists the letters of which nobody knows whether they were taken and
// that are still to be decided on. After a restore an agent's answer is a
// person's to decide on: it has most likely left.
func (d *Desk) Doubts(ctx context.Context) (doubts []store.Letter, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Letters(store.LetterUncertain)
		for _, l := range all {
			if l.Reason != leftUncertain && !(l.Human && l.Reason == reasonRestored) {
				doubts = append(doubts, l)
			}
		}
		return err
	})
	return doubts, err
}

// leftUncertain is the reason of a letter that is never sent again.
const leftUncertain = "left uncertain after one retry"

// SettleDoubt decides on an uncertain letter: sent, abandoned, one more try,
// or left as it is.
func (d *Desk) SettleDoubt(ctx context.Context, id int64, attempt int, to store.LetterState) error {
	if err := fault.At("doubt.before"); err != nil {
		return err
	}
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		l, err := tx.Letter(id)
		if err != nil || l.State != store.LetterUncertain || l.Attempt != attempt {
			return err
		}
		detail := string(to)
		switch to {
		case store.LetterQueued:
			detail = "possible duplicate: sent once more, the same bytes"
			l.NotBefore = d.now()
		case store.LetterUncertain:
			l.Reason = leftUncertain
		}
		l.State = to
		if err := tx.SettleLetter(l, d.now()); err != nil {
			return err
		}
		if err := d.audit(tx, "delivery", "settle-doubt", fmt.Sprintf("letter:%d", id), detail); err != nil {
			return err
		}
		return errors.Join(answerFate(tx, l), fault.At("doubt.inside"))
	})
	if err != nil {
		return err
	}
	return fault.At("doubt.after")
}

// evident closes a doubt about a letter: something shows that it was taken.
func (d *Desk) evident(tx *store.Tx, l store.Letter, evidence string) error {
	if l.ID == 0 || l.State != store.LetterUncertain {
		return nil
	}
	l.State, l.Reason = store.LetterSent, "shown by "+evidence
	if err := tx.SettleLetter(l, d.now()); err != nil {
		return err
	}
	return answerFate(tx, l)
}
