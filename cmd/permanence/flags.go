package main

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
)

// usageError says that a command was called wrongly, and what would be right.
type usageError struct{ sentence string }

// Error is the sentence.
func (e *usageError) Error() string { return e.sentence }

func usage(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// quarters is a package or a gesture in whole quarter hours: 8h, 2h30, 1,5h.
type quarters int

var hoursForm = regexp.MustCompile(`^([0-9]{1,4})(?:[.,](25|5|50|75))? ?h ?(00|15|30|45)?$`)

// UnmarshalText reads hours with their unit: a bare number would be minutes
// elsewhere.
func (q *quarters) UnmarshalText(text []byte) error {
	s := strings.ToLower(strings.TrimSpace(string(text)))
	if s == "0" {
		s = "0h"
	}
	if n, ok := strings.CutSuffix(s, "min"); ok {
		minutes, err := strconv.Atoi(strings.TrimSpace(n))
		if err == nil && minutes > 0 && minutes%contract.QuarterMinutes == 0 {
			*q = quarters(minutes / contract.QuarterMinutes)
			return nil
		}
	}
	m := hoursForm.FindStringSubmatch(s)
	if m == nil || m[2] != "" && m[3] != "" {
		return fmt.Errorf("“%s” is no time in quarter hours: write for example 8h, 2h30 or 1,5h", text)
	}
	whole, _ := strconv.Atoi(m[1])
	part := map[string]int{"": 0, "00": 0, "25": 1, "15": 1, "5": 2, "50": 2, "30": 2, "75": 3, "45": 3}
	*q = quarters(whole*4 + part[m[2]] + part[m[3]])
	return nil
}

// cents is an amount in euros: 95, 95,50 or 95.5.
type cents int

var eurosForm = regexp.MustCompile(`^([0-9]{1,6})(?:[.,]([0-9]{1,2}))? ?€?$`)

// UnmarshalText reads euros, with a comma or a dot before the cents.
func (c *cents) UnmarshalText(text []byte) error {
	m := eurosForm.FindStringSubmatch(strings.TrimSpace(string(text)))
	if m == nil {
		return fmt.Errorf("“%s” is no amount in euros: write for example 95 or 95,50", text)
	}
	whole, _ := strconv.Atoi(m[1])
	part, _ := strconv.Atoi((m[2] + "00")[:2])
	*c = cents(whole*100 + part)
	return nil
}

// minutes is time spent as people write it: 25, 1h15, 1,25h.
type minutes int

// UnmarshalText reads a duration; 1h30 is ninety minutes.
func (m *minutes) UnmarshalText(text []byte) error {
	n, err := ticket.ParseDuration(string(text))
	*m = minutes(n)
	return err
}

// instant is a moment or a day, as 2026-07-01T08:00:00+02:00 or 2026-07-01.
type instant struct {
	at  time.Time
	day contract.Date
}

// UnmarshalText reads RFC 3339, or a date.
func (i *instant) UnmarshalText(text []byte) error {
	at, err := time.Parse(time.RFC3339, string(text))
	if err == nil {
		i.at = at
		return nil
	}
	if i.day, err = contract.ParseDate(string(text)); err != nil {
		return fmt.Errorf("“%s” is no moment: write 2026-07-01T08:00:00+02:00 or 2026-07-01", text)
	}
	return nil
}

// in is the moment; of a day it is the first one in the zone.
func (i instant) in(zone *time.Location) time.Time {
	if i.day.IsZero() {
		return i.at
	}
	return i.day.Start(zone)
}

// text is what was given as an argument, or on standard input where that is -.
func (a *app) text(argument string) (string, error) {
	if argument != "-" {
		return argument, nil
	}
	b, err := io.ReadAll(io.LimitReader(a.in, maxText+1))
	if err == nil && len(b) > maxText {
		err = usage("the text is longer than %d bytes", maxText)
	}
	return string(b), err
}

const maxText = 1 << 20
