package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// TeamView is a team as commands and pages show it.
type TeamView struct {
	ID       int64    `json:"id"`
	Name     string   `json:"name"`
	Position int      `json:"position"` // its turn, from 1
	Members  []string `json:"members"`
}

// Teams lists the teams in the order of their turns.
func (d *Desk) Teams(ctx context.Context) (views []TeamView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		names, err := agentNames(tx)
		if err != nil {
			return err
		}
		all, err := tx.Teams()
		for i, t := range all {
			views = append(views, TeamView{ID: t.ID, Name: t.Name, Position: i + 1, Members: named(names, t.Members)})
		}
		return err
	})
	return views, err
}

func agentNames(tx *store.Tx) (map[int64]string, error) {
	all, err := tx.Agents("")
	names := map[int64]string{}
	for _, a := range all {
		names[a.ID] = a.Name()
	}
	return names, err
}

func named(names map[int64]string, ids []int64) []string {
	all := []string{}
	for _, id := range ids {
		all = append(all, names[id])
	}
	return all
}

// AddTeam adds a team with its members. It takes its turns behind the others
// from today on; who was on duty before today stays true (R16).
func (d *Desk) AddTeam(ctx context.Context, name string, members []string, by string) (id int64, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		name = strings.TrimSpace(name)
		if err := plainName("team's name", name); err != nil {
			return err
		}
		teams, err := tx.Teams()
		if err != nil {
			return err
		}
		t := people.Team{Name: name, Position: len(teams) + 1}
		for _, other := range teams {
			if strings.EqualFold(other.Name, name) {
				return refused("there is a team called “%s” already", other.Name)
			}
			t.Position = max(t.Position, other.Position+1)
		}
		if t.Members, err = teamMembers(tx, members); err != nil {
			return err
		}
		before, err := d.rotation(tx)
		if err != nil {
			return err
		}
		if id, err = tx.AddTeam(t); err != nil {
			return fmt.Errorf("adding the team “%s”: %w", name, err)
		}
		if err := d.joinRotation(tx, before, id); err != nil {
			return err
		}
		return d.audit(tx, by, "add-team", fmt.Sprintf("team:%d", id), name)
	})
	return id, err
}

func teamMembers(tx *store.Tx, names []string) ([]int64, error) {
	var ids []int64
	for _, name := range names {
		a, err := agentNamed(tx, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, a.ID) {
			ids = append(ids, a.ID)
		}
	}
	return ids, nil
}

// joinRotation lets a team take turns from today on, the first one since the
// rotation's start.
func (d *Desk) joinRotation(tx *store.Tx, before rota.Rotation, team int64) error {
	today := rota.DateOf(d.now(), d.zone())
	if len(before.Versions) == 0 {
		start := rota.Date(d.cfg.Rotation.Start)
		if start.IsZero() {
			start = today
		}
		return tx.SetRotation(rota.NewRotation(start, []int64{team}))
	}
	last := before.Versions[len(before.Versions)-1]
	from := today
	if last.From.After(from) {
		from = last.From
	}
	cal, err := d.calendar(tx)
	if err != nil {
		return err
	}
	after, err := before.Change(cal, from, append(slices.Clone(last.Teams), team))
	if err != nil {
		return refused("%w", err)
	}
	return tx.SetRotation(after)
}

// OrderTeams sets the order in which the teams take turns from a date on
// (today where it is zero). Teams that are left out take no turns.
func (d *Desk) OrderTeams(ctx context.Context, names []string, from rota.Date, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		today := rota.DateOf(d.now(), d.zone())
		if from.IsZero() {
			from = today
		}
		if from.Before(today) {
			return refused("%s is past: who was on duty until today stays true; give a date from %s on", from, today)
		}
		var ids []int64
		for _, name := range names {
			t, err := teamNamed(tx, name)
			if err != nil {
				return err
			}
			if slices.Contains(ids, t.ID) {
				return refused("“%s” stands twice in the order", t.Name)
			}
			ids = append(ids, t.ID)
		}
		if err := d.reorder(tx, ids, from); err != nil {
			return err
		}
		return d.audit(tx, by, "order-teams", "rotation", from.String()+": "+strings.Join(names, ", "))
	})
}

func (d *Desk) reorder(tx *store.Tx, ids []int64, from rota.Date) error {
	before, err := d.rotation(tx)
	if err != nil {
		return err
	}
	cal, err := d.calendar(tx)
	if err != nil {
		return err
	}
	after, err := before.Change(cal, from, ids)
	if err != nil {
		return refused("%w", err)
	}
	for i, id := range ids {
		if err := tx.SetTeamPosition(id, i+1); err != nil {
			return err
		}
	}
	return tx.SetRotation(after)
}
