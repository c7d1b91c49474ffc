package contract

import (
	"errors"
	"fmt"
	"slices"
)

// Version is what a contract's package and base rate are from a date on (R12).
// A package is granted per period, so a version holds for the periods that
// begin on or after its date.
type Version struct {
	From            Date
	PackageQuarters int // granted for one period
	RateCents       int // base rate of an hour, excluding VAT
}

// VersionAt is what holds on the day; before the first version, the first.
func (c Contract) VersionAt(day Date) Version {
	if len(c.Versions) == 0 {
		return Version{From: c.Start}
	}
	held := c.Versions[0]
	for _, v := range c.Versions[1:] {
		if !day.Before(v.From) {
			held = v
		}
	}
	return held
}

// Change gives the versions with another one from its date on. openFrom is the
// start of the oldest period that is not closed (OpenFrom): what was true
// before it cannot be changed any more. A version of the same date is
// replaced; later ones stay.
func Change(c Contract, next Version, openFrom Date) ([]Version, error) {
	switch {
	case next.From.IsZero():
		return nil, errors.New("a change of the package needs the date from which it holds")
	case next.From.Before(c.Start):
		return nil, fmt.Errorf("%s is before the contract's start, %s", next.From, c.Start)
	case next.From.Before(openFrom):
		return nil, fmt.Errorf("the periods before %s are closed: a change can hold from that day on", openFrom)
	case c.Ended(next.From):
		return nil, fmt.Errorf("the contract ends on %s, before %s", c.End, next.From)
	}
	if err := next.check(); err != nil {
		return nil, err
	}
	versions := slices.DeleteFunc(slices.Clone(c.Versions), func(v Version) bool { return v.From == next.From })
	versions = append(versions, next)
	slices.SortFunc(versions, func(a, b Version) int { return a.From.Compare(b.From) })
	return versions, nil
}

// HoldsFrom is the first day of the first period that a version of that date
// holds for; false if the contract ends before.
func (c Contract) HoldsFrom(date Date) (Date, bool) {
	p, ok := c.PeriodAt(date)
	if !ok {
		return Date{}, false
	}
	if p.Start == date {
		return date, true
	}
	next, ok := c.PeriodN(p.N + 1)
	return next.Start, ok
}

func (v Version) check() error {
	if v.PackageQuarters < 0 {
		return fmt.Errorf("a package of %d quarters is less than none", v.PackageQuarters)
	}
	if v.RateCents < 0 {
		return fmt.Errorf("a base rate of %d cents is less than nothing", v.RateCents)
	}
	return nil
}

func (c Contract) checkVersions() error {
	if len(c.Versions) == 0 {
		return errors.New("a contract needs a package and a base rate")
	}
	if c.Versions[0].From != c.Start {
		return fmt.Errorf("the first package holds from %s, not from the contract's start, %s", c.Versions[0].From, c.Start)
	}
	for i, v := range c.Versions {
		if err := v.check(); err != nil {
			return err
		}
		if i > 0 && !c.Versions[i-1].From.Before(v.From) {
			return fmt.Errorf("the packages from %s and %s are not in order", c.Versions[i-1].From, v.From)
		}
	}
	return nil
}
