package rota

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestAFeedIsWrittenAsRFC5545Says(t *testing.T) {
	f := Feed{Name: "Permanence : Nord, Sud", Made: time.Date(2026, 7, 1, 8, 0, 0, 0, time.FixedZone("", 7200)),
		Events: []Event{{UID: "duty-2026-12-31-3@firme.example", Date: day("2026-12-31"), Summary: "Nord; Alice\\Bruno", Description: "a\r\nb"}}}
	want := strings.Join([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Permanence//Rota//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		`NAME:Permanence : Nord\, Sud`, `X-WR-CALNAME:Permanence : Nord\, Sud`, "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
		"BEGIN:VEVENT", "UID:duty-2026-12-31-3@firme.example", "DTSTAMP:20260701T060000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101",
		`SUMMARY:Nord\; Alice\\Bruno`, `DESCRIPTION:a\nb`, "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", ""}, "\r\n")
	if got := f.ICS(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// read undoes folding and escaping as a program that subscribes does.
func read(ics, property string) (string, bool) {
	for line := range strings.SplitSeq(strings.ReplaceAll(ics, "\r\n ", ""), "\r\n") {
		if value, ok := strings.CutPrefix(line, property+":"); ok {
			return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value), true
		}
	}
	return "", false
}

func TestNoLineIsLongerThan75OctetsAndWhatWasWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z,;\\ éà€😀\n]{0,200}`).Draw(t, "text")
		ics := Feed{Events: []Event{{UID: "x", Date: day("2026-07-01"), Summary: text}}}.ICS()
		for line := range strings.SplitSeq(ics, "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Fatalf("the line %q has %d octets", line, len(line))
			}
		}
		if got, ok := read(ics, "SUMMARY"); !ok || got != text {
			t.Fatalf("%q is read as %q", text, got)
		}
	})
}

func TestNothingInATextEndsAnEvent(t *testing.T) {
	ics := Feed{Events: []Event{{UID: "x", Date: day("2026-07-01"), Summary: "a\r\nEND:VEVENT\rEND:VCALENDAR\x00\x1b\xff"}}}.ICS()
	if strings.Count(ics, "\r\nEND:VEVENT\r\n") != 1 || strings.ContainsAny(ics, "\x00\x1b") || !utf8.ValidString(ics) {
		t.Errorf("%q", ics)
	}
}
