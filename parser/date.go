package parser

import (
	"net/mail"
	"regexp"
	"strings"
	"time"

	"permanence/parser/charset"
)

// dateLayouts are the forms seen in Date fields that RFC 5322 does not allow,
// tried after it. Weekday names are taken off before.
var dateLayouts = []string{
	"2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04 -0700",
	"2 Jan 2006 15:04:05",
	"2 Jan 2006 15:04",
	"2 Jan 06 15:04:05 -0700",
	"2 January 2006 15:04:05 -0700",
	"2-Jan-2006 15:04:05 -0700",
	"2-Jan-06 15:04:05 -0700",
	"Jan 2 15:04:05 2006 -0700",
	"Jan 2 15:04:05 2006",
	"Jan 2, 2006 15:04:05 -0700",
	"Jan 2, 2006 3:04:05 PM -0700",
	"Jan 2, 2006 3:04 PM",
	"2006-01-02T15:04:05Z07:00",
	"2006-01-02T15:04:05-0700",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05",
	"2006/01/02 15:04:05 -0700",
	"2 Jan 2006",
}

// zoneOffsets are the zone names of RFC 5322 4.3 and the usual European ones.
var zoneOffsets = map[string]string{
	"UT": "+0000", "GMT": "+0000", "UTC": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"WET": "+0000", "WEST": "+0100", "BST": "+0100", "CET": "+0100", "CEST": "+0200",
	"MET": "+0100", "MEST": "+0200", "EET": "+0200", "EEST": "+0300", "MSK": "+0300", "JST": "+0900",
}

var weekdayBefore = regexp.MustCompile(`^[^\d,]{2,12}[,.]\s*|^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+`)

// parseDate reads a Date field; false when nobody can (reliability P11).
func parseDate(value string) (time.Time, bool) {
	value = strings.TrimSpace(stripComments(value))
	if value == "" || len(value) > 200 {
		return time.Time{}, false
	}
	if t, err := mail.ParseDate(value); err == nil {
		return plausible(t)
	}
	return parseOddDate(value)
}

func parseOddDate(value string) (time.Time, bool) {
	words := strings.Fields(weekdayBefore.ReplaceAllString(charset.OneLine(value), ""))
	for i, w := range words {
		if offset, ok := zoneOffsets[strings.Trim(w, "\"")]; ok {
			words[i] = offset
		}
		if rest, ok := strings.CutPrefix(words[i], "GMT"); ok && len(rest) > 1 {
			words[i] = rest
		}
	}
	// A second zone, or junk after the first, does not count.
	for i, w := range words {
		if len(w) == 5 && (w[0] == '+' || w[0] == '-') {
			words = words[:i+1]
			break
		}
	}
	text := strings.Join(words, " ")
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return plausible(t)
		}
	}
	return time.Time{}, false
}

// plausible refuses years that no mail has, and offsets beyond a day.
func plausible(t time.Time) (time.Time, bool) {
	_, offset := t.Zone()
	if t.Year() < 1970 || t.Year() > 2200 || offset > 24*3600 || offset < -24*3600 {
		return time.Time{}, false
	}
	return t.UTC(), true
}
