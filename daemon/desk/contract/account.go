package contract

import (
	"cmp"
	"slices"
	"time"
)

// Account are the figures of one period, all in quarters. Subscribed + carried
// + adjusted - consumed is what is left or, below zero, overage; the close of
// the period does not change them.
type Account struct {
	Period             Period
	Closed             bool
	SubscribedQuarters int // the period's package
	CarriedQuarters    int // brought over from earlier periods
	AdjustedQuarters   int // gestures, signed
	ConsumedQuarters   int // counted time charged to the package
	OutsideQuarters    int // counted time agreed outside the package
	LeftQuarters       int // what can still be used, never below 0
	OverageQuarters    int // so far, or billed: below the package, and outside it
	RateCents          int // base rate of an hour, excluding VAT
	OverageCents       int // price of the overage, excluding VAT
	ExpiredQuarters    int // what lapsed when the period closed
}

// AvailableQuarters is what can be used in the period in all: the base of the
// thresholds.
func (a Account) AvailableQuarters() int {
	return a.SubscribedQuarters + a.CarriedQuarters + a.AdjustedQuarters
}

// AccountOf gives the figures of a period. Grants and closes that are due but
// not written yet are taken as written, so the figures do not wait for the
// schedule: overage of a period that is over is never taken from the next.
func AccountOf(c Contract, lines []Line, p Period) Account {
	lines = settled(c, lines, p)
	a := Account{Period: p, Closed: Closed(lines, c.ID, p.Start), RateCents: c.VersionAt(p.Start).RateCents}
	credit := 0 // time outside the package given back after it was billed
	if before, ok := c.PeriodN(p.N - 1); ok {
		a.CarriedQuarters = through(lines, before.Start, false)
		credit = through(lines, before.Start, true)
	}
	for _, l := range lines {
		if l.PeriodStart == p.Start {
			a.add(l)
		}
	}
	rest := a.AvailableQuarters() - a.ConsumedQuarters
	a.LeftQuarters = max(rest, 0)
	a.OverageQuarters = max(-rest, 0) + max(a.OutsideQuarters-credit, 0)
	a.OverageCents = Cents(a.OverageQuarters, a.RateCents)
	return a
}

func (a *Account) add(l Line) {
	switch {
	case l.Kind == LineDeduct && l.Outside:
		a.OutsideQuarters -= l.Quarters
	case l.Kind == LineDeduct:
		a.ConsumedQuarters -= l.Quarters
	case l.Kind == LineGrant:
		a.SubscribedQuarters += l.Quarters
	case l.Kind == LineAdjust:
		a.AdjustedQuarters += l.Quarters
	case l.Kind == LineExpire:
		a.ExpiredQuarters -= l.Quarters
	}
}

// settled are the lines with the closes of the periods before p, and the grants
// up to p, that are not written yet.
func settled(c Contract, lines []Line, p Period) []Line {
	lines = lines[:len(lines):len(lines)]
	for _, closing := range CloseDue(c, lines, p.Start, time.UTC) {
		lines = append(lines, closing.Lines...)
	}
	return append(lines, Grants(c, lines, p.Start, time.UTC)...)
}

// TicketCost is what a ticket cost in a period.
type TicketCost struct {
	TicketID        int64
	Quarters        int // charged to the package; below 0 where an edit gave back
	OutsideQuarters int
}

// ByTicket gives the tickets charged to the period that starts on start, by
// number, for summaries and the overage list.
func ByTicket(lines []Line, start Date) []TicketCost {
	sums := map[int64]TicketCost{}
	for _, l := range lines {
		if l.Kind != LineDeduct || l.PeriodStart != start {
			continue
		}
		cost := sums[l.TicketID]
		cost.TicketID = l.TicketID
		if l.Outside {
			cost.OutsideQuarters -= l.Quarters
		} else {
			cost.Quarters -= l.Quarters
		}
		sums[l.TicketID] = cost
	}
	var costs []TicketCost
	for _, cost := range sums {
		if cost.Quarters != 0 || cost.OutsideQuarters != 0 {
			costs = append(costs, cost)
		}
	}
	slices.SortFunc(costs, func(a, b TicketCost) int { return cmp.Compare(a.TicketID, b.TicketID) })
	return costs
}
