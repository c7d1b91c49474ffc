package ticket

import (
	"testing"
	"time"
)

func TestAMessageOfAPageLandsAsTheSameMailWould(t *testing.T) {
	now := time.Date(2026, 9, 21, 9, 0, 0, 0, time.UTC)
	fresh, old := now.AddDate(0, 0, -3), now.AddDate(0, -2, 0)
	for _, c := range []struct {
		name   string
		ticket Ticket
		want   [3]Landing // answering, resolving, thanking
	}{
		{"open", Ticket{State: Open}, [3]Landing{LandsAppend, LandsResolve, LandsNowhere}},
		{"waiting", Ticket{State: Waiting}, [3]Landing{LandsAppend, LandsResolve, LandsNowhere}},
		{"snoozed", Ticket{State: Snoozed}, [3]Landing{LandsAppend, LandsResolve, LandsNowhere}},
		{"resolved", Ticket{State: Resolved, Resolved: fresh}, [3]Landing{LandsReopen, LandsResolve, LandsThanks}},
		{"resolved, month over", Ticket{State: Resolved, Resolved: old}, [3]Landing{LandsLinked, LandsNowhere, LandsNowhere}},
		{"closed", Ticket{State: Closed, Resolved: old}, [3]Landing{LandsLinked, LandsNowhere, LandsNowhere}},
	} {
		for i, how := range Additions() {
			if got := c.ticket.Land(how, now); got != c.want[i] {
				t.Errorf("%s, %q: %q, want %q", c.name, how, got, c.want[i])
			}
		}
	}
}

func TestOnlyTheContactOfAContractThatRunsWritesOnAPage(t *testing.T) {
	contact := func(change func(*Sender)) Sender {
		s := Sender{Kind: FromContact, ID: 1, ClientID: 7, Active: true, Technical: true}
		change(&s)
		return s
	}
	for _, c := range []struct {
		name              string
		sender            Sender
		open, add, linked bool
		addDone           bool // on a resolved ticket
	}{
		{"technical", contact(func(*Sender) {}), true, true, true, true},
		{"inactive", contact(func(s *Sender) { s.Active = false }), false, false, false, false},
		{"of another client", contact(func(s *Sender) { s.ClientID = 8 }), true, false, false, false},
		{"named by nobody", contact(func(s *Sender) { s.Technical = false }), false, false, false, false},
		{"of an ended contract", contact(func(s *Sender) { s.Technical, s.Ended = false, true }), false, true, false, false},
		{"an agent", contact(func(s *Sender) { s.Kind = FromAgent }), false, false, false, false},
	} {
		open, done := Ticket{ClientID: 7, State: Open}, Ticket{ClientID: 7, State: Resolved}
		if got := [4]bool{c.sender.MayOpen(), c.sender.MayAdd(open, false), c.sender.MayAdd(open, true), c.sender.MayAdd(done, false)}; got != [4]bool{c.open, c.add, c.linked, c.addDone} {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
