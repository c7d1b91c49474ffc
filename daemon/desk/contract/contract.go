package contract

import (
	"errors"
	"fmt"
	"slices"
)

// PeriodLength is what a package is granted for.
type PeriodLength string

// The lengths of a period; a month is the default.
const (
	Month    PeriodLength = "month"
	Quarter  PeriodLength = "quarter"
	Semester PeriodLength = "semester"
	Year     PeriodLength = "year"
)

// Months is the length in months, 0 for an unknown one.
func (l PeriodLength) Months() int {
	switch l {
	case Month:
		return 1
	case Quarter:
		return 3
	case Semester:
		return 6
	case Year:
		return 12
	}
	return 0
}

// Contract is a client's support agreement.
type Contract struct {
	ID           int64
	ClientID     int64
	Ref          string
	Start        Date
	End          Date // the last day; zero: open
	Period       PeriodLength
	Rounding     Rounding // holds for what is booked from now on
	SalesAgentID int64
	TechnicalID  int64   // the technical contact, who opens tickets (R1)
	DeputyIDs    []int64 // who may stand in for the technical contact
	Carry        Carry
	Versions     []Version // in the order of their dates, the first from Start
}

// ErrEnded says that a contract's last period is closed and nothing can be
// charged to it any more.
var ErrEnded = errors.New("the contract has ended and its last period is closed")

// Check says what is wrong with a contract, nil if nothing is.
func (c Contract) Check() error {
	switch {
	case c.Start.IsZero():
		return errors.New("a contract needs a start date")
	case !c.End.IsZero() && c.End.Before(c.Start):
		return fmt.Errorf("the contract ends on %s, before it starts on %s", c.End, c.Start)
	case c.Period.Months() == 0:
		return fmt.Errorf("%q is no period: month, quarter, semester or year", c.Period)
	case !c.Rounding.Known():
		return fmt.Errorf("%q is no rounding: ticket, entry or ticket-day", c.Rounding)
	case c.TechnicalID == 0:
		return errors.New("a contract names one technical contact")
	case slices.Contains(c.DeputyIDs, c.TechnicalID):
		return errors.New("the technical contact cannot be a deputy too")
	}
	if err := c.Carry.check(); err != nil {
		return err
	}
	return c.checkVersions()
}

// EndOn gives the contract with a last day (R15). openFrom is the start of the
// oldest period that is not closed (OpenFrom): closed periods stay.
func (c Contract) EndOn(last, openFrom Date) (Contract, error) {
	switch {
	case last.Before(c.Start):
		return c, fmt.Errorf("%s is before the contract's start, %s", last, c.Start)
	case last.Before(openFrom.AddDays(-1)):
		return c, fmt.Errorf("the periods before %s are closed: the contract can end on %s at the earliest", openFrom, openFrom.AddDays(-1))
	}
	c.End = last
	return c, nil
}

// Runs says whether the contract holds on the day.
func (c Contract) Runs(day Date) bool {
	return !day.Before(c.Start) && !c.Ended(day)
}

// Ended says whether the contract's last day is over.
func (c Contract) Ended(day Date) bool { return !c.End.IsZero() && day.After(c.End) }

// MayOpen says whether the contact may open tickets under the contract on the
// day: its technical contact or a deputy, until its end (R1, R15).
func (c Contract) MayOpen(contactID int64, day Date) bool {
	return c.Runs(day) && c.Names(contactID)
}

// MayRead says whether the contact may read the client space on the day:
// until graceDays days after the contract's end (R15).
func (c Contract) MayRead(contactID int64, day Date, graceDays int) bool {
	if !c.Names(contactID) || day.Before(c.Start) {
		return false
	}
	return c.End.IsZero() || !day.After(c.End.AddDays(graceDays))
}

// Names says whether the contract names the contact, as technical contact or
// as a deputy.
func (c Contract) Names(contactID int64) bool {
	return contactID != 0 && (contactID == c.TechnicalID || slices.Contains(c.DeputyIDs, contactID))
}
