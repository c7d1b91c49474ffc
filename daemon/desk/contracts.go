package desk

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// VersionView is what a contract's package and rate are from a date on (R12).
type VersionView struct {
	From            string `json:"from"`
	PackageQuarters int    `json:"package_quarters"`
	RateCents       int    `json:"rate_cents"`
}

// ContractView is a contract as commands and pages show it. The package and
// the rate are those of today.
type ContractView struct {
	ID              int64         `json:"id"`
	Ref             string        `json:"ref"`
	Client          string        `json:"client"`
	Start           string        `json:"start"`
	End             string        `json:"end"` // the last day; "" where it is open
	Runs            bool          `json:"runs"`
	Period          string        `json:"period"`
	Rounding        string        `json:"rounding"`
	Carry           string        `json:"carry"`
	CarryQuarters   int           `json:"carry_quarters"`
	CarryPeriods    int           `json:"carry_periods"`
	PackageQuarters int           `json:"package_quarters"`
	RateCents       int           `json:"rate_cents"`
	Technical       string        `json:"technical_contact"` // an address
	Deputies        []string      `json:"deputies"`
	Sales           string        `json:"sales_contact"` // a name, "" for the sales address
	Versions        []VersionView `json:"versions"`
}

// Contracts lists the contracts of a client, or all with "".
func (d *Desk) Contracts(ctx context.Context, client string) (views []ContractView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		id, err := clientOrAll(tx, client)
		if err != nil {
			return err
		}
		views, err = d.contractViews(tx, id)
		return err
	})
	return views, err
}

// Contract shows a contract by its reference.
func (d *Desk) Contract(ctx context.Context, ref string) (view ContractView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		c, err := contractRef(tx, ref)
		if err != nil {
			return err
		}
		names, err := clientNames(tx)
		if err != nil {
			return err
		}
		view, err = d.contractView(tx, c, names)
		return err
	})
	return view, err
}

// HeldVersion is what of a contract's package and rate holds on a day.
type HeldVersion struct {
	ContractID int64
	contract.Version
}

// VersionOf gives what holds on a day under the contract with a reference.
func (d *Desk) VersionOf(ctx context.Context, ref string, day contract.Date) (v HeldVersion, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		c, err := contractRef(tx, ref)
		v = HeldVersion{c.ID, c.VersionAt(day)}
		return err
	})
	return v, err
}

func contractRef(tx *store.Tx, ref string) (contract.Contract, error) {
	all, err := tx.Contracts(0)
	if err != nil {
		return contract.Contract{}, err
	}
	refs := make([]string, len(all))
	for i, c := range all {
		refs[i] = c.Ref
		if strings.EqualFold(c.Ref, strings.TrimSpace(ref)) {
			return c, nil
		}
	}
	return contract.Contract{}, fmt.Errorf("no contract has the reference “%s”%s: %w", ref, maybe(ref, refs), ErrNotFound)
}

func (d *Desk) contractViews(tx *store.Tx, clientID int64) ([]ContractView, error) {
	names, err := clientNames(tx)
	if err != nil {
		return nil, err
	}
	all, err := tx.Contracts(clientID)
	var views []ContractView
	for _, c := range all {
		view, err := d.contractView(tx, c, names)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, err
}

func (d *Desk) contractView(tx *store.Tx, c contract.Contract, names map[int64]string) (ContractView, error) {
	today := rota.DateOf(d.now(), d.zone())
	now := c.VersionAt(today)
	carry := c.Carry.Kind
	if carry == "" {
		carry = contract.CarryUnlimited
	}
	view := ContractView{ID: c.ID, Ref: c.Ref, Client: names[c.ClientID], Start: c.Start.String(), End: c.End.String(), Runs: c.Runs(today),
		Period: string(c.Period), Rounding: string(c.Rounding), Carry: string(carry), CarryQuarters: c.Carry.Quarters,
		CarryPeriods: c.Carry.Periods, PackageQuarters: now.PackageQuarters, RateCents: now.RateCents, Deputies: []string{}}
	for _, v := range c.Versions {
		view.Versions = append(view.Versions, VersionView{From: v.From.String(), PackageQuarters: v.PackageQuarters, RateCents: v.RateCents})
	}
	if c.TechnicalID != 0 {
		technical, err := tx.Contact(c.TechnicalID)
		if err != nil {
			return view, err
		}
		view.Technical = technical.Address()
	}
	for _, id := range c.DeputyIDs {
		deputy, err := tx.Contact(id)
		if err != nil {
			return view, err
		}
		view.Deputies = append(view.Deputies, deputy.Address())
	}
	if c.SalesAgentID == 0 {
		return view, nil
	}
	sales, err := tx.Agent(c.SalesAgentID)
	view.Sales = sales.Name()
	return view, err
}

// NewContract is a contract to be added, with people by name or address. What
// is empty takes the settings' default.
type NewContract struct {
	Client          string
	Ref             string
	Start, End      contract.Date
	Period          contract.PeriodLength
	Rounding        contract.Rounding
	Carry           contract.Carry
	PackageQuarters int
	RateCents       int
	Technical       string // address of a contact of the client
	Deputies        []string
	Sales           string // name or address; "" for the sales address
}

// AddContract adds a contract and writes the packages of the periods that have
// begun. It gives the contract's reference.
func (d *Desk) AddContract(ctx context.Context, n NewContract, by string) (ref string, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		c, err := d.contractFrom(tx, n)
		if err != nil {
			return err
		}
		if c.Ref, err = d.freeRef(tx, n.Ref, c.Start); err != nil {
			return err
		}
		ref = c.Ref
		if err := c.Check(); err != nil {
			return refused("%w", err)
		}
		if c.ID, err = tx.AddContract(c, d.now()); err != nil {
			return fmt.Errorf("adding the contract %s: %w", c.Ref, err)
		}
		if err := d.grant(tx, c); err != nil {
			return err
		}
		client, err := tx.Client(c.ClientID)
		if err != nil {
			return err
		}
		if err := d.giveAccesses(tx, c, client, by); err != nil {
			return err
		}
		return d.audit(tx, by, "add-contract", objectContract(c.ID), c.Ref)
	})
	return ref, err
}

