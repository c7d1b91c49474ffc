package rota

import "time"

// WorkingDaysBetween counts the working days of the calendar from one day
// (included) to another (excluded), negative where to is earlier.
func (c Calendar) WorkingDaysBetween(from, to Date) int { return c.turnsBetween(from, to) }

// turnsBetween counts the working days from (included) to (excluded)
// negative where to is earlier. It does not walk the
// days: whole weeks are multiplied, holidays taken by year.
func (c Calendar) turnsBetween(from, to Date) int {
	if to.Before(from) {
		return -c.turnsBetween(to, from)
	}
	n := c.weekdaysBetween(from, to)
	off := map[Date]bool{}
	for year := from.Year; year <= to.Year; year++ {
		for date, names := range HolidaysIn(c.region(), year) {
			if c.allWorked(names) {
				continue
			}
			off[date] = true
			if c.opensOn(date) && within(date, from, to) {
				n--
			}
		}
	}
	return n - c.closedTurns(from, to, off)
}

func within(date, from, to Date) bool { return !date.Before(from) && date.Before(to) }

func (c Calendar) opensOn(date Date) bool { return len(c.Hours[date.Weekday()]) > 0 }

func (c Calendar) allWorked(names []Holiday) bool {
	for _, h := range names {
		if !c.worked(h) {
			return false
		}
	}
	return true
}

// weekdaysBetween counts the days of the week with opening hours.
func (c Calendar) weekdaysBetween(from, to Date) int {
	perWeek := 0
	for _, ranges := range c.Hours {
		if len(ranges) > 0 {
			perWeek++
		}
	}
	days := to.DaysSince(from)
	n := days / 7 * perWeek
	for i := range days % 7 {
		if len(c.Hours[(from.Weekday()+time.Weekday(i))%7]) > 0 {
			n++
		}
	}
	return n
}

// closedTurns counts the days that closures take from the rotation; off are
// the days that it does not have anyway, and is added to.
func (c Calendar) closedTurns(from, to Date, off map[Date]bool) int {
	n := 0
	for _, closure := range c.Closures {
		date := closure.first()
		if date.Before(from) {
			date = from
		}
		for date.Before(to) && !date.After(closure.last()) {
			if c.opensOn(date) && !off[date] {
				off[date] = true
				n++
			}
			date = date.AddDays(1)
		}
	}
	return n
}
