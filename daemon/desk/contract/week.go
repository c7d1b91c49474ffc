package contract

import (
	"cmp"
	"slices"
	"time"
)

// Spent is what an agent spent on a ticket on a day.
type Spent struct {
	Day      Date
	TicketID int64
	Minutes  int
	Quarters int // counted, in and outside the package
}

// SpentBy adds up the charges of one agent by day and ticket, in that order.
// The charges are those of whole tickets: what an entry counts depends on those
// before it (R10).
func SpentBy(agent int64, loc *time.Location, charges []Charge) []Spent {
	var all []Spent
	for _, c := range charges {
		if c.Entry.AgentID != agent {
			continue
		}
		day := dayOf(c.Entry.At, loc)
		i := slices.IndexFunc(all, func(s Spent) bool { return s.Day == day && s.TicketID == c.Entry.TicketID })
		if i < 0 {
			i = len(all)
			all = append(all, Spent{Day: day, TicketID: c.Entry.TicketID})
		}
		all[i].Minutes += c.Entry.Minutes
		all[i].Quarters += c.Quarters
	}
	slices.SortFunc(all, func(a, b Spent) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.TicketID, b.TicketID)) })
	return all
}

// Answered is a public answer of an agent.
type Answered struct {
	TicketID int64
	At       time.Time
}

// Missing is a ticket that an agent answered on a day without counting time on
// it that day.
type Missing struct {
	Day      Date
	TicketID int64
	Answers  int
}

// MissingTime finds an agent's answers without a time entry of the same ticket
// and day, by day and ticket. An entry of any kind counts as one: offered and
// internal time was thought of too.
func MissingTime(loc *time.Location, answers []Answered, entries []Entry) []Missing {
	type key struct {
		day    Date
		ticket int64
	}
	timed := map[key]bool{}
	for _, e := range entries {
		timed[key{dayOf(e.At, loc), e.TicketID}] = true
	}
	count := map[key]int{}
	for _, a := range answers {
		if k := (key{dayOf(a.At, loc), a.TicketID}); !timed[k] {
			count[k]++
		}
	}
	var all []Missing
	for k, n := range count {
		all = append(all, Missing{Day: k.day, TicketID: k.ticket, Answers: n})
	}
	slices.SortFunc(all, func(a, b Missing) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.TicketID, b.TicketID)) })
	return all
}
