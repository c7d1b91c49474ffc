package desk

import (
	"context"

	"permanence/daemon/desk/contract"
	"permanence/daemon/store"
)

// TimeEcho is what time would cost on a ticket were it booked now (R10, R11).
type TimeEcho struct {
	Minutes         int
	Kind            contract.EntryKind
	Charged         bool // the ticket has a contract that runs: the rest says something
	CountedQuarters int
	LeftQuarters    int // of the package afterwards, never below 0
	OverageQuarters int // of the period afterwards
}

// EchoTime says what minutes of a kind would cost on a ticket. Nothing is
// booked. The error is an ErrRefused for time that cannot be.
func (d *Desk) EchoTime(ctx context.Context, number int64, minutes int, kind contract.EntryKind) (echo TimeEcho, err error) {
	e := contract.Entry{TicketID: number, At: d.now(), Minutes: minutes, Kind: kind}
	if err := e.Check(); err != nil {
		return echo, refused("%w", err)
	}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		echo, err = d.echoTime(tx, e)
		return err
	})
	return echo, err
}

func (d *Desk) echoTime(tx *store.Tx, e contract.Entry) (TimeEcho, error) {
	echo := TimeEcho{Minutes: e.Minutes, Kind: e.Kind}
	t, err := theTicket(tx, e.TicketID)
	if err != nil {
		return echo, err
	}
	a, runs, err := d.standing(tx, t.ContractID, e.At)
	if err != nil || !runs {
		return echo, err
	}
	c, err := tx.Contract(t.ContractID)
	if err != nil {
		return echo, err
	}
	before, err := tx.TimeOn(t.Number)
	if err != nil {
		return echo, err
	}
	lines, err := tx.Lines(c.ID)
	if err != nil {
		return echo, err
	}
	echo.Charged = true
	echo.CountedQuarters = contract.Counted(c.Rounding, d.zone(), entriesOf(before), e)
	after := contract.AccountOf(c, append(lines, contract.Deduct(c, a.Period, entriesOf(before), e, e.At, d.zone())...), a.Period)
	echo.LeftQuarters, echo.OverageQuarters = after.LeftQuarters, after.OverageQuarters
	return echo, nil
}
