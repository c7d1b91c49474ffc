package contract

import (
	"slices"
	"time"
)

// Credit is what was left of the package over time, from the lines up to the
// day: a point for the first day of the range, for each day of it that changed
// something, at its end, and for the last. Grants and closes that are due but
// not written yet are taken as written. It is empty before the contract.
func Credit(c Contract, lines []Line, from, until Date, loc *time.Location) []Point {
	p, ok := c.PeriodAt(until)
	if !ok && c.Ended(until) {
		p, ok = c.lastPeriod()
	}
	if !ok {
		return nil
	}
	if from.Before(c.Start) {
		from = c.Start
	}
	changes := map[Date]int{}
	balance := 0
	for _, l := range settled(c, lines, p) {
		on := dayOf(l.At, loc)
		switch {
		case l.Outside || on.After(until):
		case on.Before(from):
			balance += l.Quarters
		default:
			changes[on] += l.Quarters
		}
	}
	return creditPoints(changes, balance, from, until)
}

// creditPoints adds the changes up from a balance before the first day.
func creditPoints(changes map[Date]int, balance int, from, until Date) []Point {
	days := []Date{from, until}
	for on, quarters := range changes {
		if quarters != 0 {
			days = append(days, on)
		}
	}
	slices.SortFunc(days, Date.Compare)
	var points []Point
	for _, on := range slices.Compact(days) {
		balance += changes[on]
		points = append(points, Point{on, balance})
	}
	return points
}
