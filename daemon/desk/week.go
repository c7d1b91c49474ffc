package desk

import (
	"context"
	"slices"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// WeekView is what an agent spent in a week, and what is missing.
type WeekView struct {
	From            rota.Date `json:"from"` // a Monday
	To              rota.Date `json:"to"`   // the Sunday
	Minutes         int       `json:"minutes"`
	CountedQuarters int       `json:"counted_quarters"`
	Days            []WeekDay `json:"days"` // all seven
}

// WeekDay is a day of it.
type WeekDay struct {
	Date            rota.Date     `json:"date"`
	Minutes         int           `json:"minutes"`
	CountedQuarters int           `json:"counted_quarters"`
	Tickets         []WeekTicket  `json:"tickets"`
	Missing         []WeekMissing `json:"missing"`
}

// WeekTicket is what was spent on a ticket on the day.
type WeekTicket struct {
	Number          int64  `json:"number"`
	Client          string `json:"client"`
	Subject         string `json:"subject"`
	Minutes         int    `json:"minutes"`
	CountedQuarters int    `json:"counted_quarters"`
}

// WeekMissing is a ticket that was answered on the day without time.
type WeekMissing struct {
	Number  int64  `json:"number"`
	Client  string `json:"client"`
	Subject string `json:"subject"`
	Answers int    `json:"answers"`
}

// Week is an agent's week from Monday to Sunday that holds a date; the zero
// date is today.
func (d *Desk) Week(ctx context.Context, agent string, date rota.Date) (view WeekView, err error) {
	if date.IsZero() {
		date = rota.DateOf(d.now(), d.zone())
	}
	view.From = date.AddDays(-((int(date.Weekday()) + 6) % 7))
	view.To = view.From.AddDays(6)
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		return d.fillWeek(tx, a.ID, &view)
	})
	return view, err
}

func (d *Desk) fillWeek(tx *store.Tx, agent int64, view *WeekView) error {
	spent, missing, err := d.spent(tx, agent, view.From, view.To)
	if err != nil {
		return err
	}
	clients, err := clientNames(tx)
	if err != nil {
		return err
	}
	for i := range 7 {
		view.Days = append(view.Days, WeekDay{Date: view.From.AddDays(i), Tickets: []WeekTicket{}, Missing: []WeekMissing{}})
	}
	for _, s := range spent {
		t, err := tx.Ticket(s.TicketID)
		if err != nil {
			return err
		}
		day := &view.Days[s.Day.DaysSince(view.From)]
		day.Tickets = append(day.Tickets, WeekTicket{t.Number, clients[t.ClientID], t.Subject, s.Minutes, s.Quarters})
		day.Minutes, day.CountedQuarters = day.Minutes+s.Minutes, day.CountedQuarters+s.Quarters
		view.Minutes, view.CountedQuarters = view.Minutes+s.Minutes, view.CountedQuarters+s.Quarters
	}
	for _, m := range missing {
		t, err := tx.Ticket(m.TicketID)
		if err != nil {
			return err
		}
		day := &view.Days[m.Day.DaysSince(view.From)]
		day.Missing = append(day.Missing, WeekMissing{t.Number, clients[t.ClientID], t.Subject, m.Answers})
	}
	return nil
}

// spent is what an agent spent from one day to another, both included, and
// what is missing.
func (d *Desk) spent(tx *store.Tx, agent int64, first, last rota.Date) ([]contract.Spent, []contract.Missing, error) {
	from, to := first.Start(d.zone()), last.AddDays(1).Start(d.zone())
	entries, err := tx.TimeOfAgent(agent, from, to)
	if err != nil {
		return nil, nil, err
	}
	answers, err := tx.AnsweredBy(agent, from, to)
	if err != nil {
		return nil, nil, err
	}
	var charges []contract.Charge
	var tickets []int64
	for _, e := range entries {
		if slices.Contains(tickets, e.TicketID) {
			continue
		}
		tickets = append(tickets, e.TicketID)
		of, err := d.chargesOf(tx, e.TicketID)
		if err != nil {
			return nil, nil, err
		}
		charges = append(charges, slices.DeleteFunc(of, func(c contract.Charge) bool { return outside(c.Entry.At, from, to) })...)
	}
	return contract.SpentBy(agent, d.zone(), charges), contract.MissingTime(d.zone(), answers, entriesOf(entries)), nil
}

func outside(at, from, to time.Time) bool { return at.Before(from) || !at.Before(to) }

// chargesOf is what each entry of a ticket counts; nothing where it has no
// contract.
func (d *Desk) chargesOf(tx *store.Tx, number int64) ([]contract.Charge, error) {
	t, err := tx.Ticket(number)
	if err != nil {
		return nil, err
	}
	entries, err := tx.TimeOn(number)
	if err != nil {
		return nil, err
	}
	return d.charges(tx, t, entries)
}

func (d *Desk) charges(tx *store.Tx, t ticket.Ticket, entries []store.TimeEntry) ([]contract.Charge, error) {
	rounding := contract.PerTicket
	if t.ContractID != 0 {
		c, err := tx.Contract(t.ContractID)
		if err != nil {
			return nil, err
		}
		rounding = c.Rounding
	}
	charges := contract.Charges(rounding, d.zone(), entriesOf(entries))
	for i := range charges {
		if t.ContractID == 0 {
			charges[i].Quarters = 0
		}
	}
	return charges, nil
}
