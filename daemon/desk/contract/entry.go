package contract

import (
	"fmt"
	"time"
)

// QuarterMinutes is what time is counted by (R10).
const QuarterMinutes = 15

// Rounding is the scope within which begun quarters are counted (R10).
type Rounding string

// The scopes. PerTicket is the default: a ticket costs ceil(total/15).
const (
	PerTicket    Rounding = "ticket"
	PerEntry     Rounding = "entry"
	PerTicketDay Rounding = "ticket-day" // per ticket and civil day of the desk
)

// Known says whether the rounding is one of the three.
func (r Rounding) Known() bool { return r == PerTicket || r == PerEntry || r == PerTicketDay }

// EntryKind is how an entry's time is treated.
type EntryKind string

// The kinds of a time entry.
const (
	TimeCounted  EntryKind = "counted"        // charged to the package
	TimeOffered  EntryKind = "offered"        // shown to the client, counts 0
	TimeOutside  EntryKind = "out-of-package" // overage from the first quarter, whatever is left
	TimeInternal EntryKind = "internal"       // not shown to the client, counts 0
)

// Entry is time that an agent spent on a ticket.
type Entry struct {
	ID       int64
	TicketID int64
	AgentID  int64
	At       time.Time // when the work was done
	Minutes  int
	Kind     EntryKind
}

// Check says what is wrong with an entry, nil if nothing is.
func (e Entry) Check() error {
	switch {
	case e.Minutes <= 0:
		return fmt.Errorf("%d minutes: an entry holds at least one minute", e.Minutes)
	case e.Minutes > 24*60:
		return fmt.Errorf("%d minutes: an entry holds one day at most", e.Minutes)
	}
	switch e.Kind {
	case TimeCounted, TimeOffered, TimeOutside, TimeInternal:
		return nil
	}
	return fmt.Errorf("%q is no kind of time: counted, offered, out-of-package or internal", e.Kind)
}

// Charge is what one entry costs. The costs of a ticket's entries add up to
// what its rounding says; an entry that fits into a quarter already begun
// costs 0.
type Charge struct {
	Entry    Entry
	Quarters int
	Outside  bool // charged outside the package
}

// Charges gives the cost of each of the entries, which come in the order in
// which they were booked. Time outside the package is rounded apart from time
// in it. loc is the desk's zone, for the days of PerTicketDay.
func Charges(r Rounding, loc *time.Location, entries []Entry) []Charge {
	minutes := map[scope]int{}
	charges := make([]Charge, 0, len(entries))
	for _, e := range entries {
		charge := Charge{Entry: e, Outside: e.Kind == TimeOutside}
		if e.Kind == TimeCounted || e.Kind == TimeOutside {
			key := scopeOf(r, loc, e)
			before := minutes[key]
			minutes[key] += max(e.Minutes, 0)
			charge.Quarters = QuartersOf(minutes[key]) - QuartersOf(before)
		}
		charges = append(charges, charge)
	}
	return charges
}

// Counted is what an entry costs after those booked before it on its ticket:
// ceil(S_after/15) - ceil(S_before/15), S being the minutes of the scope (R10).
func Counted(r Rounding, loc *time.Location, before []Entry, e Entry) int {
	charges := Charges(r, loc, append(before[:len(before):len(before)], e))
	return charges[len(charges)-1].Quarters
}

// Cost is what the entries cost in all, in and outside the package.
func Cost(r Rounding, loc *time.Location, entries []Entry) (packageQuarters, outsideQuarters int) {
	for _, charge := range Charges(r, loc, entries) {
		if charge.Outside {
			outsideQuarters += charge.Quarters
		} else {
			packageQuarters += charge.Quarters
		}
	}
	return packageQuarters, outsideQuarters
}

// QuartersOf counts each begun quarter hour of the minutes.
func QuartersOf(minutes int) int {
	if minutes <= 0 {
		return 0
	}
	return (minutes + QuarterMinutes - 1) / QuarterMinutes
}

// MinutesOf are the minutes of whole quarters.
func MinutesOf(quarters int) int { return quarters * QuarterMinutes }

// scope is within what minutes are added up before they are rounded.
type scope struct {
	ticket, entry int64
	day           Date
	outside       bool
}

func scopeOf(r Rounding, loc *time.Location, e Entry) scope {
	s := scope{ticket: e.TicketID, outside: e.Kind == TimeOutside}
	switch r {
	case PerEntry:
		s.entry = e.ID
	case PerTicketDay:
		s.day = dayOf(e.At, loc)
	}
	return s
}
