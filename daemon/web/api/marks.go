package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

// marks are what is put on a ticket and taken off again.
func (a *API) marks() []Operation {
	return []Operation{
		put("/tickets/{number}/observers/{address}", "addObserver", "Put an address in copy of a ticket; it is told.", people.TicketsWrite, a.addObserver),
		remove("/tickets/{number}/observers/{address}", "removeObserver", "Take an address off a ticket's copies.", people.TicketsWrite, a.removeObserver).forAll(),
		put("/tickets/{number}/watchers/{agent}", "watchTicket", "Have an agent follow a ticket.", people.TicketsWrite, a.watchTicket),
		remove("/tickets/{number}/watchers/{agent}", "unwatchTicket", "Have an agent follow a ticket no more.", people.TicketsWrite, a.unwatchTicket),
		put("/tickets/{number}/tags/{tag}", "tagTicket", "Put a tag on a ticket.", people.TicketsWrite, a.tagTicket),
		remove("/tickets/{number}/tags/{tag}", "untagTicket", "Take a tag off a ticket.", people.TicketsWrite, a.untagTicket),
		put("/tickets/{number}/links/{other}", "linkTickets", "Say that two tickets of one client have to do with each other.", people.TicketsWrite, a.linkTickets),
		remove("/tickets/{number}/links/{other}", "unlinkTickets", "Say that two tickets have nothing to do with each other.", people.TicketsWrite, a.unlinkTickets),
		put("/tickets/{number}/fields/{field}", "setField", "Fill in a field that the desk asks of tickets.", people.TicketsWrite, a.setField),
		get("/tags", "listTags", "List all tags with how many tickets bear them.", people.TicketsRead, a.listTags),
		get("/fields", "listFields", "List what the desk asks of tickets.", people.TicketsRead, a.listFields),
	}
}

type observed struct {
	numbered
	Address string `path:"address"`
}

func (a *API) addObserver(ctx context.Context, c desk.Caller, in observed) (nothing, error) {
	return nothing{}, a.desk.AddObserver(ctx, in.Number, in.Address, c.Name())
}

func (a *API) removeObserver(ctx context.Context, c desk.Caller, in observed) (nothing, error) {
	if c.IsContact() {
		return nothing{}, a.desk.DismissObserver(ctx, c.Visitor, in.Number, people.Fold(in.Address))
	}
	return nothing{}, a.desk.RemoveObserver(ctx, in.Number, in.Address, c.Name())
}

type watched struct {
	numbered
	Agent string `path:"agent"`
}

func (a *API) watchTicket(ctx context.Context, c desk.Caller, in watched) (nothing, error) {
	return nothing{}, a.desk.WatchTicket(ctx, in.Number, in.Agent, c.Name())
}

func (a *API) unwatchTicket(ctx context.Context, c desk.Caller, in watched) (nothing, error) {
	return nothing{}, a.desk.UnwatchTicket(ctx, in.Number, in.Agent, c.Name())
}

type tagged struct {
	numbered
	Tag string `path:"tag"`
}

func (a *API) tagTicket(ctx context.Context, c desk.Caller, in tagged) (nothing, error) {
	return nothing{}, a.desk.TagTicket(ctx, in.Number, in.Tag, c.Name())
}

func (a *API) untagTicket(ctx context.Context, c desk.Caller, in tagged) (nothing, error) {
	return nothing{}, a.desk.UntagTicket(ctx, in.Number, in.Tag, c.Name())
}

type linked struct {
	numbered
	Other int64 `path:"other"`
}

func (a *API) linkTickets(ctx context.Context, c desk.Caller, in linked) (nothing, error) {
	return nothing{}, a.desk.LinkTickets(ctx, in.Number, in.Other, c.Name())
}

func (a *API) unlinkTickets(ctx context.Context, c desk.Caller, in linked) (nothing, error) {
	return nothing{}, a.desk.UnlinkTickets(ctx, in.Number, in.Other, c.Name())
}

type setField struct {
	numbered
	Field string `path:"field"`
	Value string `json:"value"`
}

func (a *API) setField(ctx context.Context, c desk.Caller, in setField) (nothing, error) {
	return nothing{}, a.desk.SetField(ctx, in.Number, in.Field, in.Value, c.Name())
}

// tagList is all tags: they have no ids to be paged by.
type tagList struct {
	Items []desk.TagView `json:"items"`
}

func (a *API) listTags(ctx context.Context, _ desk.Caller, _ nothing) (tagList, error) {
	all, err := a.desk.Tags(ctx)
	return tagList{all}, err
}

type ofClient struct {
	paged
	Client string `query:"client"`
}

func (a *API) listFields(ctx context.Context, _ desk.Caller, in ofClient) (List[desk.FieldView], error) {
	all, err := a.desk.Fields(ctx, in.Client)
	return byID(all, func(v desk.FieldView) int64 { return v.ID }, in.paged), err
}
