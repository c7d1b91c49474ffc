package desk

import (
	"context"

	"permanence/daemon/desk/search"
	"permanence/daemon/store"
)

// FoundView is a list that agents look at often, with how many tickets are in
// it. Key names it in the words of the pages.
type FoundView struct {
	Key     string       `json:"key"`
	Query   search.Query `json:"-"`
	Text    string       `json:"query"` // in French
	Tickets int64        `json:"tickets"`
}

// Views lists the views that every agent has, with their counts for this one.
func (d *Desk) Views(ctx context.Context, agentID int64) (views []FoundView, err error) {
	scope := Scope{AgentID: agentID}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		for _, v := range search.Views() {
			sum, err := d.sum(tx, scope, v.Query)
			if isRefused(err) {
				continue // what is mine, where nobody asks
			} else if err != nil {
				return err
			}
			views = append(views, FoundView{Key: v.Key, Query: v.Query, Text: v.Query.String("fr"), Tickets: sum.Tickets})
		}
		return nil
	})
	return views, err
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
