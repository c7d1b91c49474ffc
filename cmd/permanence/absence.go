package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
)

type absenceGroup struct {
	Add    addAbsence    `cmd:"" help:"Say that an agent is away on a day, or from one day to another; the substitute is told what the agent would be." example:"permanence absence add alice@permanence.example 2026-08-03 2026-08-14 --substitute bruno@permanence.example"`
	List   listAbsences  `cmd:"" help:"List the absences of today and later." example:"permanence absence list --from 2026-07-01"`
	Remove removeAbsence `cmd:"" help:"Take an absence away; one that has begun ended yesterday." example:"permanence absence remove 3"`
}

type addAbsence struct {
	Agent      string        `arg:"" help:"Name or address of who is away."`
	From       contract.Date `arg:"" help:"The first day."`
	To         contract.Date `arg:"" optional:"" help:"The last day."`
	Substitute string        `placeholder:"AGENT" help:"Who stands in; the team does where nobody is named."`
}

func (c addAbsence) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		id, err := o.AddAbsence(a.ctx, desk.AbsenceView{Agent: c.Agent, From: c.From, To: c.To, Substitute: c.Substitute}, a.by())
		if err != nil {
			return err
		}
		return a.say("%s is away %s (%d)", c.Agent, span(c.From, c.To), id)
	})
}

type listAbsences struct {
	asJSON
	Agent string        `placeholder:"AGENT" help:"Only those of one agent."`
	From  contract.Date `placeholder:"DATE" help:"Those that last until that day or longer; today where it is not given."`
}

func (c listAbsences) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Absences(a.ctx, c.Agent, c.From)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id agent from to substitute", func(v desk.AbsenceView) []any {
			return []any{v.ID, v.Agent, v.From, v.To, v.Substitute}
		})
	})
}

type removeAbsence struct {
	ID int64 `arg:"" help:"Its id."`
}

func (c removeAbsence) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RemoveAbsence(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("the absence is over")
	})
}
