package parser

import (
	"strings"
	"time"

	"permanence/parser/charset"
)

// maxDateBytes is the longest Date field that is read.
const maxDateBytes = 200

// parseDate reads a Date field: that of RFC 5322, and what else programs wrote
// there in their own order, language or zone. It is false when nobody can tell
// the day (reliability P11). Without a zone the time is taken as UTC.
func parseDate(value string) (time.Time, bool) {
	value = strings.ReplaceAll(stripComments(value), "&#43;", "+") // as pages write it
	if value == "" || len(value) > maxDateBytes {
		return time.Time{}, false
	}
	scan := dateScan{tokens: dateTokens(charset.Unlabelled(value)), zone: unset, hour: unset}
	scan.run()
	return scan.time()
}

// unset stands for a number that a date did not give.
const unset = -1 << 20

// dateScan gathers the pieces of a date in whatever order they come.
type dateScan struct {
	tokens            []dateToken
	pos               int
	year              int
	month             time.Month
	day               int
	hour, minute, sec int
	afternoon         bool
	morning           bool
	zone              int   // minutes east
	small             []int // numbers that are the day, a month or a short year
	dotted            bool  // they stand with dots between: the day comes first
}

func (d *dateScan) run() {
	for d.pos = 0; d.pos < len(d.tokens); d.pos++ {
		if t := d.tokens[d.pos]; t.number {
			d.readNumber(t)
		} else {
			d.readWord(t)
		}
	}
	d.sortSmall()
}

func (d *dateScan) readWord(t dateToken) {
	if m := monthOf(t.text); m != 0 {
		d.month = m // the last counts: "mar" can be a Tuesday before
		return
	}
	minutes, isZone := zoneMinutes[t.text]
	switch {
	case isZone && d.hour != unset && d.zone == unset:
		d.zone = minutes
	case t.text == "pm", t.text == "p" && d.nextIs("m"):
		d.afternoon = true
	case t.text == "am", t.text == "a" && d.nextIs("m"):
		d.morning = true
	}
}

func (d *dateScan) readNumber(t dateToken) {
	switch {
	case d.hour == unset && d.readClock(t):
	case d.hour != unset && d.readZone(t):
	case len(t.text) == 4 && d.year == 0:
		d.year = t.value
		d.readAfterYear()
	case len(t.text) == 8 && d.year == 0:
		d.year, d.month, d.day = t.value/10000, time.Month(t.value/100%100), t.value%100
	case len(t.text) == 6 && d.hour == unset && d.at(-1).text == "t":
		d.hour, d.minute, d.sec = t.value/10000, t.value/100%100, t.value%100
	case len(t.text) <= 3:
		d.dotted = d.dotted || len(d.small) > 0 && t.before == "."
		d.small = append(d.small, t.value)
	}
}

// readAfterYear reads month and day of ISO 8601.
func (d *dateScan) readAfterYear() {
	if len(d.small) > 0 || d.month != 0 {
		return
	}
	mark := d.at(1).before
	if mark != "-" && mark != "/" && mark != "." || !d.at(1).number || !d.at(2).number || d.at(2).before != mark {
		return
	}
	d.month, d.day = time.Month(d.at(1).value), d.at(2).value
	d.pos += 2
}

// readClock reads hours, minutes and perhaps seconds between colons, or as
// "10h05". Points stand between them only where the day was read already.
func (d *dateScan) readClock(t dateToken) bool {
	next := d.at(1)
	hours := next.text == "h" && d.at(2).number && next.before == "" && d.at(2).before == ""
	if hours {
		d.hour, d.minute = t.value, d.at(2).value
		d.pos += 2
		return true
	}
	points := next.before == "." && len(next.text) == 2 && d.month != 0 && d.year != 0 && (d.day != 0 || len(d.small) > 0)
	if !next.number || len(t.text) > 2 || next.before != ":" && !points {
		return false
	}
	d.hour, d.minute = t.value, next.value
	d.pos++
	if s := d.at(1); s.number && s.before == next.before && len(s.text) <= 2 {
		d.sec = s.value
		d.pos++
		if f := d.at(1); f.number && (f.before == "." || f.before == ",") {
			d.pos++
		}
	}
	return true
}

// readZone reads an offset: a sign after the time, a blank or a name.
func (d *dateScan) readZone(t dateToken) bool {
	sign := 0
	switch strings.TrimLeft(t.before, " ") {
	case "+":
		sign = 1
	case "-", "−", "–":
		sign = -1
	}
	if sign == 0 || d.zone != unset && d.zone != 0 {
		return d.zone != unset && len(t.text) == 4 && d.year != 0 // a second zone
	}
	if before := d.at(-1); t.before[0] != ' ' && !before.number && before.text != "utc" && before.text != "gmt" {
		return false // "5-Oct-2026"
	}
	switch hours, minutes := t.value, 0; {
	case len(t.text) <= 2:
		if m := d.at(1); m.number && m.before == ":" {
			minutes = m.value
			d.pos++
		}
		d.zone = sign * (hours*60 + minutes)
	case len(t.text) <= 4:
		d.zone = sign * (hours/100*60 + hours%100)
	default:
		return false
	}
	return true
}

// sortSmall gives the numbers without a name their sense: a day, a month where
// no word named it, a year of two digits. Where day and month could be either,
// only an English hour tells that the month comes first.
func (d *dateScan) sortSmall() {
	s := d.small
	if d.month == 0 && len(s) >= 2 {
		first, second := s[0], s[1]
		switch {
		case first > 12, d.dotted, first == second:
			d.day, d.month = first, time.Month(second)
		case second > 12, d.afternoon, d.morning:
			d.day, d.month = second, time.Month(first)
		}
		s = s[2:]
	} else if d.day == 0 && len(s) > 0 {
		d.day, s = s[0], s[1:]
	}
	if d.year == 0 && len(s) > 0 {
		d.year = shortYear(s[0])
	}
}

// shortYear is RFC 5322 4.3: two digits below fifty are of this century, three
// count from 1900.
func shortYear(n int) int {
	if n < 50 {
		return n + 2000
	}
	return n + 1900
}

// time makes a date of the pieces; false without a day, and for one that no
// calendar or no mail has.
func (d *dateScan) time() (time.Time, bool) {
	hour := max(d.hour, 0)
	if d.afternoon && hour < 12 {
		hour += 12
	}
	if d.morning && hour == 12 {
		hour = 0
	}
	zone := d.zone
	if zone == unset {
		zone = 0
	}
	if d.day < 1 || d.month < 1 || d.month > 12 || d.year < 1970 || d.year > 2200 {
		return time.Time{}, false
	}
	if hour > 24 || d.minute > 59 || d.sec > 60 || zone < -24*60 || zone > 24*60 {
		return time.Time{}, false
	}
	if d.day > time.Date(d.year, d.month+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return time.Time{}, false
	}
	return time.Date(d.year, d.month, d.day, hour, d.minute-zone, d.sec, 0, time.UTC), true
}
