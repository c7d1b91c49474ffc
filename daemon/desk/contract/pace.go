package contract

import (
	"iter"

	"permanence/daemon/desk/rota"
)

const (
	paceDays      = 91 // how far back a pace looks: thirteen weeks
	paceLeastDays = 10 // working days below which it says nothing
)

// Pace is how fast time was used of late: so many quarters charged to the
// package in so many working days.
type Pace struct {
	Quarters int // below 0 where edits gave back more than was used
	Days     int // working days
}

// PaceBefore is the pace of a contract over the thirteen weeks up to the day,
// the day included, or since its start where it is younger.
func PaceBefore(c Contract, lines []Line, cal rota.Calendar, day Date) Pace {
	from := day.AddDays(1 - paceDays)
	if from.Before(c.Start) {
		from = c.Start
	}
	pace := Pace{Days: max(cal.WorkingDaysBetween(from, day.AddDays(1)), 0)}
	for _, l := range lines {
		booked := dayOf(l.At, cal.Zone())
		if l.Kind == LineDeduct && !l.Outside && !booked.Before(from) && !booked.After(day) {
			pace.Quarters -= l.Quarters
		}
	}
	return pace
}

// Known says whether there are working days enough to speak of a pace.
func (p Pace) Known() bool { return p.Days >= paceLeastDays }

// Over is what so many working days use at this pace, in whole quarters.
func (p Pace) Over(days int) int {
	if p.Days <= 0 {
		return 0
	}
	return max(p.Quarters, 0) * days / p.Days
}

// ExpectedBy is what of a period's package would be used by the end of the day
// if it went evenly over the period's working days, in whole quarters; over its
// days where none is a working day.
func ExpectedBy(cal rota.Calendar, p Period, packageQuarters int, day Date) int {
	if day.Before(p.Start) {
		return 0
	}
	if day.After(p.End) {
		day = p.End
	}
	gone := cal.WorkingDaysBetween(p.Start, day.AddDays(1))
	whole := cal.WorkingDaysBetween(p.Start, p.Next())
	if whole <= 0 {
		gone, whole = day.AddDays(1).DaysSince(p.Start), p.Next().DaysSince(p.Start)
	}
	return packageQuarters * gone / whole
}

// workingDays are the working days after one day and up to another, in order.
func workingDays(cal rota.Calendar, after, until Date) iter.Seq[Date] {
	return func(yield func(Date) bool) {
		for day := after.AddDays(1); !day.After(until); day = day.AddDays(1) {
			if working, _ := cal.IsWorkingDay(day); working && !yield(day) {
				return
			}
		}
	}
}
