package desk

import (
	"context"
	"fmt"
	"slices"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// AbsenceView is a time during which an agent is away.
type AbsenceView struct {
	ID         int64     `json:"id"`
	Agent      string    `json:"agent"`
	From       rota.Date `json:"from"`
	To         rota.Date `json:"to"`         // the last day
	Substitute string    `json:"substitute"` // "" for none
}

// Absences lists the absences that last until a date or longer; the zero date
// is today. They are those of one agent, or all with "".
func (d *Desk) Absences(ctx context.Context, agent string, from rota.Date) (views []AbsenceView, err error) {
	if from.IsZero() {
		from = rota.DateOf(d.now(), d.zone())
	}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		var of int64
		if agent != "" {
			a, err := agentNamed(tx, agent)
			if err != nil {
				return err
			}
			of = a.ID
		}
		names, err := agentNames(tx)
		if err != nil {
			return err
		}
		all, err := tx.Absences(from)
		for _, a := range all {
			if of == 0 || a.Agent == of {
				views = append(views, absenceView(a, names))
			}
		}
		return err
	})
	return views, err
}

func absenceView(a rota.Absence, names map[int64]string) AbsenceView {
	return AbsenceView{ID: a.ID, Agent: names[a.Agent], From: a.From, To: a.To, Substitute: names[a.Substitute]}
}

// AddAbsence notes that an agent is away from one day to another, both
// included, and who stands in. While away an agent gets no notices and is in
// no crew; the substitute is told, else the team, else the administrators
// (R17). The ID of the view is not asked.
func (d *Desk) AddAbsence(ctx context.Context, v AbsenceView, by string) (id int64, err error) {
	if v.To.IsZero() {
		v.To = v.From
	}
	err = d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, v.Agent)
		if err != nil {
			return err
		}
		absence := rota.Absence{Agent: a.ID, From: v.From, To: v.To}
		if absence.Substitute, err = substitute(tx, a, v.Substitute); err != nil {
			return err
		}
		if err := d.absenceFits(tx, absence, a); err != nil {
			return err
		}
		if id, err = tx.AddAbsence(absence); err != nil {
			return fmt.Errorf("noting the absence of %s: %w", a.Name(), err)
		}
		return d.audit(tx, by, "add-absence", objectAgent(a.ID), fmt.Sprintf("%s/%s, substitute %s", v.From, v.To, v.Substitute))
	})
	return id, err
}

func substitute(tx *store.Tx, away people.Agent, name string) (int64, error) {
	if name == "" {
		return 0, nil
	}
	a, err := agentNamed(tx, name)
	switch {
	case err != nil:
		return 0, err
	case a.ID == away.ID:
		return 0, refused("%s cannot stand in for themself", a.Name())
	case a.Role == people.RoleSales:
		return 0, refused("%s is in sales and answers no tickets", a.Name())
	}
	return a.ID, nil
}

// maxAbsenceDays is how long one absence may last: a year.
const maxAbsenceDays = 366

func (d *Desk) absenceFits(tx *store.Tx, a rota.Absence, who people.Agent) error {
	today := rota.DateOf(d.now(), d.zone())
	switch {
	case a.From.IsZero():
		return refusedAs(ErrNoDay, "an absence needs its first day")
	case a.To.Before(a.From):
		return refusedAs(ErrNoDay, "the absence ends on %s, before it begins on %s", a.To, a.From)
	case a.From.Before(today):
		return refusedAs(ErrNoDay, "%s is past: who was notified until today stays true", a.From)
	case a.To.DaysSince(a.From) > maxAbsenceDays:
		return refusedAs(ErrNoDay, "the absence lasts longer than a year: from %s to %s", a.From, a.To)
	}
	all, err := tx.Absences(a.From)
	for _, other := range all {
		if other.Agent == a.Agent && !other.From.After(a.To) {
			return refusedAs(ErrAway, "%s is away from %s to %s already", who.Name(), other.From, other.To)
		}
	}
	return err
}

// RemoveAbsence takes an absence away. One that has begun ends yesterday: what
// was stays true.
func (d *Desk) RemoveAbsence(ctx context.Context, id int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		all, err := tx.Absences(rota.Date{})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(a rota.Absence) bool { return a.ID == id })
		if i < 0 {
			return fmt.Errorf("there is no absence %d: %w", id, ErrNotFound)
		}
		a, today := all[i], rota.DateOf(d.now(), d.zone())
		switch {
		case a.To.Before(today):
			return refusedAs(ErrNoDay, "the absence ended on %s", a.To)
		case a.From.Before(today):
			err = tx.EndAbsence(id, today.AddDays(-1))
		default:
			err = tx.RemoveAbsence(id)
		}
		if err != nil {
			return err
		}
		return d.audit(tx, by, "remove-absence", objectAgent(a.Agent), fmt.Sprintf("%s/%s", a.From, a.To))
	})
}

// instead are the readers of what is meant for agents today: who is away is
// replaced by the substitute, and by the administrators where nobody is left
// (R17). Who did it is not told.
func (d *Desk) instead(tx *store.Tx, agents []people.Agent, by people.Agent) ([]reader, error) {
	p, err := d.people(tx)
	if err != nil {
		return nil, err
	}
	present := d.present(p, agents)
	if len(present) == 0 && len(agents) > 0 {
		if present = p.crew.On(p.away, p.works, rota.DateOf(d.now(), d.zone())).Admins; len(present) == 0 {
			return []reader{d.adminReader()}, nil
		}
	}
	return d.readers(p, without(present, []int64{by.ID})), nil
}

// present are agents, or who stands in for them today, each once.
func (d *Desk) present(p persons, agents []people.Agent) []int64 {
	ids := make([]int64, len(agents))
	for i, a := range agents {
		ids[i] = a.ID
	}
	return p.away.Present(ids, p.works, rota.DateOf(d.now(), d.zone()))
}