func (d *Desk) contractFrom(tx *store.Tx, n NewContract) (contract.Contract, error) {
	client, err := clientNamed(tx, n.Client)
	if err != nil {
		return contract.Contract{}, err
	}
	c := contract.Contract{ClientID: client.ID, Start: n.Start, End: n.End, Period: n.Period, Rounding: n.Rounding, Carry: n.Carry,
		Versions: []contract.Version{{From: n.Start, PackageQuarters: n.PackageQuarters, RateCents: n.RateCents}}}
	if c.Start.IsZero() {
		c.Start = rota.DateOf(d.now(), d.zone())
		c.Versions[0].From = c.Start
	}
	if c.Period == "" {
		c.Period = contract.Month
	}
	if c.Rounding == "" {
		c.Rounding = d.defaultRounding()
	}
	if c.Carry.Kind == "" {
		c.Carry.Kind = contract.CarryUnlimited
	}
	return c, d.contractPeople(tx, &c, client, n)
}

// defaultRounding is the setting, in the word of the contract room.
func (d *Desk) defaultRounding() contract.Rounding {
	switch d.cfg.Contract.Rounding {
	case "entry":
		return contract.PerEntry
	case "day":
		return contract.PerTicketDay
	}
	return contract.PerTicket
}

func (d *Desk) contractPeople(tx *store.Tx, c *contract.Contract, client people.Client, n NewContract) error {
	technical, err := contactNamed(tx, client, n.Technical)
	if err != nil {
		return err
	}
	c.TechnicalID = technical.ID
	for _, address := range n.Deputies {
		deputy, err := contactNamed(tx, client, address)
		if err != nil {
			return err
		}
		if !slices.Contains(c.DeputyIDs, deputy.ID) {
			c.DeputyIDs = append(c.DeputyIDs, deputy.ID)
		}
	}
	if n.Sales == "" {
		return nil
	}
	sales, err := agentNamed(tx, n.Sales)
	c.SalesAgentID = sales.ID
	return err
}

// refForm is the default mask of references: CT, year and month of the start,
// a number that goes on.
var refForm = regexp.MustCompile(`^CT[0-9]{4}-([0-9]{4,9})$`)

// freeRef is the reference that a contract gets: the one given, if no other
// has it, or the next one of the mask CT{yy}{mm}-{0000}.
func (d *Desk) freeRef(tx *store.Tx, ref string, start contract.Date) (string, error) {
	all, err := tx.Contracts(0)
	if err != nil {
		return "", err
	}
	last := 0
	for _, c := range all {
		if ref != "" && strings.EqualFold(c.Ref, ref) {
			return "", refused("the reference %s belongs to another contract already", c.Ref)
		}
		if m := refForm.FindStringSubmatch(c.Ref); m != nil {
			n, _ := strconv.Atoi(m[1])
			last = max(last, n)
		}
	}
	if ref == "" {
		return fmt.Sprintf("CT%02d%02d-%04d", start.Year%100, int(start.Month), last+1), nil
	}
	return strings.TrimSpace(ref), plainName("reference", ref)
}

// EndContract gives a contract its last day (R15): from the next day on its
// contacts open nothing. Closed periods stay as they are.
func (d *Desk) EndContract(ctx context.Context, ref string, last contract.Date, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		c, err := contractRef(tx, ref)
		if err != nil {
			return err
		}
		lines, err := tx.Lines(c.ID)
		if err != nil {
			return err
		}
		if c, err = c.EndOn(last, contract.OpenFrom(c, lines)); err != nil {
			return refused("%w", err)
		}
		if err := tx.EndContract(c.ID, last); err != nil {
			return err
		}
		if err := d.grant(tx, c); err != nil {
			return err
		}
		return d.audit(tx, by, "end-contract", objectContract(c.ID), last.String())
	})
}

// AddDeputy lets another contact of the client open tickets under a contract
// (R1).
func (d *Desk) AddDeputy(ctx context.Context, ref, address, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		c, err := contractRef(tx, ref)
		if err != nil {
			return err
		}
		client, err := tx.Client(c.ClientID)
		if err != nil {
			return err
		}
		deputy, err := contactNamed(tx, client, address)
		if err != nil {
			return err
		}
		if c.Names(deputy.ID) {
			return refused("%s is named in the contract %s already", address, c.Ref)
		}
		if err := tx.NameDeputy(c.ID, deputy.ID, d.now()); err != nil {
			return err
		}
		c.DeputyIDs = append(c.DeputyIDs, deputy.ID)
		if err := d.giveAccesses(tx, c, client, by); err != nil {
			return err
		}
		return d.audit(tx, by, "add-deputy", objectContract(c.ID), address)
	})
}
