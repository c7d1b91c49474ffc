package desk

import (
	"errors"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// lowPercent is from which share of a package on an acknowledgement says what
// is left.
const lowPercent = 75

// standing is where a contract's package stands at an instant; false where
// there is no contract or it does not run.
func (d *Desk) standing(tx *store.Tx, contractID int64, at time.Time) (contract.Account, bool, error) {
	if contractID == 0 {
		return contract.Account{}, false, nil
	}
	c, err := tx.Contract(contractID)
	if err != nil {
		return contract.Account{}, false, err
	}
	p, ok := c.PeriodAt(rota.DateOf(at, d.zone()))
	if !ok {
		return contract.Account{}, false, nil
	}
	lines, err := tx.Lines(c.ID)
	return contract.AccountOf(c, lines, p), true, err
}

// packageFacts is a standing as letters tell it; nil where there is none.
func (d *Desk) packageFacts(tx *store.Tx, contractID int64, at time.Time) (*letter.Package, error) {
	a, ok, err := d.standing(tx, contractID, at)
	if err != nil || !ok {
		return nil, err
	}
	p := d.packageOf(a)
	return &p, nil
}

func (d *Desk) packageOf(a contract.Account) letter.Package {
	return letter.Package{From: a.Period.Start.Start(d.zone()), Until: a.Period.Next().Start(d.zone()),
		SubscribedQuarters: a.SubscribedQuarters, CarriedQuarters: a.CarriedQuarters + a.AdjustedQuarters,
		ConsumedQuarters: a.ConsumedQuarters, LeftQuarters: a.AvailableQuarters() - a.ConsumedQuarters,
		OverageQuarters: a.OverageQuarters, RateCents: a.RateCents}
}

// low says whether so little is left that the client should hear of it.
func low(p *letter.Package) bool {
	return p != nil && p.ConsumedQuarters*100 >= p.AvailableQuarters()*lowPercent
}

// ticketFacts is a ticket as letters tell it.
func (d *Desk) ticketFacts(t ticket.Ticket, client people.Client) letter.Ticket {
	return letter.Ticket{Number: t.Number, Token: ticket.SubjectTag(t.Number, t.Token), Subject: t.Subject, Client: client.Name,
		State: stateWord(t.State), Opened: t.Opened}
}

// stateWord is a state in the words of the letters' catalogue.
func stateWord(s ticket.State) string {
	if s == ticket.Snoozed {
		return "paused"
	}
	return string(s)
}

func notFound(err error) bool { return errors.Is(err, store.ErrNotFound) }
