package rota

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Range is a part of a day during which the desk is staffed, from the first
// minute to before the last, in minutes past midnight on the wall clock.
type Range struct {
	FromMinutes int
	ToMinutes   int
}

// Hours are the opening hours of a week, by time.Weekday (Sunday is 0). A
// weekday without ranges is no working day. Ranges of a day are in order and
// do not overlap, as ParseRanges gives them.
type Hours [7][]Range

// DefaultHours is 9:00-12:00 and 14:00-18:00, Monday to Friday (R9).
func DefaultHours() Hours {
	ranges := []Range{{9 * 60, 12 * 60}, {14 * 60, 18 * 60}}
	return Week(ranges, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
}

// Week gives the same ranges to each of the days.
func Week(ranges []Range, days ...time.Weekday) Hours {
	var h Hours
	for _, day := range days {
		h[day] = ranges
	}
	return h
}

// ParseRanges reads opening hours as "9:00-12:00, 14:00-18:00" (9h00 and 9h
// are read too, 24:00 ends a day). The error says what is wrong.
func ParseRanges(text string) ([]Range, error) {
	var ranges []Range
	last := 0
	for part := range strings.SplitSeq(text, ",") {
		from, to, ok := strings.Cut(strings.TrimSpace(part), "-")
		if !ok {
			return nil, fmt.Errorf("%q are no opening hours: write 9:00-12:00, 14:00-18:00", text)
		}
		r, err := parseRange(from, to)
		if err != nil {
			return nil, err
		}
		if r.FromMinutes < last {
			return nil, fmt.Errorf("the hours %q overlap or are not in order", text)
		}
		last = r.ToMinutes
		ranges = append(ranges, r)
	}
	return ranges, nil
}

func parseRange(from, to string) (Range, error) {
	var r Range
	var err error
	if r.FromMinutes, err = ParseClock(from); err != nil {
		return r, err
	}
	if r.ToMinutes, err = ParseClock(to); err != nil {
		return r, err
	}
	if r.FromMinutes >= r.ToMinutes {
		return r, fmt.Errorf("%s-%s ends before it begins", strings.TrimSpace(from), strings.TrimSpace(to))
	}
	return r, nil
}

// ParseClock reads a time of day as 9:00, 18h30 or 24:00, in minutes past
// midnight. The error says what is wrong.
func ParseClock(text string) (int, error) {
	text = strings.TrimSpace(text)
	hour, minute, _ := strings.Cut(strings.Replace(text, "h", ":", 1), ":")
	if minute == "" {
		minute = "00"
	}
	h, errHour := strconv.Atoi(hour)
	m, errMinute := strconv.Atoi(minute)
	bad := errHour != nil || errMinute != nil || len(minute) != 2 || h < 0 || m < 0 || m > 59
	if bad || h*60+m > 24*60 {
		return 0, fmt.Errorf("%q is not a time of day: write 9:00 or 18:30", text)
	}
	return h*60 + m, nil
}
