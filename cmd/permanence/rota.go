package main

import (
	"fmt"
	"io"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
)

type rotaGroup struct {
	Show showRota `cmd:"" help:"Show who is on duty on a day and why; now, where no day is given." example:"permanence rota show; permanence rota show --date 2026-05-25 --days 5"`

	Month    monthRota    `cmd:"" help:"Show the calendar of a month: who is on duty each day, holidays, closures, swaps and absences." example:"permanence rota month 2026-05 --lang en"`
	Swaps    listSwaps    `cmd:"" help:"List the swaps of days of duty, today's and later ones." example:"permanence rota swaps --state proposed"`
	Propose  proposeSwap  `cmd:"" help:"Ask another agent, or another team, to take a day of duty." example:"permanence rota propose 2026-05-28 --as alice@permanence.example --agent chloe@permanence.example --back 2026-05-29; permanence rota propose 2026-05-28 --as Alice --team Sud"`
	Accept   acceptSwap   `cmd:"" help:"Agree to a swap; the duty changes from the day's beginning." example:"permanence rota accept 3 --as chloe@permanence.example"`
	Refuse   refuseSwap   `cmd:"" help:"Decline a swap." example:"permanence rota refuse 3 --as chloe@permanence.example"`
	Withdraw withdrawSwap `cmd:"" help:"Take a proposal back." example:"permanence rota withdraw 3 --as alice@permanence.example"`
	Token    renewToken   `cmd:"" help:"Make the token of an agent's calendar; the one before ends." example:"permanence rota token alice@permanence.example"`
	Feed     feedRota     `cmd:"" help:"Print the calendar behind a token as programs subscribe to it (iCalendar)." example:"permanence rota feed K7Q2M4XHT3VZP5WA6R1YBN8DCE > duty.ics; permanence rota feed K7Q2M4XHT3VZP5WA6R1YBN8DCE --team Nord"`
}

type showRota struct {
	asJSON
	Date contract.Date `placeholder:"DATE" help:"The first day; today where it is not given."`
	Days int           `placeholder:"N" help:"How many days."`
}

func (c showRota) Run(a *app) error {
	if c.Days < 0 || c.Days > 366 {
		return usage("--days %d: from 1 to 366 days can be shown", c.Days)
	}
	return a.with(toRead, func(o opened) error {
		if c.Date.IsZero() && c.Days == 0 {
			v, err := o.DutyNow(a.ctx)
			if err != nil {
				return err
			}
			return printOne(a, c.asJSON, v, func(w io.Writer) {
				printFields(w, "on duty", v.Team, "members", list(v.Members), "staffed", staffed(v), "why", v.Why)
			})
		}
		rows, err := o.DutyOn(a.ctx, c.Date, max(c.Days, 1))
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "date team members why", func(v desk.DutyView) []any {
			return []any{v.Date, v.Team, list(v.Members), v.Why}
		})
	})
}

func staffed(v desk.DutyView) string {
	if v.Open {
		return "now"
	}
	return "again at " + moment(v.Opens)
}

type closureGroup struct {
	Add  addClosure   `cmd:"" help:"Close the desk on a day, or from one day to another." example:"permanence closure add 2026-12-24 2026-12-31 --text 'fermeture annuelle'"`
	List listClosures `cmd:"" help:"List the closures, those of the settings too." example:"permanence closure list"`
}

type addClosure struct {
	From contract.Date `arg:"" help:"The first closed day."`
	To   contract.Date `arg:"" optional:"" help:"The last closed day."`
	Text string        `help:"What people are told."`
}

func (c addClosure) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if _, err := o.AddClosure(a.ctx, rota.Closure{From: c.From, To: c.To, Text: c.Text}, a.by()); err != nil {
			return err
		}
		return a.say("closed %s; no team loses its turn", span(c.From, c.To))
	})
}

func span(from, to contract.Date) string {
	if to.IsZero() || to == from {
		return "on " + from.String()
	}
	return fmt.Sprintf("from %s to %s", from, to)
}

type listClosures struct{ asJSON }

func (c listClosures) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Closures(a.ctx)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id from to text", func(v desk.ClosureView) []any { return []any{v.ID, v.From, v.To, v.Text} })
	})
}
