package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// closeJob keys the letters of a close; its ledger lines have their own keys.
const closeJob = "close"

// ClosePeriods closes the periods that are over, on whatever day they end:
// what is below the package is billed once, what is not carried over expires,
// and the periods that have begun get their package. On the day of the close
// it tells the client of the overage and sends each sales contact the list for
// invoicing (R14). now is the planned time of the look.
func (d *Desk) ClosePeriods(ctx context.Context, now time.Time) error {
	closing := d.closeOver(ctx, rota.DateOf(now, d.zone()))
	all, err := d.batches(ctx, now, closeJob, contract.CloseKey)
	if err != nil {
		return errors.Join(closing, fmt.Errorf("looking for closed periods to tell: %w", err))
	}
	return errors.Join(closing, d.eachBatch(ctx, all, func(tx *store.Tx, b *batch) error { return d.tellClose(tx, b, now) }))
}

// closeOver writes the ledger lines of the periods that are over before a day.
func (d *Desk) closeOver(ctx context.Context, day rota.Date) error {
	var contracts []contract.Contract
	err := d.store.Read(ctx, func(tx *store.Tx) (err error) {
		contracts, err = tx.Contracts(0)
		return err
	})
	if err != nil {
		return fmt.Errorf("listing the contracts: %w", err)
	}
	var errs []error
	for _, c := range contracts {
		err := d.store.Write(ctx, func(tx *store.Tx) error { return d.closeContract(tx, c.ID, day) })
		if err != nil {
			errs = append(errs, fmt.Errorf("closing periods of contract %s: %w", c.Ref, err))
		}
	}
	return errors.Join(errs...)
}

func (d *Desk) closeContract(tx *store.Tx, id int64, day rota.Date) error {
	c, err := tx.Contract(id)
	if err != nil {
		return err
	}
	if done, err := closedBefore(tx, c, day); err != nil || done {
		return err
	}
	ledger, err := tx.Lines(id)
	if err != nil {
		return err
	}
	for _, closing := range contract.CloseDue(c, ledger, day, d.zone()) {
		added, err := tx.AddLines(closing.Lines)
		if err != nil {
			return err
		}
		ledger = append(ledger, added...)
		d.log.Info("a period was closed", "contract", c.Ref, "from", closing.Period.Start.String(), "until", closing.Period.End.String(),
			"overage_quarters", closing.OverageQuarters, "carried_quarters", closing.CarriedQuarters, "expired_quarters", closing.ExpiredQuarters)
	}
	_, err = tx.AddLines(contract.Grants(c, ledger, day, d.zone()))
	return err
}

// closedBefore says, without reading the ledger, that nothing is to be done: the
// last period that is over is closed and the present one has its package.
func closedBefore(tx *store.Tx, c contract.Contract, day rota.Date) (bool, error) {
	begun := c.PeriodsUntil(day)
	for i := len(begun) - 1; i >= 0; i-- {
		p := begun[i]
		if p.End.Before(day) {
			return tx.HasLine(contract.CloseKey(c.ID, p.Start))
		}
		if has, err := tx.HasLine(contract.GrantKey(c.ID, p.Start)); err != nil || !has {
			return false, err
		}
	}
	return true, nil
}

// tellClose tells of the closed periods of one sales contact's clients.
func (d *Desk) tellClose(tx *store.Tx, b *batch, now time.Time) error {
	list := overageList{}
	cause := ""
	for _, e := range b.endings {
		key := contract.CloseKey(e.contractID, e.period.Start)
		t, err := d.tellingOf(tx, e)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if !contract.Closed(t.lines, e.contractID, e.period.Start) {
			continue // it could not be closed, and is told once it is
		}
		news, err := tx.Once(closeJob, key, d.now())
		if err != nil {
			return err
		}
		billed := billedQuarters(t.lines, e.period.Start)
		if !news || billed == 0 {
			continue
		}
		if cause == "" {
			cause = key // each period is in one list: its key is the list's
		}
		list.add(letter.OverageLine{Client: t.client.Name, Contract: t.contract.Ref, From: t.pkg.From, Until: t.pkg.Until,
			Quarters: billed, RateCents: t.account.RateCents, AmountCents: contract.Cents(billed, t.account.RateCents)})
		if err := d.tellOverage(tx, t, b, key, now, billed); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	if len(list.lines) == 0 {
		return nil
	}
	_, err := d.write(tx, draft{kind: letter.KindCloseSales, to: b.to, cause: cause, causeAt: d.now(), audience: ticket.Scheduled,
		notBefore: d.leaves(b.day, now), files: []letter.File{list.file(b.to.language, b.day, d.zone())},
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.CloseSales{Common: c, Lines: list.lines, TotalQuarters: list.quarters, TotalCents: list.cents, AsOf: d.asOf(b.day, now)}
		}})
	return err
}

// tellOverage tells the client what a period cost beyond its package.
func (d *Desk) tellOverage(tx *store.Tx, t telling, b *batch, key string, now time.Time, billed int) error {
	pkg := t.pkg
	pkg.OverageQuarters = billed
	return d.tellClient(tx, t, letter.KindCloseClient, key, d.leaves(b.day, now), func(c letter.Common) any {
		return letter.CloseClient{Common: c, Client: t.client.Name, Package: pkg, AmountCents: contract.Cents(billed, pkg.RateCents), Tickets: t.tickets}
	})
}

// billedQuarters is what the close of a period billed: below the package and
// outside it.
func billedQuarters(lines []contract.Line, start contract.Date) int {
	sum := 0
	for _, l := range lines {
		if l.Kind == contract.LineBilled && l.PeriodStart == start {
			sum += l.Quarters
		}
	}
	return sum
}
