package desk

import (
	"context"
	"fmt"
	"strings"

	"permanence/daemon/desk/search"
	"permanence/daemon/store"
)

// SavedView is a query that an agent keeps under a name.
type SavedView struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	Query  string `json:"query"`
	Agent  string `json:"agent"`  // whose it is
	Shared bool   `json:"shared"` // all agents see it
}

// SavedViews lists the views that an agent keeps, and those that others share.
func (d *Desk) SavedViews(ctx context.Context, agent string) (views []SavedView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		names, err := agentNames(tx)
		if err != nil {
			return err
		}
		all, err := tx.SavedViews(a.ID)
		for _, v := range all {
			views = append(views, SavedView{ID: v.ID, Name: v.Name, Query: v.Query, Agent: names[v.AgentID], Shared: v.Shared})
		}
		return err
	})
	return views, err
}

// SaveView keeps a query under a name for v.Agent (a name or an address); the
// agent's other view of that name is replaced. A query that cannot be read is
// refused with what would be right: errors.As finds a search.Error.
func (d *Desk) SaveView(ctx context.Context, v SavedView, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, v.Agent)
		if err != nil {
			return err
		}
		v.Name, v.Query = strings.TrimSpace(v.Name), strings.TrimSpace(v.Query)
		if err := plainName("view's name", v.Name); err != nil {
			return err
		}
		if _, err := search.Parse(v.Query, search.ForAgents); err != nil {
			return refused("%w", err)
		}
		if err := tx.SetSavedView(store.SavedView{AgentID: a.ID, Name: v.Name, Query: v.Query, Shared: v.Shared}, d.now()); err != nil {
			return fmt.Errorf("keeping the view “%s”: %w", v.Name, err)
		}
		return d.audit(tx, by, "save-view", objectAgent(a.ID), v.Name)
	})
}

// RemoveView takes a view of an agent away.
func (d *Desk) RemoveView(ctx context.Context, agent, name, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		was, err := tx.RemoveSavedView(a.ID, name)
		if err != nil {
			return err
		}
		if !was {
			return fmt.Errorf("%s keeps no view called “%s”: %w", a.Name(), name, ErrNotFound)
		}
		return d.audit(tx, by, "remove-view", objectAgent(a.ID), name)
	})
}
