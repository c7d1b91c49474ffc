package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/store"
)

type listSwaps struct {
	asJSON
	State string `enum:"proposed,accepted,refused,withdrawn," default:"" help:"Only those in a state: proposed, accepted, refused or withdrawn."`
}

func (c listSwaps) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Swaps(a.ctx, store.SwapState(c.State))
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id date giver taker back by state", func(v desk.SwapView) []any {
			return []any{v.ID, v.Date, v.Giver, v.Taker, v.Back, v.Proposer, v.State}
		})
	})
}

type proposeSwap struct {
	Date  contract.Date `arg:"" help:"The day that is given away."`
	As    string        `required:"" placeholder:"AGENT" help:"Name or address of who asks."`
	Agent string        `xor:"side" required:"" placeholder:"AGENT" help:"Who should be on duty instead."`
	Team  string        `xor:"side" required:"" placeholder:"NAME" help:"Which team should be on duty instead of one's own."`
	Back  contract.Date `placeholder:"DATE" help:"The day of the other side that is taken in exchange."`
	Text  string        `help:"What they are told with it."`
}

func (c proposeSwap) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		id, err := o.ProposeSwap(a.ctx, desk.SwapProposal{By: c.As, Date: c.Date, Back: c.Back, Agent: c.Agent, Team: c.Team, Text: c.Text}, a.by())
		if err != nil {
			return err
		}
		return a.say("asked %s%s (%d); nothing changes before they accept", c.Agent, c.Team, id)
	})
}

// decision is what the commands that decide on a swap share.
type decision struct {
	ID int64  `arg:"" help:"The swap's id."`
	As string `required:"" placeholder:"AGENT" help:"Name or address of who decides."`
}

type acceptSwap struct{ decision }

func (c acceptSwap) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.AcceptSwap(a.ctx, c.ID, c.As, a.by()); err != nil {
			return err
		}
		return a.say("swap %d is agreed", c.ID)
	})
}

type refuseSwap struct{ decision }

func (c refuseSwap) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.RefuseSwap(a.ctx, c.ID, c.As, a.by()); err != nil {
			return err
		}
		return a.say("swap %d is refused", c.ID)
	})
}

type withdrawSwap struct{ decision }

func (c withdrawSwap) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.WithdrawSwap(a.ctx, c.ID, c.As, a.by()); err != nil {
			return err
		}
		return a.say("swap %d is taken back", c.ID)
	})
}
