package desk

import (
	"context"
	"fmt"
	"time"

	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// DutyView is who is on duty on a day, or now, and why (R16, R17).
type DutyView struct {
	Date       string     `json:"date"`         // the day that was asked for
	WorkingDay bool       `json:"working_day"`  // whether the desk is staffed on it
	DutyDate   string     `json:"duty_date"`    // the working day whose team it is
	Team       string     `json:"team"`         // "" where no team takes turns
	Members    []string   `json:"members"`      // who is there: swaps and substitutes counted
	Opens      *time.Time `json:"opens"`        // when that team is at its desk
	Open       bool       `json:"open"`         // the desk is staffed at this instant
	Why        string     `json:"why"`          // one sentence
	Turn       int        `json:"turn"`         // place of the team in the order, from 1
	Teams      int        `json:"teams"`        // how many teams take turns
	Since      string     `json:"since"`        // from which day working days are counted
	Number     int        `json:"working_days"` // of the duty's day since then, from 1
}

// DutyNow is who is on duty at this instant.
func (d *Desk) DutyNow(ctx context.Context) (view DutyView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		s, err := d.shift(tx, d.now())
		if err != nil {
			return err
		}
		view = d.dutyView(s.duty, s.persons)
		return nil
	})
	return view, err
}

// DutyOn is who is on duty on each of n days from a date on; the zero date is
// today.
func (d *Desk) DutyOn(ctx context.Context, from rota.Date, n int) (views []DutyView, err error) {
	if from.IsZero() {
		from = rota.DateOf(d.now(), d.zone())
	}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		s, err := d.shift(tx, d.now())
		if err != nil {
			return err
		}
		rotation, err := d.rotation(tx)
		if err != nil {
			return err
		}
		for i := range n {
			views = append(views, d.dutyView(rota.DutyOn(s.calendar, rotation, from.AddDays(i)), s.persons))
		}
		return nil
	})
	return views, err
}

func (d *Desk) dutyView(duty rota.Duty, p persons) DutyView {
	view := DutyView{Date: duty.Why.Asked.String(), WorkingDay: duty.Why.Off.Kind == "", DutyDate: duty.Date.String(), Members: []string{},
		Opens: d.at(duty.Opens), Open: duty.Open, Why: whyText(duty)}
	if !duty.Found {
		return view
	}
	turn := duty.Why.Turn
	view.Team, view.Turn, view.Teams, view.Since, view.Number = teamName(p.teams, duty.Team), turn.Position, turn.Teams, turn.Since.String(), turn.Number
	for _, id := range p.on(duty.Team, duty.Date, duty.Date).Members[duty.Team] {
		view.Members = append(view.Members, p.name(id))
	}
	if turn.For != 0 {
		view.Why += "; a swap with " + teamName(p.teams, turn.For)
	}
	return view
}

// whyText tells the facts behind a duty in one sentence.
func whyText(duty rota.Duty) string {
	why := duty.Why
	text := fmt.Sprintf("%s %s is a working day", why.Asked.Weekday(), why.Asked)
	switch {
	case why.Off.Kind == rota.OffWeekend:
		text = fmt.Sprintf("%s %s is no working day of the week", why.Asked.Weekday(), why.Asked)
	case why.Off.Kind == rota.OffHoliday:
		text = fmt.Sprintf("%s %s is %s", why.Asked.Weekday(), why.Asked, why.Off.Holidays[0].English)
	case why.Off.Kind == rota.OffClosure && why.Off.Closure.Text != "":
		text = fmt.Sprintf("%s %s is closed (%s)", why.Asked.Weekday(), why.Asked, why.Off.Closure.Text)
	case why.Off.Kind == rota.OffClosure:
		text = fmt.Sprintf("%s %s is closed", why.Asked.Weekday(), why.Asked)
	case why.AfterHours:
		text = fmt.Sprintf("the hours of %s are over", why.Asked)
	}
	if duty.Date.IsZero() {
		return text + "; the desk never opens"
	}
	if duty.Date != why.Asked {
		text += fmt.Sprintf("; the next working day is %s %s", duty.Date.Weekday(), duty.Date)
	}
	if !duty.Found {
		return text + "; no team takes turns, new tickets go to the administrators"
	}
	return text + fmt.Sprintf("; working day %d since %s, turn %d of %d", why.Turn.Number, why.Turn.Since, why.Turn.Position, why.Turn.Teams)
}

// ClosureView is a time during which the desk is closed, entered by hand or in
// the settings.
type ClosureView struct {
	ID   int64  `json:"id"` // 0 for one of the settings
	From string `json:"from"`
	To   string `json:"to"`
	Text string `json:"text"`
}

// Closures lists the closures.
func (d *Desk) Closures(ctx context.Context) (views []ClosureView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		cal, err := d.calendar(tx)
		for _, c := range cal.Closures {
			to := c.To
			if to.IsZero() {
				to = c.From
			}
			views = append(views, ClosureView{ID: c.ID, From: c.From.String(), To: to.String(), Text: c.Text})
		}
		return err
	})
	return views, err
}

// AddClosure closes the desk from one day to another, both included. No team
// loses its turn by it (R16).
func (d *Desk) AddClosure(ctx context.Context, c rota.Closure, by string) (id int64, err error) {
	if c.To.IsZero() {
		c.To = c.From
	}
	switch {
	case c.From.IsZero():
		return 0, refused("a closure needs its first day")
	case c.To.Before(c.From):
		return 0, refused("the closure ends on %s, before it begins on %s", c.To, c.From)
	case c.To.DaysSince(c.From) > 366:
		return 0, refused("the closure lasts longer than a year: from %s to %s", c.From, c.To)
	}
	c.Declared = rota.DateOf(d.now(), d.zone())
	err = d.change(ctx, func(tx *store.Tx) (err error) {
		if id, err = tx.AddClosure(c); err != nil {
			return err
		}
		return d.audit(tx, by, "add-closure", fmt.Sprintf("closure:%d", id), c.From.String()+"/"+c.To.String())
	})
	return id, err
}
