package parser

import "strings"

// calendarFields are the properties of an event (RFC 5545 3.8) that tell a
// reader what it is about, in the order of the text.
var calendarFields = []string{"SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION"}

// calendarText gives the first event or task of a calendar in its own words, a
// line for each property that it has.
func calendarText(ics string) string {
	found := map[string]string{}
	inside := false
	for line := range strings.Lines(unfoldCalendar(ics)) {
		name, value, ok := strings.Cut(strings.TrimRight(line, "\n"), ":")
		name, _, _ = strings.Cut(name, ";")
		switch name = strings.ToUpper(name); {
		case name == "BEGIN":
			inside = value == "VEVENT" || value == "VTODO" || inside && value != "VALARM"
		case name == "END":
			inside = inside && value != "VEVENT" && value != "VTODO"
		case ok && inside && found[name] == "":
			found[name] = calendarValue(name, value)
		}
	}
	var lines []string
	for _, name := range calendarFields {
		if found[name] != "" {
			lines = append(lines, found[name])
		}
	}
	return strings.Join(lines, "\n")
}

// unfoldCalendar joins folded lines (RFC 5545 3.1).
func unfoldCalendar(ics string) string {
	return strings.NewReplacer("\n ", "", "\n\t", "").Replace(ics)
}

var calendarEscapes = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`)

// calendarValue takes the escapes off a text, and writes the digits of a time
// apart: 20261005T100000Z is 2026-10-05 10:00 UTC.
func calendarValue(name, value string) string {
	if !strings.HasPrefix(name, "DT") || len(value) < 8 {
		return strings.TrimSpace(calendarEscapes.Replace(value))
	}
	day := value[:4] + "-" + value[4:6] + "-" + value[6:8]
	if len(value) < 13 || value[8] != 'T' {
		return day
	}
	day += " " + value[9:11] + ":" + value[11:13]
	if strings.HasSuffix(value, "Z") {
		day += " UTC"
	}
	return day
}
