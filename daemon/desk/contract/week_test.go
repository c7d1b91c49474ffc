package contract

import (
	"slices"
	"testing"
	"time"
)

func TestWhatAnAgentSpentIsAddedUpByDayAndTicket(t *testing.T) {
	loc := paris(t)
	entry := func(id, ticket, agent int64, when string, minutes int) Entry {
		return Entry{ID: id, TicketID: ticket, AgentID: agent, At: at(when, loc), Minutes: minutes, Kind: TimeCounted}
	}
	charges := Charges(PerTicket, loc, []Entry{
		entry(1, 7, 1, "2026-07-01 10:00", 10),
		entry(2, 7, 2, "2026-07-01 11:00", 10), // another agent's begins the second quarter
		entry(3, 7, 1, "2026-07-01 12:00", 10),
		entry(4, 7, 1, "2026-07-02 00:30", 10),
		entry(5, 3, 1, "2026-07-02 10:00", 16),
	})
	want := []Spent{{day("2026-07-01"), 7, 20, 1}, {day("2026-07-02"), 3, 16, 2}, {day("2026-07-02"), 7, 10, 1}}
	if got := SpentBy(1, loc, charges); !slices.Equal(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
}

func TestAnswersWithoutTimeAreMissing(t *testing.T) {
	loc := paris(t)
	said := func(ticket int64, when string) Answered { return Answered{ticket, at(when, loc)} }
	spent := func(ticket int64, when string, kind EntryKind) Entry {
		return Entry{TicketID: ticket, At: at(when, loc), Minutes: 5, Kind: kind}
	}
	for name, c := range map[string]struct {
		answers []Answered
		entries []Entry
		want    []Missing
	}{
		"nothing":                   {},
		"an answer with time":       {[]Answered{said(1, "2026-07-01 10:00")}, []Entry{spent(1, "2026-07-01 17:00", TimeCounted)}, nil},
		"offered time is time":      {[]Answered{said(1, "2026-07-01 10:00")}, []Entry{spent(1, "2026-07-01 17:00", TimeOffered)}, nil},
		"two answers, one entry":    {[]Answered{said(1, "2026-07-01 10:00"), said(1, "2026-07-01 11:00")}, []Entry{spent(1, "2026-07-01 17:00", TimeInternal)}, nil},
		"time on another day":       {[]Answered{said(1, "2026-07-01 10:00")}, []Entry{spent(1, "2026-07-02 10:00", TimeCounted)}, []Missing{{day("2026-07-01"), 1, 1}}},
		"time on another ticket":    {[]Answered{said(1, "2026-07-01 10:00")}, []Entry{spent(2, "2026-07-01 10:00", TimeCounted)}, []Missing{{day("2026-07-01"), 1, 1}}},
		"midnight is the desk's":    {[]Answered{said(1, "2026-07-02 00:30")}, []Entry{spent(1, "2026-07-01 23:30", TimeCounted)}, []Missing{{day("2026-07-02"), 1, 1}}},
		"by day, ticket and number": {[]Answered{said(2, "2026-07-02 10:00"), said(2, "2026-07-01 10:00"), said(1, "2026-07-02 10:00"), said(1, "2026-07-02 11:00")}, nil, []Missing{{day("2026-07-01"), 2, 1}, {day("2026-07-02"), 1, 2}, {day("2026-07-02"), 2, 1}}},
	} {
		if got := MissingTime(loc, c.answers, c.entries); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if got := MissingTime(nil, []Answered{{1, time.Date(2026, 7, 1, 23, 0, 0, 0, time.UTC)}}, nil); got[0].Day != day("2026-07-01") {
		t.Errorf("without a zone days are UTC's: %v", got)
	}
}
