package templates

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	nbsp       = "\u00a0" // keeps a number with its unit, a word with its colon
	narrow     = "\u202f" // groups thousands in French
	minusSign  = "−"
	barCells   = 20 // width of the bar in the text part
	minutesIn  = 15 // of one quarter
	centsInOne = 100
)

// Language writes numbers, durations and dates as one language does.
type Language struct {
	code  string
	words *words
}

// Code is "fr" or "en".
func (l *Language) Code() string { return l.code }

func (l *Language) french() bool { return l.code == "fr" }

// Minutes writes a duration in prose: 1 h 15, 2 h, 45 min.
func (l *Language) Minutes(minutes int) string {
	if minutes < 0 {
		return minusSign + l.Minutes(-minutes)
	}
	h, m := minutes/60, minutes%60
	switch {
	case h == 0:
		return fmt.Sprintf("%d%smin", m, nbsp)
	case m == 0:
		return fmt.Sprintf("%d%sh", h, nbsp)
	}
	return fmt.Sprintf("%d%sh%s%02d", h, nbsp, nbsp, m)
}

// Quarters writes counted time in prose.
func (l *Language) Quarters(quarters int) string { return l.Minutes(quarters * minutesIn) }

// Cell writes counted time for a column, always with hours and two digits of
// minutes, so that the column lines up: 0 h 15, 12 h 00.
func (l *Language) Cell(quarters int) string {
	sign := ""
	if quarters < 0 {
		sign, quarters = minusSign, -quarters
	}
	minutes := quarters * minutesIn
	return fmt.Sprintf("%s%d%sh%s%02d", sign, minutes/60, nbsp, nbsp, minutes%60)
}

// Hours writes counted time as a decimal number of hours, for invoices: 1,25 h.
func (l *Language) Hours(quarters int) string {
	return l.decimal(quarters*25) + nbsp + "h"
}

// decimal writes hundredths with the language's separators.
func (l *Language) decimal(hundredths int) string {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = minusSign, -hundredths
	}
	group, point := ",", "."
	if l.french() {
		group, point = narrow, ","
	}
	return fmt.Sprintf("%s%s%s%02d", sign, grouped(hundredths/centsInOne, group), point, hundredths%centsInOne)
}

func grouped(n int, by string) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + by + s[i:]
	}
	return s
}

// Money writes an amount excluding VAT: 1 234,50 € HT.
func (l *Language) Money(cents int) string {
	if l.french() {
		return l.decimal(cents) + nbsp + "€" + nbsp + "HT"
	}
	return "€" + l.decimal(cents) + nbsp + "excl." + nbsp + "VAT"
}

// Percent writes 62 %.
func (l *Language) Percent(n int) string {
	if l.french() {
		return strconv.Itoa(n) + nbsp + "%"
	}
	return strconv.Itoa(n) + "%"
}

// Ratio is part of whole in per cent, rounded down, so that 100 is only said
// when it is reached; 0 of 0 is 0, something of 0 is 100.
func Ratio(part, whole int) int {
	switch {
	case part <= 0:
		return 0
	case whole <= 0:
		return 100
	}
	return part * 100 / whole
}

// Bar draws part of whole in characters, with the percentage beside it.
func (l *Language) Bar(part, whole int) string {
	full := Ratio(part, whole)
	cells := min(full*barCells/100, barCells)
	return strings.Repeat("▓", cells) + strings.Repeat("░", barCells-cells) + " " + l.Percent(full)
}

// Size writes a file's size: 340 Ko, 1,2 Mo.
func (l *Language) Size(bytes int) string {
	unit, kilo, mega := "B", "KB", "MB"
	if l.french() {
		unit, kilo, mega = "octets", "Ko", "Mo"
	}
	switch {
	case bytes < 1000:
		return strconv.Itoa(bytes) + nbsp + unit
	case bytes < 1_000_000:
		return strconv.Itoa((bytes+500)/1000) + nbsp + kilo
	}
	tenths := (bytes + 50_000) / 100_000
	point := "."
	if l.french() {
		point = ","
	}
	return grouped(tenths/10, nbsp) + point + strconv.Itoa(tenths%10) + nbsp + mega
}

// inZone is the instant as the desk's clocks show it.
func inZone(zone *time.Location, at time.Time) time.Time {
	if zone == nil {
		return at.UTC()
	}
	return at.In(zone)
}

// Day writes lundi 21 septembre 2026.
func (l *Language) Day(zone *time.Location, at time.Time) (string, error) {
	at = inZone(zone, at)
	weekday, err := l.words.word("weekday", int(at.Weekday()))
	if err != nil {
		return "", err
	}
	date, err := l.Date(zone, at)
	return weekday + " " + date, err
}

// Date writes 21 septembre 2026, and 1er for the first in French.
func (l *Language) Date(zone *time.Location, at time.Time) (string, error) {
	month, err := l.Month(zone, at)
	return l.ordinal(inZone(zone, at).Day()) + nbsp + month, err
}

func (l *Language) ordinal(day int) string {
	if day == 1 && l.french() {
		return "1er"
	}
	return strconv.Itoa(day)
}

// Month writes septembre 2026.
func (l *Language) Month(zone *time.Location, at time.Time) (string, error) {
	at = inZone(zone, at)
	name, err := l.words.word("month", int(at.Month()))
	return fmt.Sprintf("%s %d", name, at.Year()), err
}

// Short writes 21/09/2026 in French, 21 Sep 2026 in English.
func (l *Language) Short(zone *time.Location, at time.Time) string {
	if l.french() {
		return inZone(zone, at).Format("02/01/2006")
	}
	return strings.ReplaceAll(inZone(zone, at).Format("2 Jan 2006"), " ", nbsp)
}

// Clock writes 14:05.
func (l *Language) Clock(zone *time.Location, at time.Time) string {
	return inZone(zone, at).Format("15:04")
}

// Moment writes lundi 21 septembre 2026 à 14:05.
func (l *Language) Moment(zone *time.Location, at time.Time) (string, error) {
	day, err := l.Day(zone, at)
	if err != nil {
		return "", err
	}
	joint, err := l.words.word("at")
	return day + " " + joint + nbsp + l.Clock(zone, at), err
}

// Period names what lies between two instants, the second one excluded: a
// whole calendar month by its name, anything else by its first and last day.
func (l *Language) Period(zone *time.Location, from, until time.Time) (string, error) {
	a, b := inZone(zone, from), inZone(zone, until)
	if a.Day() == 1 && a.AddDate(0, 1, 0).Equal(b) {
		return l.Month(zone, from)
	}
	first, err := l.Date(zone, a)
	if err != nil {
		return "", err
	}
	last, err := l.Date(zone, b.Add(-time.Nanosecond))
	if err != nil {
		return "", err
	}
	joint, err := l.words.word("to")
	return first + " " + joint + " " + last, err
}
