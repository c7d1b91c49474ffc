package rota

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a day written as 2026-07-01 or, in the French order, as
// 01/07/2026 (also 1/7/2026). The error says what would be right.
func ParseDate(text string) (Date, error) {
	text = strings.TrimSpace(text)
	day, month, year, ok := dateFields(text)
	if !ok {
		return Date{}, fmt.Errorf("%q is not a date: write 2026-07-01 or 01/07/2026", text)
	}
	if month < 1 || month > 12 {
		return Date{}, fmt.Errorf("%q is not a date: there is no month %d; write year-month-day or day/month/year", text, month)
	}
	if year < 1000 || year > 9999 {
		return Date{}, fmt.Errorf("%q is not a date: write the year with four figures", text)
	}
	date := NewDate(year, time.Month(month), day)
	if day < 1 || date.Day != day {
		last := NewDate(year, time.Month(month)+1, 0).Day
		return Date{}, fmt.Errorf("%q is not a date: %s %d has %d days", text, time.Month(month), year, last)
	}
	return date, nil
}

func dateFields(text string) (day, month, year int, ok bool) {
	if parts := strings.Split(text, "-"); len(parts) == 3 {
		year, month, day, ok = numbers(parts)
		return day, month, year, ok && len(parts[0]) == 4
	}
	if parts := strings.Split(text, "/"); len(parts) == 3 {
		day, month, year, ok = numbers(parts)
		return day, month, year, ok
	}
	return 0, 0, 0, false
}

func numbers(parts []string) (a, b, c int, ok bool) {
	var n [3]int
	for i, part := range parts {
		if part == "" || len(part) > 4 || strings.Trim(part, "0123456789") != "" {
			return 0, 0, 0, false
		}
		n[i], _ = strconv.Atoi(part)
	}
	return n[0], n[1], n[2], true
}
