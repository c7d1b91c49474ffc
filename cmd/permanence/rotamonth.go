package main

import (
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk"
)

type monthRota struct {
	asJSON
	Month string `arg:"" optional:"" help:"The month, as 2026-05; this one where it is not given."`
	Lang  string `enum:"fr,en," default:"" help:"Language of the holidays: fr or en."`
}

func (c monthRota) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		month := o.now().In(o.cfg.Desk.Location)
		if c.Month != "" {
			var err error
			if month, err = time.Parse("2006-01", c.Month); err != nil {
				return usage("“%s” is no month: write 2026-05", c.Month)
			}
		}
		days, err := o.RotaMonth(a.ctx, month.Year(), month.Month(), c.Lang)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, days, "date team people notes", func(v desk.RotaDay) []any {
			return []any{v.Date, v.Team, list(v.People), notes(v)}
		})
	})
}

// notes are what is special about a day.
func notes(v desk.RotaDay) string {
	all := v.Holidays
	if v.Off == "closure" {
		all = append(all, strings.TrimSuffix("closed: "+v.Closure, ": "))
	}
	for _, s := range v.Swaps {
		all = append(all, fmt.Sprintf("swap %d %s: %s for %s", s.ID, s.State, s.Taker, s.Giver))
	}
	for _, x := range v.Absences {
		away := x.Agent + " is away"
		if x.Substitute != "" {
			away += ", " + x.Substitute + " stands in"
		}
		all = append(all, away)
	}
	return strings.Join(all, "; ")
}

type renewToken struct{ who }

func (c renewToken) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		token, err := o.RenewCalendarToken(a.ctx, c.Who, a.by())
		if err != nil {
			return err
		}
		return a.say("%s", token)
	})
}

type feedRota struct {
	Token string `arg:"" help:"The token of an agent's calendar."`
	Team  string `placeholder:"NAME" help:"The days of a team instead of the agent's own."`
}

func (c feedRota) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		ics, err := o.CalendarFeed(a.ctx, c.Token, c.Team)
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(a.out, ics)
		return err
	})
}
