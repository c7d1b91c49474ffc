package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/store"
)

type outboxGroup struct {
	List   listOutbox   `cmd:"" help:"List our letters and what became of each." example:"permanence outbox list --state failed"`
	Retry  retryOutbox  `cmd:"" help:"Send letters that came to a halt again, the same bytes." example:"permanence outbox retry 31; permanence outbox retry 1000031 1000034"`
	Cancel cancelOutbox `cmd:"" help:"Take a letter back that has not left; an answer whole, with its time." example:"permanence outbox cancel 31"`
}

type listOutbox struct {
	asJSON
	State string `enum:"held,queued,sending,sent,uncertain,failed,abandoned,cancelled," default:"" help:"Only those in a state: held, queued, sending, sent, uncertain, failed, abandoned or cancelled."`
}

func (c listOutbox) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Letters(a.ctx, store.LetterState(c.State))
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id kind to ticket state not-before attempts reply", func(v desk.LetterView) []any {
			return []any{v.ID, v.Kind, v.To, number(v.Ticket), v.State, moment(v.NotBefore), v.Attempts, v.Reply}
		})
	})
}

type retryOutbox struct {
	IDs []int64 `arg:"" name:"id" help:"The letters' ids."`
}

func (c retryOutbox) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		for _, id := range c.IDs {
			if err := o.RetryLetter(a.ctx, id, a.by()); err != nil {
				return err
			}
			if err := a.say("letter %d is sent again", id); err != nil {
				return err
			}
		}
		return nil
	})
}

type cancelOutbox struct {
	ID int64 `arg:"" help:"The letter's id."`
}

func (c cancelOutbox) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.CancelLetter(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("letter %d is cancelled", c.ID)
	})
}
