package main

import "permanence/daemon/desk"

type tagTicket struct {
	numbered
	Add    []string `placeholder:"TAG" help:"A word to sort the ticket by."`
	Remove []string `placeholder:"TAG" help:"A tag that it bears."`
}

func (c tagTicket) Run(a *app) error {
	if len(c.Add)+len(c.Remove) == 0 {
		return usage("nothing to change: give --add or --remove")
	}
	return a.with(toWrite, func(o opened) error {
		for _, tag := range c.Add {
			if err := o.TagTicket(a.ctx, c.Number, tag, a.by()); err != nil {
				return err
			}
		}
		for _, tag := range c.Remove {
			if err := o.UntagTicket(a.ctx, c.Number, tag, a.by()); err != nil {
				return err
			}
		}
		return a.say("the tags of ticket %d are changed", c.Number)
	})
}

type listTags struct{ asJSON }

func (c listTags) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Tags(a.ctx)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "tag tickets", func(v desk.TagView) []any { return []any{v.Name, v.Tickets} })
	})
}

type linkTickets struct {
	numbered
	Other  int64 `arg:"" help:"The other ticket's number."`
	Remove bool  `help:"They are not related any more."`
}

func (c linkTickets) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if c.Remove {
			if err := o.UnlinkTickets(a.ctx, c.Number, c.Other, a.by()); err != nil {
				return err
			}
			return a.say("tickets %d and %d are no longer related", c.Number, c.Other)
		}
		if err := o.LinkTickets(a.ctx, c.Number, c.Other, a.by()); err != nil {
			return err
		}
		return a.say("tickets %d and %d are related", c.Number, c.Other)
	})
}

type splitTicket struct {
	numbered
	Exchange []int64 `required:"" placeholder:"EXCHANGE" help:"An exchange that moves, by its id as ticket show prints it."`
	As       string  `required:"" placeholder:"AGENT" help:"Name or address of who splits."`
	Subject  string  `help:"The new ticket's subject; without it the first line of what moves."`
}

func (c splitTicket) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		number, err := o.SplitTicket(a.ctx, desk.Split{Ticket: c.Number, Exchanges: c.Exchange, Subject: c.Subject, Agent: c.As}, a.by())
		if err != nil {
			return err
		}
		return a.say("opened ticket %d", number)
	})
}

type watchTicket struct {
	numbered
	Agent  string `arg:"" help:"Name or address of an agent."`
	Remove bool   `help:"The agent follows it no longer."`
}

func (c watchTicket) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if c.Remove {
			if err := o.UnwatchTicket(a.ctx, c.Number, c.Agent, a.by()); err != nil {
				return err
			}
			return a.say("%s no longer follows ticket %d", c.Agent, c.Number)
		}
		if err := o.WatchTicket(a.ctx, c.Number, c.Agent, a.by()); err != nil {
			return err
		}
		return a.say("%s follows ticket %d", c.Agent, c.Number)
	})
}
