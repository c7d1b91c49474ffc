package ticket

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// When is a moment as an agent writes it: a day of the week, a number of days,
// a date, or a number of hours from now. Exactly one is set.
type When struct {
	Weekday *time.Weekday
	Days    int
	Minutes int
	Year    int // 0 where only day and month were written: the next one
	Month   time.Month
	Day     int
}

// ErrWhen says that a text is no moment, or one that is past.
var ErrWhen = errors.New("not a moment to come")

var weekdays = map[string]time.Weekday{
	"lundi": time.Monday, "mardi": time.Tuesday, "mercredi": time.Wednesday, "jeudi": time.Thursday,
	"vendredi": time.Friday, "samedi": time.Saturday, "dimanche": time.Sunday,
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
}

var dayWords = map[string]int{"demain": 1, "tomorrow": 1, "apresdemain": 2, "unesemaine": 7, "aweek": 7}

var months = map[string]time.Month{
	"janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
	"septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
}

var (
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	slashDate = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?$`)
	namedDate = regexp.MustCompile(`^(\d{1,2})(?:er|st|nd|rd|th)? (\p{L}+)(?: (\d{4}))?$`)
	counted   = regexp.MustCompile(`^(\d{1,3}) ?(h|heures?|hours?|j|jours?|d|days?|s|semaines?|w|weeks?)$`)
	politely  = regexp.MustCompile(`(?i)^(jusqu['’]?(au?|à|en)? ?|until |till |to |le |on |dans |in |next )+| prochaine?$`)
)

// ParseWhen reads lundi, demain, 3 jours, 2h, 2026-07-01, 01/07/2026, 1er
// juillet, and the like in English. Day comes before month. The error is ErrWhen.
func ParseWhen(text string) (When, error) {
	s := strings.ToLower(strings.TrimSpace(spaces.Replace(text)))
	s = strings.TrimSpace(politely.ReplaceAllString(s, ""))
	if day, ok := weekdays[Fold(s)]; ok {
		return When{Weekday: &day}, nil
	}
	if n, ok := dayWords[Fold(s)]; ok {
		return When{Days: n}, nil
	}
	if m := counted.FindStringSubmatch(s); m != nil {
		return countedWhen(m[1], m[2][0], text)
	}
	return dateWhen(s, text)
}

func countedWhen(number string, unit byte, text string) (When, error) {
	n, _ := strconv.Atoi(number)
	w := When{Days: n}
	switch unit {
	case 'h':
		w = When{Minutes: n * 60}
	case 's', 'w':
		w.Days = n * 7
	}
	if n == 0 || w.Days > 366 {
		return When{}, fmt.Errorf("%q: %w", text, ErrWhen)
	}
	return w, nil
}

func dateWhen(s, text string) (When, error) {
	var w When
	if m := isoDate.FindStringSubmatch(s); m != nil {
		w = When{Year: number(m[1]), Month: time.Month(number(m[2])), Day: number(m[3])}
	} else if m := slashDate.FindStringSubmatch(s); m != nil {
		w = When{Day: number(m[1]), Month: time.Month(number(m[2])), Year: number(m[3])}
	} else if m := namedDate.FindStringSubmatch(s); m != nil {
		w = When{Day: number(m[1]), Month: months[Fold(m[2])], Year: number(m[3])}
	}
	year := w.Year
	if year == 0 {
		year = 2000 // a leap year: the 29th of February may be meant
	}
	if d := time.Date(year, w.Month, w.Day, 0, 0, 0, 0, time.UTC); w.Month == 0 || d.Day() != w.Day || d.Month() != w.Month {
		return When{}, fmt.Errorf("%q: %w", text, ErrWhen)
	}
	return w, nil
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// Resolve gives the moment meant, seen from now in the desk's zone. A day
// becomes what opens makes of it: the start of the first staffed day on or
// after it. Weekdays are the next ones, never today; hours count from now as
// they are. The error is ErrWhen for a date that is past.
func (w When) Resolve(now time.Time, opens func(day time.Time) time.Time) (time.Time, error) {
	if w.Minutes > 0 {
		return now.Add(time.Duration(w.Minutes) * time.Minute), nil
	}
	at := opens(w.day(now))
	if !at.After(now) {
		return time.Time{}, fmt.Errorf("%s: %w", at.Format(time.DateOnly), ErrWhen)
	}
	return at, nil
}

// day is the midnight of the day meant.
func (w When) day(now time.Time) time.Time {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch {
	case w.Weekday != nil:
		ahead := (int(*w.Weekday)-int(today.Weekday())+6)%7 + 1
		return today.AddDate(0, 0, ahead)
	case w.Days > 0:
		return today.AddDate(0, 0, w.Days)
	case w.Year > 0:
		return time.Date(w.Year, w.Month, w.Day, 0, 0, 0, 0, now.Location())
	}
	return w.nextOfYear(today)
}

// nextOfYear: day and month without a year are the next ones that exist; the
// 29th of February may be eight years away.
func (w When) nextOfYear(today time.Time) time.Time {
	for year := today.Year(); year <= today.Year()+8; year++ {
		d := time.Date(year, w.Month, w.Day, 0, 0, 0, 0, today.Location())
		if d.Day() == w.Day && !d.Before(today) {
			return d
		}
	}
	return today
}
