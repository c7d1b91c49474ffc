//go:build fault

package power

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/store"
)

// outcome is what a day came to, in lines that can be compared.
type outcome struct {
	mails   []string
	letters map[string]store.LetterState // by reader and kind
	relay   map[string]int               // times that each reached the relay
	shown   string                       // the letter that the agent's answer proves to have come
}

// outcome reads what the day came to, after a last loss of power: what was
// acknowledged must be there without another sync.
func (s *scene) outcome(ctx context.Context) (o outcome, err error) {
	s.disk.CutAfter(0)
	if s.d != nil {
		s.d.Close() //nolint:errcheck // the power is gone
	}
	s.disk.Lose(7)
	if err := s.open(ctx); err != nil {
		return o, fmt.Errorf("opening it at the end: %w", err)
	}
	defer func() { err = errors.Join(err, s.d.Close()) }()
	o = outcome{letters: map[string]store.LetterState{}, relay: map[string]int{}}
	err = s.d.Store().Read(ctx, func(tx *store.Tx) error {
		mails, err := tx.Mails(store.MailFilter{})
		if err != nil {
			return err
		}
		for _, m := range mails {
			raw, err := tx.Raw(m.ID)
			places, err1 := tx.PlacesOf(m.ID)
			if err := errors.Join(err, err1); err != nil {
				return err
			}
			o.mails = append(o.mails, fmt.Sprint(m.Subject, m.Disposition, m.Reason, m.TicketNumber, places, sha256.Sum256(raw)))
		}
		letters, err := tx.Letters("")
		for _, l := range letters {
			key := fmt.Sprint(l.Recipient, l.Kind, l.TicketNumber, l.ExchangeID)
			if _, twice := o.letters[key]; twice {
				key += " again"
			}
			o.letters[key] = l.State
			o.relay[key] = s.relay[l.MessageID]
			if l.MessageID == s.answered {
				o.shown = key
			}
		}
		return err
	})
	slices.Sort(o.mails)
	return o, errors.Join(err, s.sound(ctx))
}

// sound asks SQLite itself whether the database is whole.
func (s *scene) sound(ctx context.Context) error { return (&house{dir: s.dir}).sound(ctx) }

// wrongs of a day.
type wrongs struct {
	lost, double, doubt int
	what                []string
}

// against compares a day with one on a disk that never failed. A letter whose
// dot was recorded when the desk had to start again may be uncertain.
func (o outcome) against(calm outcome, restarts int) (w wrongs) {
	if !slices.Equal(o.mails, calm.mails) {
		w.lost++
		w.what = append(w.what, fmt.Sprintf("mails are\n    %s\n  not\n    %s", strings.Join(o.mails, "\n    "), strings.Join(calm.mails, "\n    ")))
	}
	for key := range calm.letters {
		state, there := o.letters[key]
		switch {
		case there && state == store.LetterSent && o.relay[key] == 1:
		case there && (state == store.LetterUncertain || key == o.shown && state == store.LetterSent) && restarts > 0 && o.relay[key] <= 1:
			w.doubt++
		case o.relay[key] > 1:
			w.double++
			w.what = append(w.what, fmt.Sprintf("letter %s was sent %d times", key, o.relay[key]))
		default:
			w.lost++
			w.what = append(w.what, fmt.Sprintf("letter %s is %q and was sent %d times", key, state, o.relay[key]))
		}
	}
	for key := range o.letters {
		if _, known := calm.letters[key]; !known {
			w.double++
			w.what = append(w.what, "letter "+key+" is one too many")
		}
	}
	return w
}
