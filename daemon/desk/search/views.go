package search

import "permanence/daemon/desk/ticket"

// View is a list that agents look at often.
type View struct {
	Key   string // its name in the words of the pages
	Query Query
}

// Views are the views that every agent has, in their order.
func Views() []View {
	state := func(v Value) Term { return Term{Field: State, Value: v} }
	open := state(Value(ticket.Open))
	of := func(key string, terms ...Term) View { return View{Key: key, Query: Query{Terms: terms}} }
	return []View{
		of("team-today", Term{Field: Team, Value: Today}, open),
		of("mine", Term{Field: Agent, Value: Me}, open),
		of("unassigned", Term{Field: Agent, Value: Nobody}, open),
		of("waiting", state(Value(ticket.Waiting))),
		of("snoozed", state(Value(ticket.Snoozed))),
		of("time-missing", Term{Field: Time, Value: Missing}),
		of("package-exhausted", Term{Field: Package, Value: Exhausted}, state(Active)),
		of("all"),
	}
}
