package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
)

type teamGroup struct {
	Add   addTeam   `cmd:"" help:"Add a team; it takes its turns behind the others from today on." example:"permanence team add Nord --member alice@permanence.example --member bruno@permanence.example"`
	List  listTeams `cmd:"" help:"List the teams in the order of their turns." example:"permanence team list"`
	Order orderTeam `cmd:"" help:"Set the order of the turns; whose turn it is on that day goes first." example:"permanence team order Sud Nord --from 2026-09-01"`
}

type addTeam struct {
	Name   string   `arg:"" help:"The team's name."`
	Member []string `placeholder:"AGENT" help:"Name or address of a member; may be given several times."`
}

func (c addTeam) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		id, err := o.AddTeam(a.ctx, c.Name, c.Member, a.by())
		if err != nil {
			return err
		}
		return a.say("added the team “%s” (%d)", c.Name, id)
	})
}

type listTeams struct{ asJSON }

func (c listTeams) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Teams(a.ctx)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "turn name members", func(v desk.TeamView) []any {
			return []any{v.Position, v.Name, list(v.Members)}
		})
	})
}

type orderTeam struct {
	Team []string      `arg:"" help:"The teams in the order of their turns; who is left out takes no turns."`
	From contract.Date `placeholder:"DATE" help:"From which day on; today where it is not given."`
}

func (c orderTeam) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.OrderTeams(a.ctx, c.Team, c.From, a.by()); err != nil {
			return err
		}
		return a.say("the teams take turns in that order; `permanence rota show --days 10` shows the days")
	})
}
