package desk

import (
	"slices"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// calendar is when the desk is staffed: settings, and closures by hand (R16).
func (d *Desk) calendar(tx *store.Tx) (rota.Calendar, error) {
	ranges := make([]rota.Range, len(d.cfg.Desk.Hours))
	for i, s := range d.cfg.Desk.Hours {
		ranges[i] = rota.Range{FromMinutes: s.FromMinutes, ToMinutes: s.ToMinutes}
	}
	c := rota.Calendar{Location: d.zone(), Hours: rota.Week(ranges, d.cfg.Desk.Days...), Region: rota.Region(d.cfg.Desk.Holidays)}
	for _, day := range d.cfg.Desk.Closures {
		c.Closures = append(c.Closures, rota.Closure{From: rota.Date(day)})
	}
	byHand, err := tx.Closures()
	c.Closures = append(c.Closures, byHand...)
	return c, err
}

// rotation is the order of the teams; without one set by hand they take turns
// in the order in which they were added.
func (d *Desk) rotation(tx *store.Tx) (rota.Rotation, error) {
	r, err := tx.Rotation()
	if err != nil {
		return r, err
	}
	if r.Swaps, err = tx.TeamSwaps(); err != nil || len(r.Versions) > 0 {
		return r, err
	}
	teams, err := tx.Teams()
	if err != nil || len(teams) == 0 {
		return r, err
	}
	ids := make([]int64, len(teams))
	for i, t := range teams {
		ids[i] = t.ID
	}
	start := rota.Date(d.cfg.Rotation.Start)
	if start.IsZero() {
		start = rota.NewDate(2026, time.January, 1)
	}
	swaps := r.Swaps
	r = rota.NewRotation(start, ids)
	r.Swaps = swaps
	return r, nil
}

// shift is who is on duty at an instant, and everybody who could be told.
type shift struct {
	persons
	calendar rota.Calendar
	duty     rota.Duty
	crew     rota.Crew // as it is now: who is away is replaced
}

func (d *Desk) shift(tx *store.Tx, at time.Time) (s shift, err error) {
	if s.calendar, err = d.calendar(tx); err != nil {
		return s, err
	}
	rotation, err := d.rotation(tx)
	if err != nil {
		return s, err
	}
	s.duty = rota.OnDuty(s.calendar, rotation, at)
	s.persons, err = d.people(tx)
	s.crew = s.on(s.duty.Team, s.duty.Date, d.noticeDates(s.duty, at)...)
	return s, err
}

// noticeDates are the days on which somebody must be here to be notified: the
// day of the duty, and today where the notice leaves at once.
func (d *Desk) noticeDates(duty rota.Duty, at time.Time) []rota.Date {
	today := rota.DateOf(at, d.zone())
	switch {
	case !duty.Found:
		return []rota.Date{today}
	case d.notifyWhen() == rota.WhenStartOfDay && duty.Opens.After(at):
		return []rota.Date{duty.Date}
	}
	return []rota.Date{today, duty.Date}
}

// persons are all who could be told, and what is agreed about who is here.
type persons struct {
	teams  []people.Team
	agents map[int64]people.Agent
	crew   rota.Crew // the active agents of each team, and the administrators
	away   rota.Absences
	swaps  rota.Swaps // of agents
}

// on is the crew of a team's day of duty as it is on dates.
func (p persons) on(team int64, date rota.Date, dates ...rota.Date) rota.Crew {
	return p.crew.Exchange(p.swaps, p.works, team, date).On(p.away, p.works, dates...)
}

// works says whether an agent can be told anything at all.
func (p persons) works(id int64) bool {
	a := p.agents[id]
	return a.Active && a.Address() != ""
}

// people loads who could be told.
func (d *Desk) people(tx *store.Tx) (p persons, err error) {
	p.crew.Members, p.agents = map[int64][]int64{}, map[int64]people.Agent{}
	agents, err := tx.Agents("")
	if err != nil {
		return p, err
	}
	for _, a := range agents {
		p.agents[a.ID] = a
		if p.works(a.ID) && a.Role == people.RoleAdmin {
			p.crew.Admins = append(p.crew.Admins, a.ID)
		}
	}
	if p.teams, err = tx.Teams(); err != nil {
		return p, err
	}
	for _, t := range p.teams {
		p.crew.Members[t.ID] = slices.DeleteFunc(slices.Clone(t.Members), func(id int64) bool { return !p.works(id) })
	}
	if p.away, err = tx.Absences(rota.Date{}); err != nil {
		return p, err
	}
	p.swaps, err = tx.AgentSwaps()
	return p, err
}

// readers are agents who were loaded with the others.
func (d *Desk) readers(p persons, ids []int64) []reader {
	all := make([]reader, len(ids))
	for i, id := range ids {
		all[i] = d.agentReader(p.agents[id])
	}
	return all
}

// ownerOf is who has a ticket, and the team whose turns count for it: the
// agent's own where the agent is in another than the ticket's. An agent who is
// no longer active has nothing (R17). The name is the agent's, "" for none.
func ownerOf(t ticket.Ticket, s shift) (own rota.Own, name string) {
	own.Team = t.TeamID
	if t.AgentID == 0 {
		return own, ""
	}
	a := s.agents[t.AgentID]
	if !a.Active || a.Address() == "" {
		return own, ""
	}
	own.Agent = a.ID
	if slices.Contains(s.persons.crew.Members[own.Team], a.ID) {
		return own, a.Name()
	}
	for _, team := range s.teams {
		if slices.Contains(s.persons.crew.Members[team.ID], a.ID) {
			own.Team = team.ID
			break
		}
	}
	return own, a.Name()
}

// notifyWhen is the setting of R17 outside working hours.
func (d *Desk) notifyWhen() rota.When {
	if d.cfg.Rotation.NotifyAt == "start of day" {
		return rota.WhenStartOfDay
	}
	return rota.WhenAtOnce
}

func teamName(teams []people.Team, id int64) string {
	for _, t := range teams {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
}
