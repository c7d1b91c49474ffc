package contract

import (
	"errors"
	"fmt"
	"time"
)

// ErrClosed says that a period is closed already.
var ErrClosed = errors.New("the period is closed already")

// ErrOrder says that an earlier period must be closed first.
var ErrOrder = errors.New("an earlier period is not closed yet")

// CloseKey is the key of the billed line with which a period closes.
func CloseKey(contractID int64, start Date) string {
	return fmt.Sprintf("close/%d/%s", contractID, start)
}

// Closed says whether the period that starts on start is closed: each close
// writes a billed line under CloseKey, of 0 quarters where nothing is billed.
func Closed(lines []Line, contractID int64, start Date) bool {
	for _, l := range lines {
		if l.Kind == LineBilled && !l.Outside && l.PeriodStart == start && l.ContractID == contractID {
			return true
		}
	}
	return false
}

// OpenFrom is the first day of the oldest period that is not closed; after a
// contract whose last period is closed, the day that follows its end.
func OpenFrom(c Contract, lines []Line) Date {
	for n := 0; ; n++ {
		p, ok := c.PeriodN(n)
		if !ok {
			return c.End.AddDays(1)
		}
		if !Closed(lines, c.ID, p.Start) {
			return p.Start
		}
	}
}

// Closing is what the close of a period gives: the lines to write and the
// overage to invoice.
type Closing struct {
	ContractID      int64
	Period          Period
	Lines           []Line // missing grants, billed, expire; each with its key
	OverageQuarters int    // to invoice: below the package, and outside it
	OutsideQuarters int    // the part of it that was agreed outside the package
	RateCents       int    // base rate of an hour that held in the period
	OverageCents    int    // excluding VAT
	ExpiredQuarters int
	CarriedQuarters int // into the next period
}

// Close closes a period (R14): a negative balance is billed at the base rate
// and brought back to zero, so that each hour is billed once; what is not
// carried over expires. Periods close in their order: ErrOrder, ErrClosed.
// Whether the period is over is for the caller, or CloseDue.
func Close(c Contract, lines []Line, p Period, loc *time.Location) (Closing, error) {
	if Closed(lines, c.ID, p.Start) {
		return Closing{}, fmt.Errorf("contract %s, period from %s: %w", c.Ref, p.Start, ErrClosed)
	}
	if OpenFrom(c, lines).Before(p.Start) {
		return Closing{}, fmt.Errorf("contract %s, period from %s: %w", c.Ref, p.Start, ErrOrder)
	}
	return closePeriod(c, lines, p, loc), nil
}

// CloseDue closes every period that is over before the day, in order: after a
// long downtime there may be several.
func CloseDue(c Contract, lines []Line, day Date, loc *time.Location) []Closing {
	var closings []Closing
	for _, p := range c.PeriodsUntil(day) {
		if !p.End.Before(day) || Closed(lines, c.ID, p.Start) {
			continue
		}
		closing := closePeriod(c, lines, p, loc)
		lines = append(lines[:len(lines):len(lines)], closing.Lines...)
		closings = append(closings, closing)
	}
	return closings
}

func closePeriod(c Contract, lines []Line, p Period, loc *time.Location) Closing {
	grants := Grants(c, lines, p.Start, loc)
	lines = append(lines[:len(lines):len(lines)], grants...)
	balance, outside := through(lines, p.Start, false), through(lines, p.Start, true)
	below := max(-balance, 0)
	closing := Closing{
		ContractID: c.ID, Period: p, Lines: grants,
		OutsideQuarters: max(-outside, 0),
		OverageQuarters: below + max(-outside, 0),
		RateCents:       c.VersionAt(p.Start).RateCents,
	}
	closing.OverageCents = Cents(closing.OverageQuarters, closing.RateCents)
	at := p.Next().Start(zone(loc))
	closing.Lines = append(closing.Lines, c.billed(p, below, at)...)
	if closing.OutsideQuarters > 0 {
		closing.Lines = append(closing.Lines, c.billedOutside(p, closing.OutsideQuarters, at))
	}
	if expired, reason := c.lapsed(lines, p, balance); expired > 0 {
		closing.ExpiredQuarters = expired
		closing.Lines = append(closing.Lines, c.closeLine(p, LineExpire, -expired, reason, "expire/", at))
	}
	closing.CarriedQuarters = max(balance, 0) - closing.ExpiredQuarters
	return closing
}

func (c Contract) billed(p Period, quarters int, at time.Time) []Line {
	reason := ReasonOverage
	if quarters == 0 {
		reason = ReasonNoOverage
	}
	return []Line{c.closeLine(p, LineBilled, quarters, reason, "", at)}
}

func (c Contract) billedOutside(p Period, quarters int, at time.Time) Line {
	line := c.closeLine(p, LineBilled, quarters, ReasonOverage, "outside/", at)
	line.Outside = true
	return line
}

func (c Contract) closeLine(p Period, kind LineKind, quarters int, reason, prefix string, at time.Time) Line {
	return Line{
		ContractID: c.ID, At: at, Kind: kind, Quarters: quarters, PeriodStart: p.Start,
		Reason: reason, Key: prefix + CloseKey(c.ID, p.Start),
	}
}

// Cents is the price of quarters at an hour's rate, in whole cents. Only the
// total is rounded, half a cent upwards.
func Cents(quarters, rateCents int) int { return (quarters*rateCents + 2) / 4 }
