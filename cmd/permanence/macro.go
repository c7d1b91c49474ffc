package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

type macroGroup struct {
	List   listMacros  `cmd:"" help:"List the macros." example:"permanence macro list --as alice@permanence.example"`
	Save   saveMacro   `cmd:"" help:"Add a macro, or change one by its id." example:"permanence macro save 'Demander des précisions' --canned 1 --then wait --time 10"`
	Remove removeMacro `cmd:"" help:"Take a macro away." example:"permanence macro remove 'Demander des précisions'"`
	Apply  applyMacro  `cmd:"" help:"Take all steps of a macro on a ticket at once." example:"permanence macro apply 'Demander des précisions' 1042 --as alice@permanence.example"`
}

type listMacros struct {
	asJSON
	As string `placeholder:"AGENT" help:"Only those that this agent may use."`
}

func (c listMacros) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Macros(a.ctx, c.As)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id name team canned then time kind to tags", func(v desk.MacroView) []any {
			return []any{v.ID, v.Name, v.Team, v.Canned, v.Then, ticket.FormatDuration(v.Minutes), v.TimeKind, v.HandAgent + v.HandTeam, list(v.Tags)}
		})
	})
}

type saveMacro struct {
	Name     string   `arg:"" help:"What agents choose it by."`
	ID       int64    `placeholder:"N" help:"The one to change; a new one where it is not given."`
	Team     string   `placeholder:"NAME" help:"Only for one team."`
	Canned   int64    `placeholder:"ID" help:"The canned answer that it sends."`
	Then     string   `enum:"wait,resolve," default:"" help:"wait or resolve."`
	Time     minutes  `placeholder:"DURATION" help:"Time that it books: 10 (minutes), 1h15."`
	Kind     string   `enum:"counted,offered,out-of-package,internal" default:"counted" help:"How that time is treated: counted, offered, out-of-package or internal."`
	HandTo   string   `xor:"hand" placeholder:"AGENT" help:"Who gets the ticket afterwards."`
	HandTeam string   `xor:"hand" placeholder:"NAME" help:"Which team gets it afterwards."`
	Tag      []string `placeholder:"WORD" help:"A tag that the ticket gets; may be given several times."`
}

func (c saveMacro) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		id, err := o.SaveMacro(a.ctx, desk.MacroView{ID: c.ID, Name: c.Name, Team: c.Team, Canned: c.Canned, Then: c.Then, Minutes: int(c.Time),
			TimeKind: c.Kind, HandAgent: c.HandTo, HandTeam: c.HandTeam, Tags: c.Tag}, a.by())
		if err != nil {
			return err
		}
		return a.say("kept the macro “%s” (%d)", c.Name, id)
	})
}

type removeMacro struct {
	Name string `arg:"" help:"Its name."`
}

func (c removeMacro) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RemoveMacro(a.ctx, c.Name, a.by()); err != nil {
			return err
		}
		return a.say("took the macro “%s” away", c.Name)
	})
}

type applyMacro struct {
	Name   string `arg:"" help:"The macro's name."`
	Ticket int64  `arg:"" help:"The ticket's number."`
	As     string `required:"" placeholder:"AGENT" help:"Name or address of the agent who applies it."`
	Seen   int64  `placeholder:"EXCHANGE" help:"The last exchange that was read: somebody's later one refuses the answer."`
}

func (c applyMacro) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		leaves, err := o.ApplyMacro(a.ctx, desk.MacroUse{Macro: c.Name, Ticket: c.Ticket, Agent: c.As, Seen: c.Seen}, a.by())
		if err != nil {
			return err
		}
		if leaves.IsZero() {
			return a.say("applied “%s” to ticket %d", c.Name, c.Ticket)
		}
		return a.say("applied “%s” to ticket %d; the answer leaves at %s", c.Name, c.Ticket, leaves.Format("15:04:05"))
	})
}
