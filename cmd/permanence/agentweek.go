package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
)

type agentWeek struct {
	asJSON
	who
	Date contract.Date `placeholder:"DATE" help:"A day of the week; today where it is not given."`
}

func (c agentWeek) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		v, err := o.Week(a.ctx, c.Who, c.Date)
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, v, func(w io.Writer) { printWeek(w, v) })
	})
}

func printWeek(w io.Writer, v desk.WeekView) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "DATE\tTICKET\tSPENT\tCOUNTED\tCLIENT\tSUBJECT")
	for _, day := range v.Days {
		for _, x := range day.Tickets {
			fmt.Fprintf(t, "%s\t%d\t%s\t%s\t%s\t%s\n", day.Date, x.Number, ticket.FormatDuration(x.Minutes), hours(x.CountedQuarters), oneLine(x.Client), oneLine(x.Subject))
		}
		for _, x := range day.Missing {
			fmt.Fprintf(t, "%s\t%d\tmissing\t\t%s\t%s\n", day.Date, x.Number, oneLine(x.Client), oneLine(x.Subject))
		}
	}
	fmt.Fprintf(t, "%s\t\t%s\t%s\t\t\n", span(v.From, v.To), ticket.FormatDuration(v.Minutes), hours(v.CountedQuarters))
	t.Flush() //nolint:errcheck // to a terminal
}
