package main

import (
	"slices"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// ledger writes a client's account: what each period granted, what its time
// cost, and the close of those that are over.
func (h *house) ledger(tx *store.Tx, f *firm) error {
	slices.SortStableFunc(f.spent, func(a, b store.TimeEntry) int { return a.At.Compare(b.At) })
	before := map[int64][]contract.Entry{}
	today := rota.DateOf(h.until, time.UTC)
	var lines []contract.Line
	next := 0
	for _, p := range f.contract.PeriodsUntil(today) {
		lines = append(lines, contract.Grants(f.contract, lines, p.Start, time.UTC)...)
		for ; next < len(f.spent) && !rota.DateOf(f.spent[next].At, time.UTC).After(p.End); next++ {
			e := f.spent[next].Entry
			lines = append(lines, contract.Deduct(f.contract, p, before[e.TicketID], e, e.At, time.UTC)...)
			before[e.TicketID] = append(before[e.TicketID], e)
		}
		if p.End.Before(today) {
			c, err := contract.Close(f.contract, lines, p, time.UTC)
			if err != nil {
				return err
			}
			lines = append(lines, c.Lines...)
		}
	}
	_, err := tx.AddLines(lines)
	return err
}
