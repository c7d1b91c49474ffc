package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

const (
	// sendMinute is when scheduled letters leave: 08:00 of the desk (R14).
	sendMinute = 8 * 60
	// onTime is how late a scheduled letter may be without saying for when it
	// stands.
	onTime = time.Hour
	// horizonDays is how far back is looked for what was missed. A clock that
	// was years ahead for a moment thus writes no years of letters.
	horizonDays = 400
)

// morning is the day of a scheduled look: what falls due on it, and from which
// day on what was missed is made up for.
type morning struct {
	now      time.Time
	today    rota.Date
	first    rota.Date
	calendar rota.Calendar
	working  bool
}

// morningOf is the morning of the planned time. A time before the schedule
// began is its own first day: somebody asked for it by hand.
func (d *Desk) morningOf(tx *store.Tx, now time.Time) (m morning, err error) {
	m.now, m.today = now, rota.DateOf(now, d.zone())
	if m.calendar, err = d.calendar(tx); err != nil {
		return m, err
	}
	m.working, _ = m.calendar.IsWorkingDay(m.today)
	m.first, err = d.since(tx)
	if oldest := m.today.AddDays(-horizonDays); m.first.Before(oldest) {
		m.first = oldest
	}
	return m, err
}

// tells says whether what fell due on the day is told on this morning: not
// what fell due before the schedule began or before the contract was entered.
func (m morning) tells(day, entered rota.Date) bool {
	first := m.first
	if entered.After(first) {
		first = entered
	}
	if m.today.Before(first) {
		first = m.today
	}
	return !day.Before(first) && !day.After(m.today)
}

// asOf is for when the figures of a letter that was due on the day stand, if
// it is written late; zero where it is not.
func (d *Desk) asOf(day rota.Date, now time.Time) time.Time {
	due := day.At(d.zone(), sendMinute)
	if real := d.now(); real.After(now) {
		now = real
	}
	if now.Sub(due) > onTime {
		return due
	}
	return time.Time{}
}

// leaves is when a letter that is due on the day leaves, zero for at once: it
// is written early where the setting has the job look before eight.
func (d *Desk) leaves(day rota.Date, now time.Time) time.Time {
	if due := day.At(d.zone(), sendMinute); due.After(now) {
		return due
	}
	return time.Time{}
}

// ending is a period that is over, told on the day of its close.
type ending struct {
	contractID int64
	period     contract.Period
}

// batch are the endings that one sales contact is told of in one letter.
type batch struct {
	to      reader
	day     rota.Date
	endings []ending
}

// batches lists the periods that are over, whose day of close has come and
// whose key is not claimed, by sales contact and day (R14). On a day off there
// are none.
func (d *Desk) batches(ctx context.Context, now time.Time, job string, key func(int64, contract.Date) string) (all []*batch, err error) {
	type place struct {
		address string
		day     rota.Date
	}
	err = d.store.Write(ctx, func(tx *store.Tx) error {
		m, err := d.morningOf(tx, now)
		if err != nil || !m.working {
			return err
		}
		contracts, err := tx.Contracts(0)
		if err != nil {
			return err
		}
		all = nil
		at := map[place]*batch{}
		for _, c := range contracts {
			ended, err := d.endings(tx, m, c, job, key)
			if err != nil {
				return fmt.Errorf("contract %s: %w", c.Ref, err)
			}
			for _, e := range ended {
				to, err := d.salesReader(tx, c.SalesAgentID)
				if err != nil {
					return fmt.Errorf("sales contact of contract %s: %w", c.Ref, err)
				}
				p := place{to.person.Address, e.period.CloseDay(m.calendar)}
				if at[p] == nil {
					at[p] = &batch{to: to, day: p.day}
					all = append(all, at[p])
				}
				at[p].endings = append(at[p].endings, e)
			}
		}
		return nil
	})
	return all, err
}

// endings are a contract's periods that are to be told on a morning.
func (d *Desk) endings(tx *store.Tx, m morning, c contract.Contract, job string, key func(int64, contract.Date) string) ([]ending, error) {
	entered, err := d.entered(tx, c.ID)
	if err != nil {
		return nil, err
	}
	var all []ending
	for _, p := range c.PeriodsUntil(m.today) {
		if !p.End.Before(m.today) || !m.tells(p.CloseDay(m.calendar), entered) {
			continue
		}
		done, err := tx.WasDone(job, key(c.ID, p.Start))
		if err != nil {
			return nil, err
		}
		if !done {
			all = append(all, ending{c.ID, p})
		}
	}
	return all, nil
}

// entered is the day on which a contract was entered.
func (d *Desk) entered(tx *store.Tx, contractID int64) (rota.Date, error) {
	at, err := tx.ContractSince(contractID)
	if err != nil || at.IsZero() {
		return rota.Date{}, err
	}
	return rota.DateOf(at, d.zone()), nil
}

// eachBatch carries out do for each batch in a transaction of its own; one
// that fails does not stop the others.
func (d *Desk) eachBatch(ctx context.Context, all []*batch, do func(*store.Tx, *batch) error) error {
	var errs []error
	for _, b := range all {
		err := d.store.Write(ctx, func(tx *store.Tx) error {
			return d.holdingBack(tx, b.day.At(d.zone(), sendMinute), func() error { return do(tx, b) })
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("writing to %s for %s: %w", b.to.person.Address, b.day, err))
		}
	}
	signal(d.queued)
	return errors.Join(errs...)
}
