package config

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// parseDuration is time.ParseDuration with days ("14d") besides; a number
// without a unit is refused, for nobody knows what it means.
func parseDuration(text string) (time.Duration, error) {
	wrong := fmt.Errorf(`%q is not a duration; "60s", "9m" or "1h" would be one`, text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 36500 {
			return 0, wrong
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	d, err := time.ParseDuration(strings.ReplaceAll(text, " ", ""))
	if err != nil || d < 0 || text == "0" {
		return 0, wrong
	}
	return d, nil
}

// formatDuration leaves out the zero parts that time.Duration.String adds,
// and says a minute as people do here: 60s.
func formatDuration(d time.Duration) string {
	if d == time.Minute {
		return "60s"
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// sizeUnits go from the largest to the smallest, the binary ones first, so
// that formatBytes finds the shortest exact form.
func sizeUnits() []struct {
	name  string
	bytes int64
} {
	return []struct {
		name  string
		bytes int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1}}
}

// parseBytes reads "1 MiB", "50MB" or a bare number of bytes.
func parseBytes(text string) (int64, error) {
	number := strings.TrimRightFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	unit := strings.TrimSpace(text[len(number):])
	n, err := strconv.ParseInt(number, 10, 64)
	if err == nil && n >= 0 {
		if unit == "" {
			return n, nil
		}
		for _, u := range sizeUnits() {
			if strings.EqualFold(u.name, unit) && n <= math.MaxInt64/u.bytes {
				return n * u.bytes, nil
			}
		}
	}
	return 0, fmt.Errorf(`%q is not a size; "1 MiB" or 1048576 would be one`, text)
}

func formatBytes(n int64) string {
	for _, u := range sizeUnits() {
		if n >= u.bytes && n%u.bytes == 0 {
			return fmt.Sprintf("%d %s", n/u.bytes, u.name)
		}
	}
	return "0 B"
}

func parseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf(`%q is not a day; "2026-12-24" would be one`, text)
	}
	return Date{t.Year(), t.Month(), t.Day()}, nil
}

// parseDates reads days and ranges of days (first/last), gives each day once,
// in order.
func parseDates(items []string) ([]Date, error) {
	dates := []Date{}
	for _, item := range items {
		first, last, ok := strings.Cut(item, "/")
		if !ok {
			last = first
		}
		from, err := parseDate(strings.TrimSpace(first))
		if err != nil {
			return nil, err
		}
		to, err := parseDate(strings.TrimSpace(last))
		if err != nil {
			return nil, err
		}
		days := int(to.In(time.UTC).Sub(from.In(time.UTC)).Hours()/24) + 1
		if days < 1 || days > 366 {
			return nil, fmt.Errorf(`%q ends before it begins, or is longer than a year; "2026-12-28/2026-12-31" would be right`, item)
		}
		for i := range days {
			t := from.In(time.UTC).AddDate(0, 0, i)
			dates = append(dates, Date{t.Year(), t.Month(), t.Day()})
		}
	}
	slices.SortFunc(dates, func(a, b Date) int { return a.In(time.UTC).Compare(b.In(time.UTC)) })
	return slices.Compact(dates), nil
}

// parseSpans reads "09:00-12:00"; spans must follow one another.
func parseSpans(items []string) ([]Span, error) {
	spans, err := mapItems(items, parseSpan)
	if err != nil {
		return nil, err
	}
	for i := 1; i < len(spans); i++ {
		if spans[i].FromMinutes < spans[i-1].ToMinutes {
			return nil, fmt.Errorf("%q begins before %q ends; write the hours in order, without overlap", items[i], items[i-1])
		}
	}
	return spans, nil
}

func parseSpan(text string) (Span, error) {
	from, to, ok := strings.Cut(text, "-")
	a, errA := parseClock(from)
	b, errB := parseClock(to)
	if !ok || errA != nil || errB != nil || a >= b {
		return Span{}, fmt.Errorf(`%q is not a part of a day; "09:00-12:00" would be one`, text)
	}
	return Span{a, b}, nil
}

// parseClock reads 9:00, 09:00 or 24:00 as minutes after midnight.
func parseClock(text string) (int, error) {
	hour, minute, ok := strings.Cut(strings.TrimSpace(text), ":")
	h, errH := strconv.ParseUint(hour, 10, 8)
	m, errM := strconv.ParseUint(minute, 10, 8)
	if !ok || errH != nil || errM != nil || len(minute) != 2 || m > 59 || h*60+m > 24*60 {
		return 0, fmt.Errorf("%q is not a time of day", text)
	}
	return int(h*60 + m), nil
}

// parseWeekday takes the English name, or its first three letters.
func parseWeekday(text string) (time.Weekday, error) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if text := strings.ToLower(text); text == name || text == name[:3] {
			return d, nil
		}
	}
	return 0, fmt.Errorf(`%q is not a day of the week; "monday" would be one`, text)
}
