package contract

import "permanence/daemon/desk/rota"

// Period is one period of a contract, counted from its start.
type Period struct {
	N     int  // from 0
	Start Date // first day
	End   Date // last day
}

// Next is the day that follows the period: the period closes at its first
// instant.
func (p Period) Next() Date { return p.End.AddDays(1) }

// Contains says whether the day lies in the period.
func (p Period) Contains(day Date) bool { return !day.Before(p.Start) && !day.After(p.End) }

// CloseDay is when the period's close and its summary are sent: the first
// working day on or after the day that follows the period (R14).
func (p Period) CloseDay(cal rota.Calendar) Date {
	if day, ok := cal.FirstWorkingDayOnOrAfter(p.Next()); ok {
		return day
	}
	return p.Next()
}

// boundary is the first day of period n, always computed from the contract's
// start: one from 31 January closes on 28 February, 31 March, 30 April.
func (c Contract) boundary(n int) Date { return c.Start.AddMonths(n * max(c.Period.Months(), 1)) }

// PeriodN is the n-th period, from 0. It is false where the contract ends
// before it. The last period is cut at the contract's end.
func (c Contract) PeriodN(n int) (Period, bool) {
	p := Period{N: n, Start: c.boundary(n)}
	if n < 0 || c.Ended(p.Start) {
		return Period{}, false
	}
	p.End = c.boundary(n + 1).AddDays(-1)
	if c.Ended(p.End) {
		p.End = c.End
	}
	return p, true
}

// PeriodAt is the period in which the day lies; false before the contract's
// start and after its end.
func (c Contract) PeriodAt(day Date) (Period, bool) {
	if !c.Runs(day) {
		return Period{}, false
	}
	months := (day.Year-c.Start.Year)*12 + int(day.Month) - int(c.Start.Month)
	n := months / max(c.Period.Months(), 1)
	if day.Before(c.boundary(n)) {
		n--
	}
	return c.PeriodN(n)
}

// PeriodsUntil are the periods that have begun by the day, in order.
func (c Contract) PeriodsUntil(day Date) []Period {
	var periods []Period
	for n := 0; ; n++ {
		p, ok := c.PeriodN(n)
		if !ok || p.Start.After(day) {
			return periods
		}
		periods = append(periods, p)
	}
}

// lastPeriod is the period that is cut by the contract's end; false where it
// is open.
func (c Contract) lastPeriod() (Period, bool) {
	if c.End.IsZero() {
		return Period{}, false
	}
	return c.PeriodAt(c.End)
}
