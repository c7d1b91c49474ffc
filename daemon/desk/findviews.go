package desk

import (
	"context"

	"permanence/daemon/desk/search"
	"permanence/daemon/store"
)

// FoundView is a list that agents look at often, with how many tickets are in
// it. Key names those that every desk has, in the words of the pages; Name is
// what an agent called one that is kept.
type FoundView struct {
	Key     string       `json:"key"`
	Name    string       `json:"name"`
	Shared  bool         `json:"shared"` // by the agent who keeps it, with all
	Query   search.Query `json:"-"`
	Text    string       `json:"query"` // in French; of a kept one as it was written
	Tickets int64        `json:"tickets"`
	AtLeast bool         `json:"at_least"` // not counted: its words stand in very many tickets
	Broken  bool         `json:"broken"`   // it asks for what is not there any more
}

// Views lists the views that every desk has, then those that the agent keeps or
// others share, with their counts for this agent.
func (d *Desk) Views(ctx context.Context, agentID int64) (views []FoundView, err error) {
	scope := Scope{AgentID: agentID}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		for _, v := range search.Views() {
			views = append(views, FoundView{Key: v.Key, Query: v.Query, Text: v.Query.String("fr")})
		}
		kept, err := tx.SavedViews(agentID)
		if err != nil {
			return err
		}
		for _, v := range kept {
			q, err := search.Parse(v.Query, search.ForAgents)
			views = append(views, FoundView{Name: v.Name, Shared: v.Shared, Query: q, Text: v.Query, Broken: err != nil})
		}
		for i := range views {
			if err := d.countView(tx, scope, &views[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return views, err
}

func (d *Desk) countView(tx *store.Tx, scope Scope, v *FoundView) error {
	if v.Broken {
		return nil
	}
	sum, err := d.sum(tx, scope, v.Query)
	if isRefused(err) {
		v.Broken = true // a name is gone, or it asks for "me" and nobody asks
		return nil
	}
	v.Tickets, v.AtLeast = sum.Tickets, sum.AtLeast
	return err
}

// CountFound is how many tickets a query asks for, and their counted time,
// without a page of them.
func (d *Desk) CountFound(ctx context.Context, scope Scope, query string) (sum store.Sum, err error) {
	q, err := scope.parse(query)
	if err != nil {
		return sum, err
	}
	err = d.store.Read(ctx, func(tx *store.Tx) error { sum, err = d.sum(tx, scope, q); return err })
	return sum, err
}

func (d *Desk) sum(tx *store.Tx, scope Scope, q search.Query) (store.Sum, error) {
	w, err := d.wanted(tx, scope, q)
	if err != nil {
		return store.Sum{}, err
	}
	return tx.SumTickets(w)
}

// ScopeOf is the scope of those whom a command names: an agent, or a client;
// "" is nobody.
func (d *Desk) ScopeOf(ctx context.Context, agent, client string) (s Scope, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		if agent != "" {
			a, err := agentNamed(tx, agent)
			if err != nil {
				return err
			}
			s.AgentID = a.ID
		}
		if client != "" {
			c, err := clientNamed(tx, client)
			s.ClientID = c.ID
			return err
		}
		return nil
	})
	return s, err
}
