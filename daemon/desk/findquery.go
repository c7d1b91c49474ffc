package desk

import (
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/search"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// wanted turns a query into conditions on rows: names become ids, days become
// instants of the desk's zone. Several terms of a field that a ticket has one
// of become one condition.
func (d *Desk) wanted(tx *store.Tx, scope Scope, q search.Query) (store.Wanted, error) {
	w := store.Wanted{ClientID: scope.ClientID, Order: search.ByLast}
	for _, t := range q.Terms {
		c, err := d.clause(tx, scope, t)
		if err != nil {
			return w, err
		}
		if i := slices.IndexFunc(w.Clauses, func(o store.Clause) bool { return either(o, c) }); i >= 0 {
			w.Clauses[i].IDs = append(w.Clauses[i].IDs, c.IDs...)
			w.Clauses[i].Texts = append(w.Clauses[i].Texts, c.Texts...)
			continue
		}
		w.Clauses = append(w.Clauses, c)
	}
	return w, nil
}

// either says whether two conditions are alternatives: of the field a ticket
// has one value only.
func either(a, b store.Clause) bool {
	if a.Field != b.Field || a.Not || b.Not {
		return false
	}
	switch a.Field {
	case search.State, search.Client, search.Contact, search.Agent, search.Team, search.Number, search.Priority:
		return true
	}
	return false
}

func (d *Desk) clause(tx *store.Tx, scope Scope, t search.Term) (c store.Clause, err error) {
	c = store.Clause{Field: t.Field, Not: t.Not}
	switch t.Field {
	case search.Words, search.File:
		c.Words, c.Prefix = t.Text, t.Prefix
	case search.State:
		c.Texts = statesOf(t.Value)
	case search.Priority:
		c.Texts = []string{priorityOf(t.Value)}
	case search.Tag:
		c.Texts, err = tagsOf(tx, t)
	case search.Number:
		c.IDs = []int64{t.Number}
	case search.Before:
		c.To = t.Day.Start(d.zone()).UnixMilli()
	case search.After:
		c.From, c.To = t.Day.Start(d.zone()).UnixMilli(), -1
	case search.Time:
		c.Untimed = t.Value == search.Missing
		c.From, c.To = countedBetween(t)
	case search.Package:
		c.IDs, err = d.exhausted(tx, scope.ClientID)
	default:
		c.IDs, err = d.idsOf(tx, scope, t)
	}
	return c, err
}

func statesOf(v search.Value) []string {
	if v == search.Active {
		return []string{string(ticket.Open), string(ticket.Waiting), string(ticket.Snoozed)}
	}
	return []string{string(v)}
}

func priorityOf(v search.Value) string {
	if v == search.Normal {
		return string(ticket.Normal)
	}
	return string(v)
}

// countedBetween is a comparison of counted time in quarters: from, and up to
// without it; -1 is no end.
func countedBetween(t search.Term) (from, to int64) {
	const quarter = 15
	down, up := int64(t.Minutes/quarter), int64((t.Minutes+quarter-1)/quarter)
	switch t.Compare {
	case ">":
		return down + 1, -1
	case ">=":
		return up, -1
	case "<":
		return 0, up
	case "<=":
		return 0, down + 1
	}
	if down != up {
		return 0, 0 // no ticket counts a part of a quarter
	}
	return down, down + 1
}

// idsOf finds whom a name means.
func (d *Desk) idsOf(tx *store.Tx, scope Scope, t search.Term) ([]int64, error) {
	switch {
	case t.Value == search.Nobody:
		return []int64{0}, nil
	case t.Value == search.Today:
		return d.teamToday(tx)
	case t.Value == search.Me && scope.AgentID == 0:
		return nil, refused("%w", search.UnknownMe(t))
	case t.Value == search.Me:
		return []int64{scope.AgentID}, nil
	}
	names, err := tx.Names(t.Field, scope.ClientID)
	if err != nil {
		return nil, err
	}
	ids := meant(names, t.Text)
	if len(ids) == 0 {
		return nil, refused("%w", search.UnknownName(t, namesOf(names)))
	}
	return ids, nil
}

// tagsOf are the tags that a text means, however they are accented.
func tagsOf(tx *store.Tx, t search.Term) ([]string, error) {
	all, err := tx.Tags()
	if err != nil {
		return nil, err
	}
	var known, found []string
	for _, tag := range all {
		known = append(known, tag.Name)
		if ticket.Fold(tag.Name) == ticket.Fold(t.Text) {
			found = append(found, tag.Name)
		}
	}
	if len(found) == 0 {
		return nil, refused("%w", search.UnknownName(t, known))
	}
	return found, nil
}

// teamToday is the team on duty, or next on duty; nobody's where no team takes
// turns.
func (d *Desk) teamToday(tx *store.Tx) ([]int64, error) {
	cal, err := d.calendar(tx)
	if err != nil {
		return nil, err
	}
	rotation, err := d.rotation(tx)
	if err != nil {
		return nil, err
	}
	return []int64{rota.OnDuty(cal, rotation, d.now()).Team}, nil
}

// meant are those whose name or address a text is, else those in whose name it
// stands.
func meant(names []store.Named, text string) (ids []int64) {
	wanted, address := ticket.Fold(text), people.Fold(text)
	if wanted == "" {
		return nil
	}
	for _, whole := range []bool{true, false} {
		for _, n := range names {
			name := ticket.Fold(n.Name)
			if name == wanted || slices.Contains(n.Addresses, address) || !whole && strings.Contains(name, wanted) {
				ids = append(ids, n.ID)
			}
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}

func namesOf(all []store.Named) []string {
	names := make([]string, len(all))
	for i, n := range all {
		names[i] = n.Name
	}
	return names
}
