package contract

import "permanence/daemon/desk/rota"

// Outlook is what becomes of a package if time goes on being used as of late.
type Outlook string

// The outlooks.
const (
	OutlookUnknown Outlook = "unknown"  // no period, or too few working days to speak of a pace
	OutlookSpent   Outlook = "spent"    // nothing is left today
	OutlookRunsOut Outlook = "runs-out" // more is used than there is, from Projection.Day on
	OutlookLasts   Outlook = "lasts"    // it suffices until Projection.Until
)

// Point is what is left of a package at the end of a day, or, on the first
// day of a period, after its grant. Quarters are below zero in overage.
type Point struct {
	Day      Date
	Quarters int
}

// Projection is a pace carried on: an extrapolation, no promise. Packages that
// begin meanwhile are granted, and what the contract does not carry over lapses.
type Projection struct {
	Pace    Pace
	Outlook Outlook
	Day     Date    // OutlookRunsOut: the working day on which more is used than is left
	Until   Date    // the last day looked at: what was asked for, or the contract's end
	Points  []Point // from today on, in order; two of one day are a step
}

// Project carries the pace before the day on until another day.
func Project(c Contract, lines []Line, cal rota.Calendar, day, until Date) Projection {
	if until.Before(day) {
		until = day
	}
	if c.Ended(until) {
		until = c.End
	}
	out := Projection{Pace: PaceBefore(c, lines, cal, day), Outlook: OutlookUnknown, Until: until}
	p, ok := c.PeriodAt(day)
	if !ok {
		return out
	}
	account := AccountOf(c, lines, p)
	w := walk{c: c, cal: cal, lines: settled(c, lines, p), pace: out.Pace, p: p, day: day}
	w.left = account.AvailableQuarters() - account.ConsumedQuarters
	out.Points = []Point{{day, w.left}}
	switch {
	case w.left <= 0:
		out.Outlook = OutlookSpent
	case out.Pace.Known():
		out.Outlook = w.on(until)
		out.Points = append(out.Points, w.points...)
	}
	if out.Outlook == OutlookRunsOut {
		out.Day = w.day
	}
	return out
}

// walk goes through a contract's periods with a pace.
type walk struct {
	c     Contract
	cal   rota.Calendar
	lines []Line // the ledger, with what the walk adds to it
	pace  Pace

	p      Period
	day    Date // reached so far
	left   int  // quarters, at the end of day
	walked int  // working days
	points []Point
}

// on walks to a day, or to where more is used than is left.
func (w *walk) on(until Date) Outlook {
	for {
		last := w.p.End
		if last.After(until) {
			last = until
		}
		if !w.use(last) {
			return OutlookRunsOut
		}
		if last == until || !w.turn() {
			return OutlookLasts
		}
	}
}

// use walks through the working days of the period up to last; it is false,
// and stops there, on the day on which more is used than is left.
func (w *walk) use(last Date) bool {
	before := w.pace.Over(w.walked)
	for day := range workingDays(w.cal, w.day, last) {
		w.walked++
		if w.pace.Over(w.walked)-before > w.left {
			w.day = day
			w.points = append(w.points, Point{day, 0})
			return false
		}
	}
	used := w.pace.Over(w.walked) - before
	w.day, w.left = last, w.left-used
	w.points = append(w.points, Point{last, w.left})
	w.lines = append(w.lines, Line{Kind: LineDeduct, Quarters: -used, PeriodStart: w.p.Start})
	return true
}

// turn closes the period and begins the next one; false where there is none.
func (w *walk) turn() bool {
	lapsed, _ := w.c.lapsed(w.lines, w.p, w.left)
	next, ok := w.c.PeriodN(w.p.N + 1)
	if !ok {
		return false
	}
	granted := w.c.VersionAt(next.Start).PackageQuarters
	w.lines = append(w.lines,
		Line{Kind: LineExpire, Quarters: -lapsed, PeriodStart: w.p.Start},
		Line{Kind: LineGrant, Quarters: granted, PeriodStart: next.Start})
	w.left += granted - lapsed
	w.p = next
	w.points = append(w.points, Point{next.Start, w.left})
	return true
}
