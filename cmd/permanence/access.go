package main

import "permanence/daemon/desk"

type accessGroup struct {
	Give     giveAccess  `cmd:"" help:"Send a person a new provisional password; all their sessions end." example:"permanence access give marie.durand@durand.example"`
	End      endSessions `cmd:"" help:"End all sessions of a person, who keeps the password." example:"permanence access end marie.durand@durand.example"`
	EndCodes endCodes    `cmd:"" help:"Ask a person for no code after the password any more who has lost the device; all their sessions end." example:"permanence access end-codes alice@permanence.example"`
	List     listAccess  `cmd:"" help:"List who may come in to the pages." example:"permanence access list"`
}

type whose struct {
	Address string `arg:"" help:"A mail address of the person."`
}

type giveAccess struct{ whose }

func (c giveAccess) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.GiveAccess(a.ctx, c.Address, a.by()); err != nil {
			return err
		}
		return a.say("a new password is on its way to %s", c.Address)
	})
}

type endSessions struct{ whose }

func (c endSessions) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.EndSessions(a.ctx, c.Address, a.by()); err != nil {
			return err
		}
		return a.say("%s must sign in again everywhere", c.Address)
	})
}

type endCodes struct{ whose }

func (c endCodes) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.EndCodesOf(a.ctx, c.Address, a.by()); err != nil {
			return err
		}
		return a.say("%s is asked for no code any more", c.Address)
	})
}

type listAccess struct{ asJSON }

func (c listAccess) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Accesses(a.ctx)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id name address client password until two-step sessions signed-in", func(v desk.AccessView) []any {
			return []any{v.ID, v.Name, v.Address, v.Client, v.Password, moment(v.Until), yes(v.TwoStep), v.Sessions, moment(v.SignedIn)}
		})
	})
}
