package ticket

import (
	"errors"
	"fmt"
	"time"
)

// State is where a ticket stands.
type State string

// The states. French names on pages: à traiter, en attente client, en pause
// jusqu'au, résolu, fermé.
const (
	Open     State = "open"
	Waiting  State = "waiting"
	Snoozed  State = "snoozed"
	Resolved State = "resolved"
	Closed   State = "closed"
)

// States lists the states in the order of a ticket's life.
func States() []State { return []State{Open, Waiting, Snoozed, Resolved, Closed} }

// Priority is how urgent the desk holds a ticket to be; "" is normal.
type Priority string

// The priorities that a command or a page may set.
const (
	Low    Priority = "low"
	Normal Priority = ""
	High   Priority = "high"
	Urgent Priority = "urgent"
)

// Priorities lists the priorities, the least urgent first.
func Priorities() []Priority { return []Priority{Low, Normal, High, Urgent} }

// KindContactChange marks a ticket that asks for another technical contact
// (R3). An ordinary ticket has no kind.
const KindContactChange = "contact-change"

// Ticket is one request. A zero time means "not yet" or "no".
type Ticket struct {
	Number               int64
	Token                string // the 8 characters of the subject token
	ClientID             int64
	ContractID           int64
	ContactID            int64
	Kind                 string // "" or KindContactChange
	Subject              string // the client's own, without prefixes and token
	State                State
	Priority             Priority
	TeamID               int64
	AgentID              int64 // who has it, 0 for the whole team
	Language             string
	Opened               time.Time
	LastExchange         time.Time
	LastClientExchangeID int64
	Resolved             time.Time
	Closed               time.Time
	SnoozedUntil         time.Time
	ParentNumber         int64 // the closed ticket that this one continues (R8b)
	MergedInto           int64
	SpentMinutes         int
	CountedQuarters      int
}

// ErrTransition says that a ticket in its state cannot do what was asked.
var ErrTransition = errors.New("the ticket's state does not allow it")

// ReopensUntil is when a ticket resolved at that moment stops being reopened by
// an answer: a calendar month later, the last day of a shorter month (R8b).
func ReopensUntil(resolved time.Time) time.Time {
	later := resolved.AddDate(0, 1, 0)
	if later.Day() != resolved.Day() {
		later = later.AddDate(0, 0, -later.Day())
	}
	return later
}

// Mutable tells whether the ticket can still take part in anything: a merged
// one only points to another.
func (t Ticket) Mutable() bool { return t.MergedInto == 0 }

// AnswerReopens tells whether the client's mail that arrived at that moment
// comes back to this ticket rather than opening a linked one (R8b). It goes by
// the mail's arrival, not by the state, so that a downtime changes nothing.
func (t Ticket) AnswerReopens(arrived time.Time) bool {
	return answerReopens(t.State, t.Resolved, arrived)
}

func answerReopens(s State, resolved, arrived time.Time) bool {
	switch s {
	case Resolved, Closed:
		return !resolved.IsZero() && arrived.Before(ReopensUntil(resolved))
	}
	return true
}

// ShouldClose tells whether the resolved ticket's month is over (R8b).
func (t Ticket) ShouldClose(now time.Time) bool {
	return t.State == Resolved && !now.Before(ReopensUntil(t.Resolved))
}

// ShouldWake tells whether the pause is over.
func (t Ticket) ShouldWake(now time.Time) bool {
	return t.State == Snoozed && !now.Before(t.SnoozedUntil)
}

// Close ends a resolved ticket.
func (t *Ticket) Close(now time.Time) error {
	if t.State != Resolved || !t.Mutable() {
		return t.refuse("closed")
	}
	t.State, t.Closed = Closed, now
	return nil
}

// Resolve marks the ticket as done; it is closed by itself a month later.
// Resolving a resolved ticket again changes nothing.
func (t *Ticket) Resolve(now time.Time) error {
	if t.State == Closed || !t.Mutable() {
		return t.refuse("resolved")
	}
	if t.State != Resolved {
		t.State, t.Resolved, t.SnoozedUntil = Resolved, now, time.Time{}
	}
	return nil
}

// Reopen puts the ticket back among those to be worked on. An agent may reopen
// a closed one too: the month of R8b is for answers by mail.
func (t *Ticket) Reopen() error {
	if !t.Mutable() {
		return t.refuse("reopened")
	}
	t.State = Open
	t.Resolved, t.Closed, t.SnoozedUntil = time.Time{}, time.Time{}, time.Time{}
	return nil
}

// Wait says that the next word is the client's.
func (t *Ticket) Wait() error {
	if t.State == Closed || !t.Mutable() {
		return t.refuse("set to wait")
	}
	t.State, t.Resolved, t.SnoozedUntil = Waiting, time.Time{}, time.Time{}
	return nil
}

// Snooze puts the ticket aside until that moment; the client's next mail wakes
// it earlier.
func (t *Ticket) Snooze(until, now time.Time) error {
	if t.State == Closed || !t.Mutable() {
		return t.refuse("put on pause")
	}
	if !until.After(now) {
		return fmt.Errorf("pausing ticket %d until %s: that moment is past: %w", t.Number, until.Format(time.RFC3339), ErrTransition)
	}
	t.State, t.Resolved, t.SnoozedUntil = Snoozed, time.Time{}, until
	return nil
}

// Merge lets the ticket point to another one of the same client, which holds
// its exchanges from now on; it is closed itself.
func (t *Ticket) Merge(into Ticket, now time.Time) error {
	switch {
	case into.Number == t.Number:
		return fmt.Errorf("merging ticket %d into itself: %w", t.Number, ErrTransition)
	case into.ClientID != t.ClientID:
		return fmt.Errorf("merging ticket %d into %d of another client: %w", t.Number, into.Number, ErrTransition)
	case !into.Mutable() || !t.Mutable():
		return fmt.Errorf("merging ticket %d into %d: one of them was merged before: %w", t.Number, into.Number, ErrTransition)
	}
	t.MergedInto, t.State, t.Closed, t.SnoozedUntil = into.Number, Closed, now, time.Time{}
	return nil
}

// ClientWrote takes note of a person's message from the client's side: a ticket
// that waited, was on pause or was resolved is to be worked on again. Whether
// a resolved one may be is Route's decision (AnswerReopens).
func (t *Ticket) ClientWrote(exchangeID int64, at time.Time) {
	t.LastClientExchangeID = exchangeID
	t.Touch(at)
	t.State = Open
	t.Resolved, t.Closed, t.SnoozedUntil = time.Time{}, time.Time{}, time.Time{}
}

// Touch moves the time of the last exchange forward, never back: mail may be
// handled out of order.
func (t *Ticket) Touch(at time.Time) {
	if at.After(t.LastExchange) {
		t.LastExchange = at
	}
}

func (t *Ticket) refuse(what string) error {
	if t.MergedInto != 0 {
		return fmt.Errorf("ticket %d cannot be %s, it was merged into %d: %w", t.Number, what, t.MergedInto, ErrTransition)
	}
	return fmt.Errorf("ticket %d cannot be %s, it is %s: %w", t.Number, what, t.State, ErrTransition)
}
