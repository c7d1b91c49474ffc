package contract

import (
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk/rota"
)

// LineKind is what a line of the ledger does.
type LineKind string

// The kinds of lines. The sign stands in Quarters.
const (
	LineGrant  LineKind = "grant"  // a period's package
	LineDeduct LineKind = "deduct" // counted time; positive where an edit gives some back
	LineAdjust LineKind = "adjust" // by hand, with a reason: a gesture
	LineExpire LineKind = "expire" // what is not carried over
	LineBilled LineKind = "billed" // overage that was invoiced; 0 where a period closed without
)

// The reasons of lines that nobody wrote by hand.
const (
	ReasonPeriod         = "period"          // grant: a period began
	ReasonPackageChanged = "package-changed" // grant: the package of a period that had been granted
	ReasonContractEnd    = "contract-end"    // expire, or a grant taken back
	ReasonCarryCap       = "carry-cap"       // expire: more than may be carried over
	ReasonCarryAge       = "carry-age"       // expire: granted too long ago
	ReasonOverage        = "overage"         // billed
	ReasonNoOverage      = "no-overage"      // billed, 0
	ReasonTime           = "time"            // deduct: an entry
	ReasonTimeChanged    = "time-changed"    // deduct: an entry was edited, deleted or cancelled
)

// Line is one line of a ledger. Lines are only ever added.
type Line struct {
	ID         int64
	ContractID int64
	TicketID   int64 // 0 where no ticket caused it
	EntryID    int64
	AgentID    int64 // who spent the time, or wrote the line
	At         time.Time
	Kind       LineKind
	Quarters   int // signed
	// Outside marks time agreed to be outside the package, and its billing:
	// an account of its own, which the balance of the package leaves out.
	Outside     bool
	PeriodStart Date   // the period whose account the line belongs to
	Reason      string // one of the Reason codes, or a person's words
	Key         string // unique where not "": the line is written once
}

// Balance is the sum of the package's lines up to the instant, in quarters, as
// they are written; below zero it is overage so far. AccountOf takes what is
// due and not written yet into account.
func Balance(lines []Line, at time.Time) int {
	sum := 0
	for _, l := range lines {
		if !l.Outside && !l.At.After(at) {
			sum += l.Quarters
		}
	}
	return sum
}

// through is the sum of the lines of all periods up to the one that starts on
// start, of the package's account or of the one outside it.
func through(lines []Line, start Date, outside bool) int {
	sum := 0
	for _, l := range lines {
		if l.Outside == outside && !l.PeriodStart.After(start) {
			sum += l.Quarters
		}
	}
	return sum
}

// ChargeTo is the period to which something of that day is charged: the day's
// own, or the next one that is not closed. Before the contract's start it is
// the first, after its end the last one; ErrEnded where that is closed.
func (c Contract) ChargeTo(lines []Line, day Date) (Period, error) {
	if day.Before(c.Start) {
		day = c.Start
	}
	if c.Ended(day) {
		day = c.End
	}
	p, ok := c.PeriodAt(day)
	for ok && Closed(lines, c.ID, p.Start) {
		p, ok = c.PeriodN(p.N + 1)
	}
	if !ok {
		return Period{}, fmt.Errorf("contract %s, %s: %w", c.Ref, day, ErrEnded)
	}
	return p, nil
}

// Deduct gives the lines that charge a new entry to the period p (ChargeTo).
// before are the ticket's entries so far, in the order of booking; at is when
// the entry is booked. An entry that costs nothing has no line.
func Deduct(c Contract, p Period, before []Entry, e Entry, at time.Time, loc *time.Location) []Line {
	quarters := Counted(c.Rounding, loc, before, e)
	if quarters == 0 {
		return nil
	}
	charge := Charge{Entry: e, Quarters: quarters, Outside: e.Kind == TimeOutside}
	return []Line{c.deduction(p, charge, at, ReasonTime)}
}

// Compensate gives the lines that follow from editing or deleting an entry, or
// from moving entries to another ticket. before and after are the entries of
// the tickets concerned as they were and as they are now, in the order of
// booking. Each entry's lines then add up to its charge; what
// was written stays, also in closed periods: the difference belongs to p, a
// period that is open.
func Compensate(c Contract, p Period, before, after []Entry, at time.Time, loc *time.Location) []Line {
	type account struct {
		ticket, entry int64
		outside       bool
	}
	accountOf := func(ch Charge) account { return account{ch.Entry.TicketID, ch.Entry.ID, ch.Outside} }
	now := map[account]int{}
	for _, charge := range Charges(c.Rounding, loc, after) {
		now[accountOf(charge)] += charge.Quarters
	}
	var lines []Line
	settle := func(charge Charge, was int) {
		key := accountOf(charge)
		charge.Quarters = now[key] - was
		delete(now, key)
		if charge.Quarters != 0 {
			lines = append(lines, c.deduction(p, charge, at, ReasonTimeChanged))
		}
	}
	for _, charge := range Charges(c.Rounding, loc, before) {
		settle(charge, charge.Quarters)
	}
	for _, charge := range Charges(c.Rounding, loc, after) {
		settle(charge, 0)
	}
	return lines
}

func (c Contract) deduction(p Period, charge Charge, at time.Time, reason string) Line {
	return Line{
		ContractID: c.ID, TicketID: charge.Entry.TicketID, EntryID: charge.Entry.ID, AgentID: charge.Entry.AgentID,
		At: at.UTC(), Kind: LineDeduct, Quarters: -charge.Quarters, Outside: charge.Outside,
		PeriodStart: p.Start, Reason: reason,
	}
}

// Adjust is a line written by hand in the period p: a gesture, or what stood
// in an account kept elsewhere. It needs a reason.
func Adjust(c Contract, p Period, agentID int64, quarters int, reason string, at time.Time) (Line, error) {
	if quarters == 0 {
		return Line{}, errors.New("an adjustment of nothing")
	}
	if reason == "" {
		return Line{}, errors.New("an adjustment needs a reason")
	}
	return Line{
		ContractID: c.ID, AgentID: agentID, At: at.UTC(), Kind: LineAdjust, Quarters: quarters,
		PeriodStart: p.Start, Reason: reason,
	}, nil
}

func dayOf(t time.Time, loc *time.Location) Date { return rota.DateOf(t, zone(loc)) }

func zone(loc *time.Location) *time.Location {
	if loc == nil {
		return time.UTC
	}
	return loc
}
