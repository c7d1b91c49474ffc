package rota

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is a day of a calendar that other programs subscribe to.
type Event struct {
	UID         string // the same each time the event is written
	Date        Date   // the whole day
	Summary     string
	Description string // "" for none
}

// Feed is a calendar as an address gives it.
type Feed struct {
	Name   string
	Made   time.Time // when it was written
	Events []Event
}

// feedRefresh is how often a program should ask again (RFC 7986 section 5.7).
const feedRefresh = "PT6H"

// ICS is the feed as RFC 5545 writes it: lines of 75 octets at most, ended by
// CR LF.
func (f Feed) ICS() string {
	var b strings.Builder
	line := func(text string) { writeFolded(&b, text) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//Permanence//Rota//EN")
	line("CALSCALE:GREGORIAN")
	line("METHOD:PUBLISH")
	line("NAME:" + escape(f.Name))
	line("X-WR-CALNAME:" + escape(f.Name))
	line("REFRESH-INTERVAL;VALUE=DURATION:" + feedRefresh)
	for _, e := range f.Events {
		line("BEGIN:VEVENT")
		line("UID:" + escape(e.UID))
		line("DTSTAMP:" + f.Made.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE:" + basic(e.Date))
		line("DTEND;VALUE=DATE:" + basic(e.Date.AddDays(1))) // not included: section 3.6.1
		line("SUMMARY:" + escape(e.Summary))
		if e.Description != "" {
			line("DESCRIPTION:" + escape(e.Description))
		}
		line("TRANSP:TRANSPARENT")
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return b.String()
}

// basic is a date as section 3.3.4 writes it.
func basic(d Date) string { return fmt.Sprintf("%04d%02d%02d", d.Year, int(d.Month), d.Day) }

// escape writes a TEXT value (section 3.3.11); other control characters cannot
// stand in one.
func escape(text string) string {
	text = strings.NewReplacer("\r\n", `\n`, "\n", `\n`, "\r", `\n`, `\`, `\\`, ";", `\;`, ",", `\,`).Replace(strings.ToValidUTF8(text, "�"))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 127 {
			return -1
		}
		return r
	}, text)
}

// maxOctets is how long a line may be without its end (section 3.1).
const maxOctets = 75

// writeFolded writes a line; what is too long goes on behind a blank, never in
// the middle of a character.
func writeFolded(b *strings.Builder, text string) {
	room := maxOctets
	for len(text) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		b.WriteString(text[:cut] + "\r\n ")
		text = text[cut:]
		room = maxOctets - 1
	}
	b.WriteString(text + "\r\n")
}
