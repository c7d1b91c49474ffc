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
	if err != nil || len(r.Versions) > 0 {
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
	return rota.NewRotation(start, ids), nil
}

// shift is who is on duty at an instant, and everybody who could be told.
type shift struct {
	calendar rota.Calendar
	duty     rota.Duty
	crew     rota.Crew
	teams    []people.Team
	agents   map[int64]people.Agent
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
	s.teams, s.agents, s.crew, err = d.crew(tx)
	return s, err
}

// crew is who can be notified: the active agents of each team, and the
// administrators.
func (d *Desk) crew(tx *store.Tx) ([]people.Team, map[int64]people.Agent, rota.Crew, error) {
	crew := rota.Crew{Members: map[int64][]int64{}}
	agents, err := tx.Agents("")
	if err != nil {
		return nil, nil, crew, err
	}
	active, byID := map[int64]bool{}, map[int64]people.Agent{}
	for _, a := range agents {
		byID[a.ID] = a
		active[a.ID] = a.Active && a.Address() != ""
		if active[a.ID] && a.Role == people.RoleAdmin {
			crew.Admins = append(crew.Admins, a.ID)
		}
	}
	teams, err := tx.Teams()
	for _, t := range teams {
		crew.Members[t.ID] = slices.DeleteFunc(slices.Clone(t.Members), func(id int64) bool { return !active[id] })
	}
	return teams, byID, crew, err
}

// readers are agents of the shift, who were loaded with it.
func (d *Desk) readers(s shift, ids []int64) []reader {
	all := make([]reader, len(ids))
	for i, id := range ids {
		all[i] = d.agentReader(s.agents[id])
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
	if slices.Contains(s.crew.Members[own.Team], a.ID) {
		return own, a.Name()
	}
	for _, team := range s.teams {
		if slices.Contains(s.crew.Members[team.ID], a.ID) {
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
