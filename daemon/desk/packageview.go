package desk

import (
	"context"
	"fmt"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// PackageView is where a contract's package stands in one period (R11).
type PackageView struct {
	Client             string     `json:"client"`
	Contract           string     `json:"contract"`
	Period             PeriodView `json:"period"`
	SubscribedQuarters int        `json:"subscribed_quarters"`
	CarriedQuarters    int        `json:"carried_quarters"`
	AdjustedQuarters   int        `json:"adjusted_quarters"`
	ConsumedQuarters   int        `json:"consumed_quarters"`
	OutsideQuarters    int        `json:"outside_quarters"`
	LeftQuarters       int        `json:"left_quarters"`
	OverageQuarters    int        `json:"overage_quarters"`
	RateCents          int        `json:"rate_cents"`
	OverageCents       int        `json:"overage_cents"`
	Lines              []LineView `json:"lines"` // the whole ledger of the contract
}

// PeriodView is one period of a contract.
type PeriodView struct {
	Start  string `json:"start"`
	End    string `json:"end"` // the last day
	Closed bool   `json:"closed"`
}

// LineView is one line of the ledger.
type LineView struct {
	At       *time.Time `json:"at"`
	Period   string     `json:"period"` // the first day of the period it belongs to
	Kind     string     `json:"kind"`
	Quarters int        `json:"quarters"`
	Outside  bool       `json:"outside"`
	Ticket   int64      `json:"ticket"` // 0 where no ticket caused it
	Agent    string     `json:"agent"`
	Reason   string     `json:"reason"`
}

// Packages shows where the packages of a client's contracts stand today: of
// those that run, or the one that ref names. Where none runs it is the last.
func (d *Desk) Packages(ctx context.Context, client, ref string) (views []PackageView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		owner, err := clientNamed(tx, client)
		if err != nil {
			return err
		}
		shown, err := d.packagesOf(tx, owner, ref)
		if err != nil {
			return err
		}
		for _, c := range shown {
			view, err := d.packageView(tx, owner, c)
			if err != nil {
				return err
			}
			views = append(views, view)
		}
		return nil
	})
	return views, err
}

func (d *Desk) packagesOf(tx *store.Tx, client people.Client, ref string) ([]contract.Contract, error) {
	if ref != "" {
		c, err := d.contractOf(tx, client, ref)
		return []contract.Contract{c}, err
	}
	all, err := tx.Contracts(client.ID)
	if err != nil {
		return nil, err
	}
	var running []contract.Contract
	for _, c := range all {
		if c.Runs(rota.DateOf(d.now(), d.zone())) {
			running = append(running, c)
		}
	}
	switch {
	case len(running) > 0:
		return running, nil
	case len(all) > 0:
		return all[len(all)-1:], nil
	}
	return nil, refused("“%s” has no contract; add one with `permanence contract add`", client.Name)
}

func (d *Desk) packageView(tx *store.Tx, client people.Client, c contract.Contract) (PackageView, error) {
	view := PackageView{Client: client.Name, Contract: c.Ref, Lines: []LineView{}}
	lines, err := tx.Lines(c.ID)
	if err != nil {
		return view, err
	}
	agents, err := agentNames(tx)
	if err != nil {
		return view, err
	}
	for _, l := range lines {
		view.Lines = append(view.Lines, LineView{At: d.at(l.At), Period: l.PeriodStart.String(), Kind: string(l.Kind), Quarters: l.Quarters,
			Outside: l.Outside, Ticket: l.TicketID, Agent: agents[l.AgentID], Reason: l.Reason})
	}
	p, ok := c.PeriodAt(nearestDay(c, rota.DateOf(d.now(), d.zone())))
	if !ok {
		return view, nil
	}
	a := contract.AccountOf(c, lines, p)
	view.Period = PeriodView{Start: p.Start.String(), End: p.End.String(), Closed: a.Closed}
	view.SubscribedQuarters, view.CarriedQuarters, view.AdjustedQuarters = a.SubscribedQuarters, a.CarriedQuarters, a.AdjustedQuarters
	view.ConsumedQuarters, view.OutsideQuarters, view.LeftQuarters = a.ConsumedQuarters, a.OutsideQuarters, a.LeftQuarters
	view.OverageQuarters, view.RateCents, view.OverageCents = a.OverageQuarters, a.RateCents, a.OverageCents
	return view, nil
}

// nearestDay is the day, or the contract's first or last one where it does not
// run on that day.
func nearestDay(c contract.Contract, day contract.Date) contract.Date {
	switch {
	case day.Before(c.Start):
		return c.Start
	case c.Ended(day):
		return c.End
	}
	return day
}

// AdjustPackage adds quarters to a package, or takes some away, by hand and
// with a reason: a gesture.
func (d *Desk) AdjustPackage(ctx context.Context, client, ref string, quarters int, reason, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		owner, err := clientNamed(tx, client)
		if err != nil {
			return err
		}
		c, err := d.contractOf(tx, owner, ref)
		if err != nil {
			return err
		}
		if err := d.grant(tx, c); err != nil {
			return err
		}
		lines, err := tx.Lines(c.ID)
		if err != nil {
			return err
		}
		p, err := c.ChargeTo(lines, rota.DateOf(d.now(), d.zone()))
		if err != nil {
			return refused("%w", err)
		}
		line, err := contract.Adjust(c, p, 0, quarters, reason, d.now())
		if err != nil {
			return refused("%w", err)
		}
		if _, err := tx.AddLines([]contract.Line{line}); err != nil {
			return err
		}
		return d.audit(tx, by, "adjust-package", objectContract(c.ID), fmt.Sprintf("%+d quarters: %s", quarters, reason))
	})
}
