package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// RotaDay is a day of the calendar of duty.
type RotaDay struct {
	Date       rota.Date     `json:"date"`
	WorkingDay bool          `json:"working_day"`
	Off        string        `json:"off"`      // weekend, holiday or closure; "" on a working day
	Holidays   []string      `json:"holidays"` // their names
	Closure    string        `json:"closure"`  // what people are told
	Team       string        `json:"team"`     // "" where nobody is on duty
	For        string        `json:"for"`      // the team whose day it was before a swap
	People     []string      `json:"people"`   // who is on duty: swaps and substitutes counted
	Swaps      []SwapView    `json:"swaps"`    // agreed and proposed ones of the day
	Absences   []AbsenceView `json:"absences"` // of agents of any team

	people []int64
	team   int64
}

// Has tells whether an agent is on duty on the day.
func (day RotaDay) Has(agent int64) bool { return slices.Contains(day.people, agent) }

// RotaMonth is the calendar of duty of a month, holidays in a language ("" is
// the desk's).
func (d *Desk) RotaMonth(ctx context.Context, year int, month time.Month, language string) (days []RotaDay, err error) {
	first := rota.NewDate(year, month, 1)
	err = d.store.Read(ctx, func(tx *store.Tx) (err error) {
		days, err = d.rotaDays(tx, first, rota.NewDate(year, month+1, 1), d.language(language))
		return err
	})
	return days, err
}

// rotaDays are the days from one (included) to another (excluded).
func (d *Desk) rotaDays(tx *store.Tx, from, to rota.Date, language string) (days []RotaDay, err error) {
	cal, err := d.calendar(tx)
	if err != nil {
		return nil, err
	}
	rotation, err := d.rotation(tx)
	if err != nil {
		return nil, err
	}
	p, err := d.people(tx)
	if err != nil {
		return nil, err
	}
	swaps, err := tx.Swaps("")
	for date := from; date.Before(to); date = date.AddDays(1) {
		day := offDay(cal, date, language)
		if turn, ok := rotation.TurnOn(cal, date); ok {
			day.team, day.people = turn.Team, p.on(turn.Team, date, date).Members[turn.Team]
			day.Team, day.For = teamName(p.teams, turn.Team), teamName(p.teams, turn.For)
		}
		day.fill(p, swaps)
		days = append(days, day)
	}
	return days, err
}

// offDay is a day with why it is no working day, if it is none.
func offDay(cal rota.Calendar, date rota.Date, language string) RotaDay {
	working, off := cal.IsWorkingDay(date)
	day := RotaDay{Date: date, WorkingDay: working, Off: string(off.Kind), Holidays: []string{}, Closure: off.Closure.Text,
		People: []string{}, Swaps: []SwapView{}, Absences: []AbsenceView{}}
	for _, h := range off.Holidays {
		if language == "en" {
			day.Holidays = append(day.Holidays, h.English)
		} else {
			day.Holidays = append(day.Holidays, h.French)
		}
	}
	return day
}

// fill adds the names, the swaps and the absences of a day.
func (day *RotaDay) fill(p persons, swaps []store.Swap) {
	for _, id := range day.people {
		day.People = append(day.People, p.name(id))
	}
	for _, s := range swaps {
		of := s.Date == day.Date || s.Back == day.Date
		if of && (s.State == store.SwapAccepted || s.State == store.SwapProposed) {
			day.Swaps = append(day.Swaps, p.swapView(s))
		}
	}
	for _, a := range p.away {
		if a.Covers(day.Date) {
			day.Absences = append(day.Absences, AbsenceView{ID: a.ID, Agent: p.name(a.Agent), From: a.From, To: a.To, Substitute: p.name(a.Substitute)})
		}
	}
}

// feedMonths is how far ahead a calendar goes that others subscribe to.
const feedMonths = 6

// CalendarFeed is the calendar behind a token that other programs subscribe
// to, in the words of the agent whose token it is: the days on which that agent
// is on duty, or those of a team where one is named. A token that is none, or
// of somebody who left, is ErrNotFound.
func (d *Desk) CalendarFeed(ctx context.Context, token, team string) (ics string, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		id, err := tx.CalendarOwner(calendarHash(token))
		if notFound(err) {
			return fmt.Errorf("there is no such calendar: %w", ErrNotFound)
		} else if err != nil {
			return err
		}
		ics, err = d.feed(tx, id, team)
		return err
	})
	return ics, err
}

func (d *Desk) feed(tx *store.Tx, agent int64, team string) (string, error) {
	a, err := tx.Agent(agent)
	if err != nil {
		return "", err
	}
	if !a.Active {
		return "", fmt.Errorf("there is no such calendar: %w", ErrNotFound)
	}
	mine := func(day RotaDay) bool { return slices.Contains(day.people, agent) }
	name := a.Name()
	uid := fmt.Sprintf("a%d", agent)
	if team != "" {
		t, err := teamNamed(tx, team)
		if err != nil {
			return "", err
		}
		mine, name, uid = func(day RotaDay) bool { return day.team == t.ID }, t.Name, fmt.Sprintf("t%d", t.ID)
	}
	l := d.texts.Language(d.language(a.Language))
	today := rota.DateOf(d.now(), d.zone())
	days, err := d.rotaDays(tx, rota.NewDate(today.Year, today.Month, 1), rota.NewDate(today.Year, today.Month+feedMonths, 1), l.Code())
	if err != nil {
		return "", err
	}
	word, err := l.Word("calendar", "duty")
	if err != nil {
		return "", err
	}
	f := rota.Feed{Name: word + " – " + name, Made: d.now()}
	for _, day := range days {
		if !mine(day) {
			continue
		}
		people, err := l.List(day.People)
		if err != nil {
			return "", err
		}
		f.Events = append(f.Events, rota.Event{UID: fmt.Sprintf("duty-%s-%s@%s", day.Date, uid, d.keys.Instance), Date: day.Date,
			Summary: word + " – " + day.Team, Description: people})
	}
	return f.ICS(), nil
}
