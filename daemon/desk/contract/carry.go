package contract

import "fmt"

// CarryKind is what becomes of a package's remainder when a period closes.
type CarryKind string

// The kinds of carry-over (R12); the zero kind is CarryUnlimited.
const (
	CarryUnlimited CarryKind = "unlimited" // until the contract ends
	CarryCapped    CarryKind = "capped"    // at most Quarters
	CarryExpires   CarryKind = "expires"   // what was granted lapses Periods periods later
)

// Carry is how much of a package is carried over.
type Carry struct {
	Kind     CarryKind
	Quarters int // CarryCapped: 0 carries nothing over
	Periods  int // CarryExpires: 0 lapses at the close of its own period, 1 of the next
}

func (c Carry) check() error {
	switch c.Kind {
	case "", CarryUnlimited, CarryCapped, CarryExpires:
	default:
		return fmt.Errorf("%q is no carry-over: unlimited, capped or expires", c.Kind)
	}
	if c.Quarters < 0 || c.Periods < 0 {
		return fmt.Errorf("a carry-over of %d quarters, %d periods is less than none", c.Quarters, c.Periods)
	}
	return nil
}

// lapsed is what of a balance is not carried over when p closes, and why.
func (c Contract) lapsed(lines []Line, p Period, balance int) (quarters int, reason string) {
	if last, ok := c.lastPeriod(); ok && last.Start == p.Start {
		return max(balance, 0), ReasonContractEnd
	}
	switch c.Carry.Kind {
	case CarryCapped:
		return max(balance-c.Carry.Quarters, 0), ReasonCarryCap
	case CarryExpires:
		oldest, ok := c.PeriodN(p.N - c.Carry.Periods)
		if !ok {
			return 0, ""
		}
		return max(min(balance, unusedOf(lines, oldest.Start, p.Start)), 0), ReasonCarryAge
	}
	return 0, ""
}

// unusedOf is what is left, after the period that starts on until, of all that
// came in up to the period that starts on upTo, when the oldest is used first.
// A period's deductions count as a whole: where edits give back more than was
// used, the rest came in with that period.
func unusedOf(lines []Line, upTo, until Date) int {
	in, out := 0, 0
	deducted := map[Date]int{}
	for _, l := range lines {
		switch {
		case l.Outside || l.PeriodStart.After(until):
		case l.Kind == LineDeduct:
			deducted[l.PeriodStart] += l.Quarters
		case l.Kind != LineGrant && l.Quarters < 0:
			out -= l.Quarters
		case !l.PeriodStart.After(upTo):
			in += l.Quarters
		}
	}
	for start, quarters := range deducted {
		if quarters < 0 {
			out -= quarters
		} else if !start.After(upTo) {
			in += quarters
		}
	}
	return in - out
}
