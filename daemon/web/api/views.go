package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

func (a *API) views() []Operation {
	return []Operation{
		get("/views", "listViews", "List the views that every agent has, with how many tickets are in each.", people.TicketsRead, a.listViews),
		get("/saved-views", "listSavedViews", "List the queries that an agent keeps, and those that are shared.", people.TicketsRead, a.listSavedViews),
		put("/saved-views/{name}", "saveView", "Keep a query under a name.", people.TicketsWrite, a.saveView),
		remove("/saved-views/{name}", "removeView", "Keep a query no more.", people.TicketsWrite, a.removeView),
	}
}

// viewList is the views that every agent has: they have no ids to be paged by.
type viewList struct {
	Items []desk.FoundView `json:"items"`
}

func (a *API) listViews(ctx context.Context, c desk.Caller, _ nothing) (viewList, error) {
	all, err := a.desk.Views(ctx, c.Agent.ID)
	return viewList{all}, err
}

func (a *API) listSavedViews(ctx context.Context, c desk.Caller, in ofAgent) (List[desk.SavedView], error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return List[desk.SavedView]{}, err
	}
	all, err := a.desk.SavedViews(ctx, agent)
	return byID(all, func(v desk.SavedView) int64 { return v.ID }, in.paged), err
}

type saveView struct {
	Name   string `path:"name"`
	Agent  string `json:"agent,omitempty"`
	Query  string `json:"query"`
	Shared bool   `json:"shared,omitempty"`
}

func (a *API) saveView(ctx context.Context, c desk.Caller, in saveView) (nothing, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return nothing{}, err
	}
	return nothing{}, a.desk.SaveView(ctx, desk.SavedView{Name: in.Name, Query: in.Query, Agent: agent, Shared: in.Shared}, c.Name())
}

type removeView struct {
	Name  string `path:"name"`
	Agent string `query:"agent"`
}

func (a *API) removeView(ctx context.Context, c desk.Caller, in removeView) (nothing, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return nothing{}, err
	}
	return nothing{}, a.desk.RemoveView(ctx, agent, in.Name, c.Name())
}
