package schedule

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // the zone must load on a machine without zone files

	"github.com/robfig/cron/v3"
)

// Expression is when a job is due: a cron expression of five fields read in a
// zone. The library counts on a clock without summer time; what that clock
// shows is then looked up in the zone: a time that is skipped in spring is the
// first instant after the gap, one that comes twice in autumn is the first.
type Expression struct {
	text string
	cron *cron.SpecSchedule
	zone *time.Location
}

// Parse reads a cron expression of five fields in a zone. An expression that
// names a day that no calendar has (31 February) is refused.
func Parse(text string, zone *time.Location) (Expression, error) {
	parsed, err := cron.ParseStandard(text)
	spec, ok := parsed.(*cron.SpecSchedule)
	if err != nil || !ok || strings.HasPrefix(text, "@") || strings.Contains(text, "TZ=") {
		return Expression{}, fmt.Errorf(`%q is not a cron expression of five fields; "0 8 * * 1-5" would be one (8:00, Monday to Friday; Sunday is 0)`, text)
	}
	e := Expression{text: text, cron: spec, zone: zone}
	if spec.Next(time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Expression{}, fmt.Errorf("%q names a day that no calendar has", text)
	}
	return e, nil
}

// String is the expression as it was written.
func (e Expression) String() string { return e.text }

// Next is the first due instant after t, in UTC.
func (e Expression) Next(t time.Time) time.Time {
	civil := shown(t, e.zone)
	for {
		civil = e.cron.Next(civil)
		if civil.IsZero() {
			return time.Time{}
		}
		if at := instant(civil, e.zone); at.After(t) {
			return at
		}
	}
}

// Latest is the last due instant in (after, until], in UTC; the zero time
// where there is none. It looks back from until in growing steps, so that a
// long downtime of a frequent job costs little.
func (e Expression) Latest(after, until time.Time) time.Time {
	const day = 24 * time.Hour
	var last time.Time
	for _, back := range []time.Duration{2 * time.Hour, 3 * day, 400 * day, 0} {
		from := until.Add(-back)
		if back == 0 || from.Before(after) {
			from = after
		}
		for at := e.Next(from); !at.IsZero() && !at.After(until); at = e.Next(at) {
			last = at
		}
		if !last.IsZero() || from.Equal(after) {
			return last
		}
	}
	return last
}

// shown is what the clock on the wall shows at t, as a time in UTC.
func shown(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// instant is when the clock on the wall first shows that time, else the first
// instant after the gap in which it would lie.
func instant(civil time.Time, zone *time.Location) time.Time {
	y, m, d := civil.Date()
	guess := time.Date(y, m, d, civil.Hour(), civil.Minute(), civil.Second(), 0, zone)
	_, before := guess.Add(-12 * time.Hour).Zone()
	_, after := guess.Add(12 * time.Hour).Zone()
	if before == after {
		return guess.UTC()
	}
	early := civil.Add(-time.Duration(before) * time.Second) // by the clock before the change
	late := civil.Add(-time.Duration(after) * time.Second)   // by the clock after it
	if shown(early, zone).Equal(civil) {
		return early
	}
	if shown(late, zone).Equal(civil) {
		return late
	}
	return change(late, early, zone)
}

// change is the instant between from and to at which the zone changes its
// clocks, to the second.
func change(from, to time.Time, zone *time.Location) time.Time {
	_, old := from.In(zone).Zone()
	for to.Sub(from) > time.Second {
		middle := from.Add(to.Sub(from) / 2).Truncate(time.Second)
		if _, offset := middle.In(zone).Zone(); offset == old {
			from = middle
		} else {
			to = middle
		}
	}
	return to
}
