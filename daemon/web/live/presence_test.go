package live

import (
	"slices"
	"testing"
	"time"
)

func TestWhoHasATicketOpenIsSeenByOthersAndNotByThemself(t *testing.T) {
	now := time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)
	p := NewPresence()
	p.Look(1, 10, "Claire", now)
	p.Write(1, 11, "Karim", now)
	p.Look(2, 12, "Julie", now)
	for _, c := range []struct {
		name          string
		ticket, agent int64
		after         time.Duration
		want          []Somebody
	}{
		{"Claire sees Karim writing", 1, 10, 0, []Somebody{{"Karim", true}}},
		{"Karim sees Claire", 1, 11, 0, []Somebody{{"Claire", false}}},
		{"a third one sees both", 1, 12, time.Second, []Somebody{{"Claire", false}, {"Karim", true}}},
		{"nobody is at another ticket", 3, 10, 0, []Somebody{}},
		{"who was not heard of is gone", 1, 12, here + time.Second, []Somebody{}},
	} {
		if got := p.Others(c.ticket, c.agent, now.Add(c.after)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if len(p.tickets) != 1 { // ticket 2 was never asked about
		t.Errorf("%d tickets are remembered", len(p.tickets))
	}
}
