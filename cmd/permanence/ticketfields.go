package main

import "permanence/daemon/desk/ticket"

type mergeTicket struct {
	numbered
	Into int64 `required:"" placeholder:"NUMBER" help:"The ticket that continues."`
}

func (c mergeTicket) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.MergeTicket(a.ctx, c.Number, c.Into, a.by()); err != nil {
			return err
		}
		return a.say("ticket %d goes on in ticket %d", c.Number, c.Into)
	})
}

type rankTicket struct {
	numbered
	Priority string `arg:"" enum:"low,normal,high,urgent" help:"low, normal, high or urgent."`
}

func (c rankTicket) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.SetPriority(a.ctx, c.Number, ticket.Priority(c.Priority), a.by()); err != nil {
			return err
		}
		return a.say("the priority of ticket %d is %s", c.Number, c.Priority)
	})
}

type renameTicket struct {
	numbered
	Subject string `arg:"" help:"The subject that letters bear from now on."`
}

func (c renameTicket) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RenameTicket(a.ctx, c.Number, c.Subject, a.by()); err != nil {
			return err
		}
		return a.say("renamed ticket %d", c.Number)
	})
}

type moveTicket struct {
	numbered
	Contract string `arg:"" help:"The contract's reference."`
}

func (c moveTicket) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.MoveTicket(a.ctx, c.Number, c.Contract, a.by()); err != nil {
			return err
		}
		return a.say("ticket %d is charged to %s", c.Number, c.Contract)
	})
}
