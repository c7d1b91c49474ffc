package main

import (
	"fmt"
	"io"

	"permanence/daemon/desk"
)

type packageGroup struct {
	Show   showPackage   `cmd:"" help:"Show where the package of a client stands, with the lines of its account." example:"permanence package show 'Dubois SA' --json"`
	Adjust adjustPackage `cmd:"" help:"Give a client time, or take some, by hand and with a reason: a gesture." example:"permanence package adjust 'Dubois SA' 1h --reason 'panne du 3 mars'"`
}

type showPackage struct {
	asJSON
	Client   string `arg:"" help:"Name, domain or id of the client."`
	Contract string `placeholder:"REF" help:"Only this contract."`
}

func (c showPackage) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		all, err := o.Packages(a.ctx, c.Client, c.Contract)
		if err != nil {
			return err
		}
		for _, v := range all {
			if err := printOne(a, c.asJSON, v, func(w io.Writer) { packageText(a, w, v) }); err != nil {
				return err
			}
		}
		return nil
	})
}

func packageText(a *app, w io.Writer, v desk.PackageView) {
	printFields(w, "client", v.Client, "contract", v.Contract, "period", v.Period.Start+" to "+v.Period.End,
		"subscribed", hours(v.SubscribedQuarters), "carried over", hours(v.CarriedQuarters), "adjusted", hours(v.AdjustedQuarters),
		"consumed", hours(v.ConsumedQuarters), "left", hours(v.LeftQuarters), "overage", overage(v))
	fmt.Fprintln(w)
	err := printList(a, asJSON{}, v.Lines, "at period kind hours ticket agent reason", func(l desk.LineView) []any {
		return []any{moment(l.At), l.Period, l.Kind, hours(l.Quarters), number(nonZero(l.Ticket)), l.Agent, l.Reason}
	})
	if err != nil {
		fmt.Fprintln(a.errs, err)
	}
}

func overage(v desk.PackageView) string {
	if v.OverageQuarters == 0 {
		return hours(0)
	}
	return fmt.Sprintf("%s, %s excluding VAT", hours(v.OverageQuarters), euros(v.OverageCents))
}

func nonZero(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

type adjustPackage struct {
	Client   string   `arg:"" help:"Name, domain or id of the client."`
	Time     quarters `arg:"" help:"How much, in quarter hours: 1h, 45min."`
	Take     bool     `help:"Take the time from the package, instead of giving it."`
	Reason   string   `required:"" help:"Why, as the account shows it."`
	Contract string   `placeholder:"REF" help:"The contract, where the client has several that run."`
}

func (c adjustPackage) Run(a *app) error {
	n := int(c.Time)
	if c.Take {
		n = -n
	}
	return a.with(toWrite, func(o opened) error {
		if err := o.AdjustPackage(a.ctx, c.Client, c.Contract, n, c.Reason, a.by()); err != nil {
			return err
		}
		return a.say("adjusted by %s", hours(n))
	})
}
