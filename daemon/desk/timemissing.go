package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// TellMissingTime tells each agent, at the end of a working day, which tickets
// they answered without counting time that day: once a day, nothing where
// nothing is missing, and nobody who is away or switched it off.
func (d *Desk) TellMissingTime(ctx context.Context, now time.Time) error {
	day := rota.DateOf(now, d.zone())
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		cal, err := d.calendar(tx)
		if err != nil {
			return err
		}
		if working, _ := cal.IsWorkingDay(day); !working {
			return nil
		}
		p, err := d.people(tx)
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(p.agents)) {
			if _, away := p.away.Away(id, day); away || !p.works(id) {
				continue
			}
			if err := d.tellMissing(tx, p.agents[id], day); err != nil {
				return fmt.Errorf("telling %s: %w", p.name(id), err)
			}
		}
		return nil
	})
	signal(d.queued)
	if err != nil {
		return fmt.Errorf("telling what time is missing: %w", err)
	}
	return nil
}

// offers are the minutes that the letter's links propose.
func offers() []int { return []int{15, 30, 45, 60} }

func (d *Desk) tellMissing(tx *store.Tx, a people.Agent, day rota.Date) error {
	set, err := tx.Preferences(a.ID)
	if err != nil || !set.Wants(people.ReasonTimeMissing) {
		return err
	}
	_, missing, err := d.spent(tx, a.ID, day, day)
	if err != nil || len(missing) == 0 {
		return err
	}
	lines, answers, err := d.missingLines(tx, missing)
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: letter.KindTimeMissing, to: d.agentReader(a), cause: "time-missing:" + day.String(), causeAt: d.now(),
		audience: ticket.Scheduled, notBefore: set.Loud(d.now(), d.zone()), head: letter.Head{Reason: string(people.ReasonTimeMissing)},
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.TimeMissing{Common: c, Day: day.Start(d.zone()), Tickets: lines, Answers: answers, Offers: offers()}
		}})
	return err
}

func (d *Desk) missingLines(tx *store.Tx, missing []contract.Missing) (lines []letter.MissingLine, answers int, err error) {
	for _, m := range missing {
		t, err := tx.Ticket(m.TicketID)
		if err != nil {
			return nil, 0, err
		}
		client, err := tx.Client(t.ClientID)
		if err != nil {
			return nil, 0, err
		}
		lines = append(lines, letter.MissingLine{Number: t.Number, Token: ticket.SubjectTag(t.Number, t.Token), Client: client.Name,
			Subject: t.Subject, Answers: m.Answers})
		answers += m.Answers
	}
	return lines, answers, nil
}
