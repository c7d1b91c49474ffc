package desk

import (
	"context"
	"fmt"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

const summaryJob = "summary"

// summaryKey is the key under which the summary of a period is sent once.
func summaryKey(contractID int64, start contract.Date) string {
	return fmt.Sprintf("summary/%d/%s", contractID, start)
}

// Summaries sends the usage summaries of the periods that are over: to each
// technical contact, and to each sales contact over all their clients, on the
// first working day on or after the day that follows the period (R14). now is
// the planned time of the look.
func (d *Desk) Summaries(ctx context.Context, now time.Time) error {
	all, err := d.batches(ctx, now, summaryJob, summaryKey)
	if err != nil {
		return fmt.Errorf("looking for periods to sum up: %w", err)
	}
	return d.eachBatch(ctx, all, func(tx *store.Tx, b *batch) error { return d.sumUp(tx, b, now) })
}

// sumUp writes the summaries of one sales contact's clients.
func (d *Desk) sumUp(tx *store.Tx, b *batch, now time.Time) error {
	var lines []letter.ClientLine
	cause := ""
	for _, e := range b.endings {
		key := summaryKey(e.contractID, e.period.Start)
		news, err := tx.Once(summaryJob, key, d.now())
		if err != nil {
			return err
		}
		if !news {
			continue
		}
		line, err := d.sumUpClient(tx, b, e, key, now)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		lines = append(lines, line)
		if cause == "" {
			cause = key // each period is in one list: its key is the list's
		}
	}
	if len(lines) == 0 {
		return nil
	}
	_, err := d.write(tx, draft{kind: letter.KindSummarySales, to: b.to, cause: cause, causeAt: d.now(), audience: ticket.Scheduled,
		notBefore: d.leaves(b.day, now),
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.SummarySales{Common: c, Clients: lines, AsOf: d.asOf(b.day, now)}
		}})
	return err
}

// sumUpClient writes one period's summary to the technical contact.
func (d *Desk) sumUpClient(tx *store.Tx, b *batch, e ending, key string, now time.Time) (letter.ClientLine, error) {
	t, err := d.tellingOf(tx, e)
	if err != nil {
		return letter.ClientLine{}, err
	}
	line := letter.ClientLine{Client: t.client.Name, Package: t.pkg}
	return line, d.tellClient(tx, t, letter.KindSummaryClient, key, d.leaves(b.day, now), func(c letter.Common) any {
		return letter.SummaryClient{Common: c, Client: t.client.Name, Package: t.pkg, Tickets: t.tickets, AsOf: d.asOf(b.day, now)}
	})
}
