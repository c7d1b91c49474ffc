package rota

import (
	"slices"
	"time"
)

// Closure is a time during which the desk is closed, entered by hand: a bridge
// day, the firm's holidays.
type Closure struct {
	ID   int64
	From Date
	To   Date   // the last closed day; zero: From alone
	Text string // what people are told, "" for nothing
	// Declared is the day the closure was entered. Days before it were worked:
	// a closure entered late does not change who was on duty in the past.
	// Zero: known from the beginning.
	Declared Date
}

// Covers says whether the desk is closed on the date by this closure.
func (c Closure) Covers(date Date) bool {
	return !date.Before(c.first()) && !date.After(c.last())
}

func (c Closure) first() Date {
	if !c.Declared.IsZero() && c.From.Before(c.Declared) {
		return c.Declared
	}
	return c.From
}

func (c Closure) last() Date {
	if c.To.IsZero() {
		return c.From
	}
	return c.To
}

// Calendar says on which days and at which hours the desk is staffed.
type Calendar struct {
	Location *time.Location // the desk's zone; nil is UTC
	Hours    Hours
	Region   Region    // whose public holidays; "" is RegionFrance
	Worked   []string  // codes of holidays on which the desk works all the same ("whit-monday")
	Closures []Closure // closed by hand
}

// OffKind is why a day is no working day.
type OffKind string

// The reasons, the strongest first: a closure on a Sunday is a weekend.
const (
	OffWeekend OffKind = "weekend" // a weekday without opening hours
	OffHoliday OffKind = "holiday"
	OffClosure OffKind = "closure"
)

// DayOff is why the desk is closed on a day; the zero value is a working day.
type DayOff struct {
	Kind     OffKind
	Holidays []Holiday // set with OffHoliday: one, sometimes two
	Closure  Closure   // set with OffClosure
}

// maxScanDays bounds the search for a working day: a calendar without one in
// that time is treated as closed for good.
const maxScanDays = 3 * 366

// Zone is the desk's zone, never nil.
func (c Calendar) Zone() *time.Location {
	if c.Location == nil {
		return time.UTC
	}
	return c.Location
}

// IsWorkingDay says whether the desk is staffed on the date at all, and if not
// why not (R16).
func (c Calendar) IsWorkingDay(date Date) (bool, DayOff) {
	if len(c.Hours[date.Weekday()]) == 0 {
		return false, DayOff{Kind: OffWeekend}
	}
	if names := c.holidays(date); len(names) > 0 {
		return false, DayOff{Kind: OffHoliday, Holidays: names}
	}
	for _, closure := range c.Closures {
		if closure.Covers(date) {
			return false, DayOff{Kind: OffClosure, Closure: closure}
		}
	}
	return true, DayOff{}
}

func (c Calendar) region() Region {
	if c.Region == "" {
		return RegionFrance
	}
	return c.Region
}

// holidays are the date's holidays on which the desk is closed.
func (c Calendar) holidays(date Date) []Holiday {
	return slices.DeleteFunc(HolidaysOn(c.region(), date), c.worked)
}

func (c Calendar) worked(h Holiday) bool { return slices.Contains(c.Worked, h.Code) }

// FirstWorkingDayOnOrAfter is the date itself or the first working day after
// it; false where the calendar has none within three years.
func (c Calendar) FirstWorkingDayOnOrAfter(date Date) (Date, bool) {
	for range maxScanDays {
		if ok, _ := c.IsWorkingDay(date); ok {
			return date, true
		}
		date = date.AddDays(1)
	}
	return Date{}, false
}

// NextWorkingDay is the first working day after the date.
func (c Calendar) NextWorkingDay(date Date) (Date, bool) {
	return c.FirstWorkingDayOnOrAfter(date.AddDays(1))
}

// AddWorkingDays is the n-th working day after the date (n of 0: the date or
// the first working day on or after it). R13's "after five working days" of a
// Thursday is the Thursday that follows.
func (c Calendar) AddWorkingDays(date Date, n int) (Date, bool) {
	ok := true
	if n <= 0 {
		return c.FirstWorkingDayOnOrAfter(date)
	}
	for range n {
		if date, ok = c.NextWorkingDay(date); !ok {
			return Date{}, false
		}
	}
	return date, true
}
