package main

import (
	"fmt"
	"io"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
)

type contractGroup struct {
	Add    addContract    `cmd:"" help:"Add a contract." example:"permanence contract add 'Dubois SA' --technical claire@dubois.example --package 8h --rate 95"`
	List   listContracts  `cmd:"" help:"List the contracts of a client, or of all." example:"permanence contract list"`
	Show   showContract   `cmd:"" help:"Show a contract." example:"permanence contract show CT2601-0001"`
	Change changeContract `cmd:"" help:"Change a contract's package or rate from a date on, or name a deputy." example:"permanence contract change CT2601-0001 --package 10h --from 2026-09-01; permanence contract change CT2601-0001 --deputy paul@dubois.example"`
	End    endContract    `cmd:"" help:"Give a contract its last day: afterwards its contacts open nothing." example:"permanence contract end CT2601-0001 --on 2026-12-31"`
}

type addContract struct {
	Client    string        `arg:"" help:"Name, domain or id of the client."`
	Technical string        `required:"" placeholder:"ADDRESS" help:"The technical contact, who opens tickets: a contact of the client."`
	Package   quarters      `required:"" placeholder:"HOURS" help:"Time subscribed for one period: 8h, 2h30; 0 for none."`
	Rate      cents         `required:"" placeholder:"EUROS" help:"Price of an hour beyond the package, excluding VAT: 95 or 95,50."`
	Start     contract.Date `placeholder:"DATE" help:"The first day; today where it is not given."`
	End       contract.Date `placeholder:"DATE" help:"The last day; open where it is not given."`
	Period    string        `enum:"month,quarter,semester,year" default:"month" help:"What the package is granted for."`
	Rounding  string        `enum:"ticket,entry,ticket-day," default:"" help:"Within what begun quarter hours are counted: a ticket, each entry, or a ticket's day; the setting where it is not given."`
	Carry     string        `enum:"unlimited,capped,expires" default:"unlimited" help:"What becomes of time that is left when a period closes."`
	Cap       quarters      `placeholder:"HOURS" help:"With --carry capped: how much is carried over."`
	Periods   int           `placeholder:"N" help:"With --carry expires: how many periods later time lapses."`
	Deputy    []string      `placeholder:"ADDRESS" help:"A contact who may open tickets too; may be given several times."`
	Sales     string        `placeholder:"AGENT" help:"Name or address of the sales contact; the sales address of the settings where it is not given."`
	Ref       string        `help:"The reference; CT, year, month and a number where it is not given."`
}

func (c addContract) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		ref, err := o.AddContract(a.ctx, desk.NewContract{Client: c.Client, Ref: c.Ref, Start: c.Start, End: c.End,
			Period: contract.PeriodLength(c.Period), Rounding: contract.Rounding(c.Rounding),
			Carry:           contract.Carry{Kind: contract.CarryKind(c.Carry), Quarters: int(c.Cap), Periods: c.Periods},
			PackageQuarters: int(c.Package), RateCents: int(c.Rate), Technical: c.Technical, Deputies: c.Deputy, Sales: c.Sales}, a.by())
		if err != nil {
			return err
		}
		return a.say("added the contract %s: %s a %s at %s an hour beyond", ref, hours(int(c.Package)), c.Period, euros(int(c.Rate)))
	})
}

type listContracts struct {
	asJSON
	Client string `arg:"" optional:"" help:"Name, domain or id of the client."`
}

func (c listContracts) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Contracts(a.ctx, c.Client)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "ref client start end period package rate technical-contact sales", func(v desk.ContractView) []any {
			return []any{v.Ref, v.Client, v.Start, v.End, v.Period, hours(v.PackageQuarters), euros(v.RateCents), v.Technical, v.Sales}
		})
	})
}

type showContract struct {
	asJSON
	Ref string `arg:"" help:"The contract's reference."`
}

func (c showContract) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		v, err := o.Contract(a.ctx, c.Ref)
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, v, func(w io.Writer) {
			printFields(w, "contract", v.Ref, "client", v.Client, "start", v.Start, "end", v.End, "runs", yes(v.Runs), "period", v.Period,
				"rounding", v.Rounding, "carry-over", v.Carry, "technical contact", v.Technical, "deputies", list(v.Deputies), "sales contact", v.Sales)
			for _, x := range v.Versions {
				fmt.Fprintf(w, "from %s: %s a %s, %s an hour beyond\n", x.From, hours(x.PackageQuarters), v.Period, euros(x.RateCents))
			}
		})
	})
}

func contractLine(v desk.ContractView) string {
	line := fmt.Sprintf("%s from %s", v.Ref, v.Start)
	if v.End != "" {
		line += " to " + v.End
	}
	return fmt.Sprintf("%s: %s a %s, %s", line, hours(v.PackageQuarters), v.Period, v.Technical)
}

type changeContract struct {
	Ref     string        `arg:"" help:"The contract's reference."`
	Package *quarters     `placeholder:"HOURS" help:"Another package."`
	Rate    *cents        `placeholder:"EUROS" help:"Another rate of an hour beyond the package."`
	From    contract.Date `placeholder:"DATE" help:"From which day on the package and the rate hold."`
	Deputy  string        `placeholder:"ADDRESS" help:"A contact of the client who may open tickets too."`
}

func (c changeContract) Run(a *app) error {
	changes := c.Package != nil || c.Rate != nil
	switch {
	case !changes && c.Deputy == "":
		return usage("nothing to change: give --package, --rate or --deputy")
	case changes && c.Deputy != "":
		return usage("--deputy is a change of its own: call twice")
	case changes && c.From.IsZero():
		return usage("--from is missing: a change of the package or the rate needs the day from which it holds")
	case c.Deputy != "":
		return a.with(toWrite, func(o opened) error {
			if err := o.AddDeputy(a.ctx, c.Ref, c.Deputy, a.by()); err != nil {
				return err
			}
			return a.say("%s may open tickets under %s", c.Deputy, c.Ref)
		})
	}
	return a.with(toSend, func(o opened) error { return c.change(a, o) })
}

func (c changeContract) change(a *app, o opened) error {
	before, err := o.VersionOf(a.ctx, c.Ref, c.From)
	if err != nil {
		return err
	}
	next := before.Version
	next.From = c.From
	if c.Package != nil {
		next.PackageQuarters = int(*c.Package)
	}
	if c.Rate != nil {
		next.RateCents = int(*c.Rate)
	}
	if err := o.ChangePackage(a.ctx, before.ContractID, next, a.by()); err != nil {
		return err
	}
	return a.say("from %s on %s has %s at %s an hour beyond", c.From, c.Ref, hours(next.PackageQuarters), euros(next.RateCents))
}

type endContract struct {
	Ref string        `arg:"" help:"The contract's reference."`
	On  contract.Date `required:"" placeholder:"DATE" help:"The last day."`
}

func (c endContract) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.EndContract(a.ctx, c.Ref, c.On, a.by()); err != nil {
			return err
		}
		return a.say("%s ends with %s", c.Ref, c.On)
	})
}
