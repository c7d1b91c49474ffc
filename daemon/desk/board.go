package desk

import (
	"context"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// Board is how the desk fares: what waits and for how long, how soon clients
// were answered first, and what each agent has. It is for the desk itself, no
// promise to anybody (R8).
type Board struct {
	From    rota.Date // of the week of the first answers: a Monday
	Ages    []BoardAges
	Answers []BoardAnswer
	Agents  []BoardAgent
}

// BoardAges are the tickets of a state by their age in working time.
type BoardAges struct {
	State string
	Count [rota.Older + 1]int
}

// BoardAnswer is a first answer of the week.
type BoardAnswer struct {
	Ticket  int64
	Day     rota.Date
	Minutes int // working time that the client waited
}

// BoardAgent is what an agent has, and the time counted today.
type BoardAgent struct {
	Name          string
	Open          int // snoozed ones too
	Waiting       int
	TodayQuarters int
}

// Board shows how the desk fares, with the first answers of the week that holds
// a date; the zero date is today.
func (d *Desk) Board(ctx context.Context, date rota.Date) (b Board, err error) {
	if date.IsZero() {
		date = d.today()
	}
	b.From = date.AddDays(-((int(date.Weekday()) + 6) % 7))
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		cal, err := d.calendar(tx)
		if err != nil {
			return err
		}
		work, err := tx.AtWork()
		if err != nil {
			return err
		}
		b.Ages = d.boardAges(cal, work)
		if b.Agents, err = d.boardAgents(tx, work); err != nil {
			return err
		}
		first, err := tx.FirstAnswers(b.From.Start(d.zone()), b.From.AddDays(7).Start(d.zone()))
		for _, a := range first {
			b.Answers = append(b.Answers, BoardAnswer{Ticket: a.Number, Day: rota.DateOf(a.At, d.zone()), Minutes: cal.OpenMinutes(a.Opened, a.At)})
		}
		return err
	})
	return b, err
}

func (d *Desk) boardAges(cal rota.Calendar, work []store.AtWork) []BoardAges {
	rows := []BoardAges{{State: string(ticket.Open)}, {State: string(ticket.Snoozed)}, {State: string(ticket.Waiting)}}
	for _, w := range work {
		for i := range rows {
			if rows[i].State == string(w.State) {
				rows[i].Count[cal.AgeAt(w.Since, d.now())]++
			}
		}
	}
	return rows
}

// boardAgents is what each agent who answers tickets has.
func (d *Desk) boardAgents(tx *store.Tx, work []store.AtWork) (agents []BoardAgent, err error) {
	all, err := tx.Agents("")
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		if !a.Active || a.Role == people.RoleSales {
			continue
		}
		one := BoardAgent{Name: a.Name()}
		for _, w := range work {
			switch {
			case w.AgentID != a.ID:
			case w.State == ticket.Waiting:
				one.Waiting++
			default:
				one.Open++
			}
		}
		spent, _, err := d.spent(tx, a.ID, d.today(), d.today())
		if err != nil {
			return nil, err
		}
		for _, s := range spent {
			one.TodayQuarters += s.Quarters
		}
		agents = append(agents, one)
	}
	return agents, nil
}
