package rota

import "time"

// OpenMinutes is for how many minutes the desk was staffed between two
// instants; 0 where to is not after from. It walks the days, three years at most.
func (c Calendar) OpenMinutes(from, to time.Time) int {
	var open time.Duration
	last := DateOf(to, c.Zone())
	for date, n := DateOf(from, c.Zone()), 0; !date.After(last) && n < maxScanDays; date, n = date.AddDays(1), n+1 {
		for _, s := range c.spans(date) {
			begin, end := s.from, s.to
			if begin.Before(from) {
				begin = from
			}
			if end.After(to) {
				end = to
			}
			open += max(0, end.Sub(begin))
		}
	}
	return int(open / time.Minute)
}

// DayMinutes is how long the desk is staffed on a usual working day; 0 where it
// never opens.
func (c Calendar) DayMinutes() int {
	minutes, days := 0, 0
	for _, ranges := range c.Hours {
		for _, r := range ranges {
			minutes += r.ToMinutes - r.FromMinutes
		}
		if len(ranges) > 0 {
			days++
		}
	}
	return minutes / max(days, 1)
}

// Age is how long something has waited, in working time.
type Age int

// The ages, from the youngest.
const (
	BelowTwoHours Age = iota
	BelowOneDay
	UpToTwoDays
	UpToFiveDays
	Older
)

// AgeAt is the age at an instant of what waits since another one.
func (c Calendar) AgeAt(since, now time.Time) Age {
	if c.WorkingDaysBetween(DateOf(since, c.Zone()), DateOf(now, c.Zone())) > 7 {
		return Older // without walking the days
	}
	minutes, day := c.OpenMinutes(since, now), c.DayMinutes()
	switch {
	case minutes < 120:
		return BelowTwoHours
	case minutes < day:
		return BelowOneDay
	case minutes < 3*day:
		return UpToTwoDays
	case minutes < 6*day:
		return UpToFiveDays
	}
	return Older
}
