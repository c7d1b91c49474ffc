package main

import (
	"fmt"
	"io"

	"permanence/daemon/desk"
	"permanence/daemon/desk/search"
)

type searchTickets struct {
	asJSON
	Query   string `arg:"" optional:"" help:"Words, and operators in French or English, in one argument; none lists all. Behind -- where it begins with a -."`
	As      string `placeholder:"AGENT" help:"Who asks: name or address of the agent that “moi” is."`
	For     string `placeholder:"CLIENT" help:"Only what this client finds in the client space: name, domain or id."`
	Order   string `enum:"last,waiting,number,counted" default:"last" help:"Sort by last (exchange), waiting (since when the client waits), number or counted (time)."`
	Reverse bool   `help:"The other way round."`
	Limit   int    `default:"50" help:"How many, 200 at most."`
	After   string `placeholder:"PLACE" help:"The page behind this place: what an earlier one named as next."`
}

func (c searchTickets) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		scope, err := o.ScopeOf(a.ctx, c.As, c.For)
		if err != nil {
			return err
		}
		found, err := o.Find(a.ctx, scope, c.Query, desk.Page{Order: search.Order(c.Order), Reverse: c.Reverse, After: c.After, Limit: c.Limit})
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, found, func(w io.Writer) { foundText(a, found) })
	})
}

func foundText(a *app, found desk.Found) {
	err := printList(a, asJSON{}, found.Rows, "number state client subject agent waits-since counted last-exchange", func(v desk.FoundRow) []any {
		return []any{v.Number, v.State, v.Client, v.Subject, v.Agent, moment(v.WaitsSince), hours(v.CountedQuarters), moment(v.LastExchange)}
	})
	if err != nil {
		return
	}
	least := ""
	if found.AtLeast {
		least = "at least "
	}
	fmt.Fprintf(a.out, "%s%d tickets, %s counted\n", least, found.Tickets, hours(int(found.CountedQuarters)))
	if found.Next != "" {
		fmt.Fprintf(a.out, "next: --after %s\n", found.Next)
	}
}
