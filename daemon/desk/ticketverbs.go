package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// onThe runs a verb on a ticket in one transaction and notes who did it.
func (d *Desk) onThe(ctx context.Context, number int64, by, verb string, f func(*store.Tx, *ticket.Ticket) (detail string, err error)) error {
	return d.change(ctx, func(tx *store.Tx) error { return d.onTheIn(tx, number, by, verb, f) })
}

// onTheIn is onThe in a transaction that does more.
func (d *Desk) onTheIn(tx *store.Tx, number int64, by, verb string, f func(*store.Tx, *ticket.Ticket) (detail string, err error)) error {
	t, err := theTicket(tx, number)
	if err != nil {
		return err
	}
	detail, err := f(tx, &t)
	if err != nil {
		return transition(err)
	}
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	return d.audit(tx, by, verb, objectTicket(number), detail)
}

// transition makes a refusal of what a ticket's state does not allow.
func transition(err error) error {
	if !errors.Is(err, ticket.ErrTransition) {
		return err
	}
	return refusedAs(ErrState, "%s", strings.TrimSuffix(err.Error(), ": "+ticket.ErrTransition.Error()))
}

// ResolveTicket says that a ticket is done.
func (d *Desk) ResolveTicket(ctx context.Context, number int64, by string) error {
	return d.onThe(ctx, number, by, "resolve", func(_ *store.Tx, t *ticket.Ticket) (string, error) { return "", t.Resolve(d.now()) })
}

// ReopenTicket puts a ticket back among those to be worked on.
func (d *Desk) ReopenTicket(ctx context.Context, number int64, by string) error {
	return d.onThe(ctx, number, by, "reopen", func(_ *store.Tx, t *ticket.Ticket) (string, error) { return "", t.Reopen() })
}

// WaitTicket says that the next word is the client's.
func (d *Desk) WaitTicket(ctx context.Context, number int64, by string) error {
	return d.onThe(ctx, number, by, "wait", func(_ *store.Tx, t *ticket.Ticket) (string, error) { return "", t.Wait() })
}

// SnoozeTicket puts a ticket aside until a moment as people write it (lundi,
// 3 jours, 2h, 2026-07-01): a day means when the desk opens on it.
func (d *Desk) SnoozeTicket(ctx context.Context, number int64, when, by string) (until time.Time, err error) {
	moment, err := ticket.ParseWhen(when)
	if err != nil {
		return until, refusedAs(ticket.ErrWhen, "“%s” is no moment to come: write for example monday, 3 days, 2h or 2026-07-01", when)
	}
	err = d.onThe(ctx, number, by, "snooze", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		cal, err := d.calendar(tx)
		if err != nil {
			return "", err
		}
		until, err = moment.Resolve(d.now().In(d.zone()), d.opens(cal))
		if errors.Is(err, ticket.ErrWhen) {
			return "", refusedAs(ticket.ErrWhen, "“%s” is past", when)
		} else if err != nil {
			return "", err
		}
		return until.Format(time.RFC3339), t.Snooze(until, d.now())
	})
	return until.In(d.zone()), err
}

// opens gives when the desk opens on a day, or on the next working day.
func (d *Desk) opens(cal rota.Calendar) func(time.Time) time.Time {
	return func(day time.Time) time.Time {
		open, ok := cal.FirstWorkingDayOnOrAfter(rota.DateOf(day, d.zone()))
		if at, found := cal.Opening(open); ok && found {
			return at
		}
		return day
	}
}

// AssignTicket gives a ticket to an agent, or to a whole team where agent is
// "". Who gets it is told, but for who did it.
func (d *Desk) AssignTicket(ctx context.Context, number int64, agent, team, by string) error {
	return d.onOpen(ctx, number, by, "assign", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		to, err := d.assignees(tx, t, agent, team)
		if err != nil {
			return "", err
		}
		to = slices.DeleteFunc(to, func(a people.Agent) bool { return a.Name() == by || slices.Contains(a.Addresses, people.Fold(by)) })
		cause := fmt.Sprintf("assigned:%d:%d", number, d.now().UnixMilli())
		return agent + team, d.notifyAssigned(tx, *t, to, people.Agent{LastName: by}, cause)
	})
}

func (d *Desk) assignees(tx *store.Tx, t *ticket.Ticket, agent, team string) (to []people.Agent, err error) {
	if agent != "" {
		a, err := agentNamed(tx, agent)
		if err == nil && a.Role == people.RoleSales {
			err = refused("%s is in sales and answers no tickets", a.Name())
		}
		t.AgentID = a.ID
		return []people.Agent{a}, err
	}
	named, err := teamNamed(tx, team)
	if err != nil {
		return nil, err
	}
	t.TeamID, t.AgentID = named.ID, 0
	for _, id := range named.Members {
		a, err := tx.Agent(id)
		if err != nil {
			return nil, err
		}
		if a.Active {
			to = append(to, a)
		}
	}
	return to, nil
}

// Booking is time that an agent spent on a ticket.
type Booking struct {
	Agent   string // name or address
	Minutes int
	Kind    contract.EntryKind
	Text    string
	Key     string    // of BookTime: the page's random one, the same form again books nothing. "": not asked
	Day     rota.Date // of the work; zero is today
}

// BookTime books time on a ticket. It gives what the entry counts, in
// quarters; 0 where it was booked before.
func (d *Desk) BookTime(ctx context.Context, number int64, b Booking, by string) (countedQuarters int, err error) {
	_, err = d.onForm(ctx, "agent:"+by, b.Key, func(tx *store.Tx) (store.Form, error) {
		done := store.Form{TicketNumber: number}
		return done, d.onOpenIn(tx, number, by, "time", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
			a, err := agentNamed(tx, b.Agent)
			if err != nil {
				return "", err
			}
			if b.Day.After(rota.DateOf(d.now(), d.zone())) {
				return "", refusedAs(ErrDay, "%s is still to come", b.Day)
			}
			before := t.CountedQuarters
			err = d.bookTime(tx, t, d.entry(a, b, 0))
			countedQuarters = t.CountedQuarters - before
			return fmt.Sprintf("%d minutes, %s", b.Minutes, b.Kind), err
		})
	})
	return countedQuarters, err
}

func (d *Desk) entry(a people.Agent, b Booking, exchange int64) store.TimeEntry {
	e := store.TimeEntry{ExchangeID: exchange, Text: b.Text}
	e.AgentID, e.At, e.Minutes, e.Kind = a.ID, d.now(), b.Minutes, b.Kind
	if !b.Day.IsZero() && b.Day != rota.DateOf(e.At, d.zone()) {
		e.At = b.Day.At(d.zone(), noon)
	}
	return e
}

// noon is when work counts as done of which only the day is known, in minutes
// past midnight.
const noon = 12 * 60
