package rota

import (
	"fmt"
	"time"
)

// Date is a civil day, without an hour and without a zone. The zero Date is
// "no date". Dates are comparable with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate gives the civil day of year, month and day; days beyond the month
// run over into the next one, as time.Date does.
func NewDate(year int, month time.Month, day int) Date {
	return civil(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the civil day of the instant t in the zone loc.
func DateOf(t time.Time, loc *time.Location) Date { return civil(t.In(loc)) }

func civil(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// utc is the day as an instant for calendar arithmetic only: UTC has no
// summer time, so days are 24 hours apart.
func (d Date) utc() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// IsZero says whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String is the date as 2026-07-01, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote, and all that ParseDate reads; an
// empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Compare is -1, 0 or 1 as d is before, the same as or after other.
func (d Date) Compare(other Date) int { return d.utc().Compare(other.utc()) }

// Before says whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After says whether d is a later day than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays is the day n days later (earlier where n is negative).
func (d Date) AddDays(n int) Date { return civil(d.utc().AddDate(0, 0, n)) }

// AddMonths is the same day of the month n months later; where that month is
// shorter, its last day. Counting always starts from the first date: 31
// January plus two months is 31 March, although plus one is 28 February.
func (d Date) AddMonths(n int) Date {
	first := civil(time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	last := time.Date(first.Year, first.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return Date{first.Year, first.Month, min(d.Day, last)}
}

// DaysSince is the number of days from other to d, negative where d is earlier.
func (d Date) DaysSince(other Date) int {
	return int(d.utc().Sub(other.utc()) / (24 * time.Hour))
}

// Start is the first instant of the day in loc.
func (d Date) Start(loc *time.Location) time.Time { return d.At(loc, 0) }

// At is the instant at which clocks in loc show minute minutes past midnight
// on this day; 24*60 is the next day's start. Where clocks skip that time it
// is the first instant after the gap, where they show it twice the first one.
func (d Date) At(loc *time.Location, minute int) time.Time {
	wanted := time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, time.UTC)
	t := time.Date(wanted.Year(), wanted.Month(), wanted.Day(), wanted.Hour(), wanted.Minute(), 0, 0, loc)
	start, end := t.ZoneBounds()
	switch shown := wallClock(t); {
	case shown.After(wanted): // in a gap, read with the offset before it
		return start.UTC()
	case shown.Before(wanted): // in a gap, read with the offset after it
		return end.UTC()
	}
	return firstOf(t, start).UTC()
}

// firstOf is the earlier instant with the wall clock of t, if there is one;
// start is when the zone's present offset began.
func firstOf(t, start time.Time) time.Time {
	if start.IsZero() {
		return t
	}
	_, now := t.Zone()
	_, before := start.Add(-time.Nanosecond).Zone()
	earlier := t.Add(time.Duration(now-before) * time.Second)
	if earlier.Before(start) {
		return earlier
	}
	return t
}

// wallClock is what clocks show at t, as an instant of UTC for comparing.
func wallClock(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.Add(time.Duration(offset) * time.Second).UTC()
}
