package rota

import "time"

// span is one staffed stretch of a day as instants.
type span struct{ from, to time.Time }

// spans are the staffed stretches of a working day; a stretch that summer
// time swallows is left out.
func (c Calendar) spans(date Date) []span {
	if ok, _ := c.IsWorkingDay(date); !ok {
		return nil
	}
	var out []span
	for _, r := range c.Hours[date.Weekday()] {
		s := span{date.At(c.Zone(), r.FromMinutes), date.At(c.Zone(), r.ToMinutes)}
		if s.from.Before(s.to) {
			out = append(out, s)
		}
	}
	return out
}

// IsOpen says whether the desk is staffed at the instant.
func (c Calendar) IsOpen(t time.Time) bool {
	for _, s := range c.spans(DateOf(t, c.Zone())) {
		if !t.Before(s.from) && t.Before(s.to) {
			return true
		}
	}
	return false
}

// NextOpen is when the desk is next staffed (R9): t itself where it is open,
// in UTC; false where the calendar never opens within three years.
func (c Calendar) NextOpen(t time.Time) (time.Time, bool) {
	t = t.UTC()
	date := DateOf(t, c.Zone())
	for range maxScanDays {
		for _, s := range c.spans(date) {
			if t.Before(s.from) {
				return s.from, true
			}
			if t.Before(s.to) {
				return t, true
			}
		}
		date = date.AddDays(1)
	}
	return time.Time{}, false
}

// Opening is when the desk opens on the date; false on a day off.
func (c Calendar) Opening(date Date) (time.Time, bool) {
	spans := c.spans(date)
	if len(spans) == 0 {
		return time.Time{}, false
	}
	return spans[0].from, true
}
