package main

import "permanence/daemon/desk"

type viewGroup struct {
	List   listViews  `cmd:"" help:"List the queries that an agent keeps, and those that others share." example:"permanence view list --as alice@permanence.example"`
	Save   saveView   `cmd:"" help:"Keep a query under a name; the agent's other one of that name is replaced." example:"permanence view save 'Pannes de Dubois' 'client:dubois panne' --as alice@permanence.example --shared"`
	Remove removeView `cmd:"" help:"Take a kept query away." example:"permanence view remove 'Pannes de Dubois' --as alice@permanence.example"`
}

// asAgent is the flag of commands that act for an agent.
type asAgent struct {
	As string `required:"" placeholder:"AGENT" help:"Name or address of the agent."`
}

type listViews struct {
	asJSON
	asAgent
}

func (c listViews) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.SavedViews(a.ctx, c.As)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "name query agent shared", func(v desk.SavedView) []any {
			return []any{v.Name, v.Query, v.Agent, yes(v.Shared)}
		})
	})
}

type saveView struct {
	asAgent
	Name   string `arg:"" help:"What it is called."`
	Query  string `arg:"" help:"The query, as the platform's search reads it."`
	Shared bool   `help:"All agents see it."`
}

func (c saveView) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.SaveView(a.ctx, desk.SavedView{Agent: c.As, Name: c.Name, Query: c.Query, Shared: c.Shared}, a.by()); err != nil {
			return err
		}
		return a.say("kept the view “%s”", c.Name)
	})
}

type removeView struct {
	asAgent
	Name string `arg:"" help:"Its name."`
}

func (c removeView) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RemoveView(a.ctx, c.As, c.Name, a.by()); err != nil {
			return err
		}
		return a.say("took the view “%s” away", c.Name)
	})
}
