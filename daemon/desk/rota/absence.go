package rota

import "slices"

// Absence is a time during which an agent is away, and who stands in.
type Absence struct {
	ID         int64
	Agent      int64
	From       Date
	To         Date  // the last day
	Substitute int64 // 0 for none
}

// Covers says whether the agent is away on the date.
func (a Absence) Covers(date Date) bool { return !date.Before(a.From) && !date.After(a.To) }

// Absences are those of all agents.
type Absences []Absence

// Away gives the absence of an agent on any of the dates.
func (all Absences) Away(agent int64, dates ...Date) (Absence, bool) {
	for _, a := range all {
		if a.Agent == agent && slices.ContainsFunc(dates, a.Covers) {
			return a, true
		}
	}
	return Absence{}, false
}

// StandIn is who takes what an agent would get on the dates: the agent where
// present, else the substitute, else the substitute's own; 0 where nobody does.
// active says who works here at all.
func (all Absences) StandIn(agent int64, active func(int64) bool, dates ...Date) int64 {
	var seen []int64
	for agent != 0 && active(agent) && !slices.Contains(seen, agent) {
		away, is := all.Away(agent, dates...)
		if !is {
			return agent
		}
		seen = append(seen, agent)
		agent = away.Substitute
	}
	return 0
}

// Present are the agents, or who stands in for them, each once.
func (all Absences) Present(agents []int64, active func(int64) bool, dates ...Date) []int64 {
	var present []int64
	for _, agent := range agents {
		if in := all.StandIn(agent, active, dates...); in != 0 && !slices.Contains(present, in) {
			present = append(present, in)
		}
	}
	return present
}

// On is the crew of the dates: who is away is replaced by the substitute, or
// left out; an administrator who is away is no last resort (R17). Who stands in
// for whom is kept for what agents have in hand.
func (c Crew) On(all Absences, active func(int64) bool, dates ...Date) Crew {
	on := Crew{Members: map[int64][]int64{}, Stands: map[int64]int64{}}
	for team, members := range c.Members {
		on.Members[team] = all.Present(members, active, dates...)
	}
	for _, admin := range c.Admins {
		if _, away := all.Away(admin, dates...); !away {
			on.Admins = append(on.Admins, admin)
		}
	}
	for _, a := range all {
		if slices.ContainsFunc(dates, a.Covers) {
			on.Stands[a.Agent] = all.StandIn(a.Agent, active, dates...)
		}
	}
	return on
}
