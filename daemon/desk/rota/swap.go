package rota

import "slices"

// Swap is a day of duty that two teams, or two agents, agreed to exchange: Taker
// has Date in the place of Giver, and Giver has Back in the place of Taker.
// Giver and Taker are ids of teams, or of agents.
type Swap struct {
	ID    int64
	Date  Date
	Back  Date // zero: nothing is given back
	Giver int64
	Taker int64
}

// stands gives who has a day in the place of whom by the swap.
func (s Swap) stands(date Date) (in, out int64, ok bool) {
	switch {
	case date == s.Date:
		return s.Taker, s.Giver, true
	case !s.Back.IsZero() && date == s.Back:
		return s.Giver, s.Taker, true
	}
	return 0, 0, false
}

// Swaps are those of teams, or those of agents, in the order in which they were
// agreed.
type Swaps []Swap

// On is who has a day that would be that of id.
func (all Swaps) On(date Date, id int64) int64 {
	for _, s := range all {
		if in, out, ok := s.stands(date); ok && out == id {
			id = in
		}
	}
	return id
}

// Exchange is the crew of a team on a date after the swaps of agents; one with
// somebody who does not work here any more changes nothing.
func (c Crew) Exchange(all Swaps, active func(int64) bool, team int64, date Date) Crew {
	on := Crew{Members: map[int64][]int64{}, Admins: c.Admins, Stands: c.Stands}
	for t, members := range c.Members {
		on.Members[t] = members
	}
	var members []int64
	for _, agent := range c.Members[team] {
		if in := all.On(date, agent); active(in) {
			agent = in
		}
		if !slices.Contains(members, agent) {
			members = append(members, agent)
		}
	}
	on.Members[team] = members
	return on
}
