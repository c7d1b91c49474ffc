package contract

import (
	"fmt"
	"time"
)

// ReviewMonths is how often a package is reviewed (R13).
const ReviewMonths = 6

// ReviewKey is the key under which a review is done once.
func ReviewKey(contractID int64, due Date) string {
	return fmt.Sprintf("review/%d/%s", contractID, due)
}

// ReviewsDue are the days after one day and up to another on which a contract
// is to be reviewed: every six months from its start, while it runs (R13).
func ReviewsDue(c Contract, after, until Date) []Date {
	return ReviewsEvery(c, ReviewMonths, after, until)
}

// ReviewsEvery is ReviewsDue for a firm that reviews every so many months.
func ReviewsEvery(c Contract, months int, after, until Date) []Date {
	var due []Date
	for n := 1; ; n++ {
		day := c.Start.AddMonths(n * max(months, 1))
		if day.After(until) || c.Ended(day) {
			return due
		}
		if day.After(after) {
			due = append(due, day)
		}
	}
}

// MonthFigures is what a contract used in one month, counted from its start.
type MonthFigures struct {
	Start              Date
	End                Date // the last day
	SubscribedQuarters int  // the month's share of the period's package
	CarriedQuarters    int  // what the month began with from earlier ones, below 0 inside a longer period
	ConsumedQuarters   int
	OverageQuarters    int  // of the whole period, in the month that ends it
	OutsideQuarters    int  // counted in the month, agreed outside the package
	Closes             bool // the period ends with this month
}

// MonthsBefore gives the figures of the last n whole months of a contract
// before the day, the oldest first; fewer where the contract is younger. Where
// a period is longer than a month its package is spread evenly, and time
// counts in the month in which it was booked.
func MonthsBefore(c Contract, lines []Line, day Date, n int, loc *time.Location) []MonthFigures {
	whole := 0
	for !c.Start.AddMonths(whole + 1).After(day) {
		whole++
	}
	var months []MonthFigures
	for k := max(whole-n, 0); k < whole; k++ {
		if month, ok := c.month(lines, k, loc); ok {
			months = append(months, month)
		}
	}
	return months
}

func (c Contract) month(lines []Line, k int, loc *time.Location) (MonthFigures, bool) {
	m := MonthFigures{Start: c.Start.AddMonths(k), End: c.Start.AddMonths(k + 1).AddDays(-1)}
	p, ok := c.PeriodAt(m.Start)
	if !ok {
		return m, false
	}
	length := max(c.Period.Months(), 1)
	nth := k - p.N*length
	account := AccountOf(c, lines, p)
	m.Closes = !m.End.Before(p.End)
	m.SubscribedQuarters = share(account.SubscribedQuarters, nth, length)
	m.CarriedQuarters = account.CarriedQuarters
	for earlier := range nth {
		m.CarriedQuarters += share(account.SubscribedQuarters, earlier, length)
	}
	for _, l := range lines {
		if l.PeriodStart == p.Start {
			m.add(l, clamp(dayOf(l.At, loc), p))
		}
	}
	if m.Closes {
		m.OverageQuarters = account.OverageQuarters
	}
	return m, true
}

// add counts a line of the month's period, written on the day.
func (m *MonthFigures) add(l Line, day Date) {
	inMonth := !day.Before(m.Start) && !day.After(m.End)
	switch {
	case l.Kind == LineDeduct && l.Outside && inMonth:
		m.OutsideQuarters -= l.Quarters
	case l.Kind == LineDeduct && !l.Outside && inMonth:
		m.ConsumedQuarters -= l.Quarters
	case l.Kind == LineDeduct && !l.Outside && day.Before(m.Start):
		m.CarriedQuarters += l.Quarters
	case l.Kind == LineAdjust && !day.After(m.End):
		m.CarriedQuarters += l.Quarters
	}
}

// clamp moves a day into the period: time booked late counts in its last month.
func clamp(day Date, p Period) Date {
	switch {
	case day.Before(p.Start):
		return p.Start
	case day.After(p.End):
		return p.End
	}
	return day
}

// share is the nth of length even parts of a package; the parts add up to it.
func share(quarters, nth, length int) int {
	return quarters*(nth+1)/length - quarters*nth/length
}
