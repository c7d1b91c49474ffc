package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
)

func (a *API) time() []Operation {
	return []Operation{
		get("/tickets/{number}/time", "listTime", "List the time that was spent on a ticket, with what it counts.", people.TimeRead, a.listTime),
		post("/tickets/{number}/time", "bookTime", "Book time on a ticket.", people.TimeWrite, a.bookTime).creates(),
		patch("/time/{id}", "editTime", "Correct a time entry, for a reason: another one stands for it.", people.TimeWrite, a.editTime),
		remove("/time/{id}", "removeTime", "Take a time entry back, for a reason.", people.TimeWrite, a.removeTime),
		get("/week", "getWeek", "Show what an agent spent in a week, and which answers have no time.", people.TimeRead, a.getWeek),
	}
}

type listTime struct {
	numbered
	paged
}

func (a *API) listTime(ctx context.Context, _ desk.Caller, in listTime) (List[desk.TimeView], error) {
	whole, err := a.desk.Ticket(ctx, in.Number)
	return byID(whole.Time, func(v desk.TimeView) int64 { return v.ID }, in.paged), err
}

type bookTime struct {
	numbered
	keyed
	Agent   string `json:"agent,omitempty"`
	Minutes int    `json:"minutes"`
	Kind    string `json:"kind,omitempty" words:"counted offered out-of-package internal"`
	Text    string `json:"text,omitempty"`
}

// bookedTime is what an entry counts.
type bookedTime struct {
	CountedQuarters int `json:"counted_quarters"`
}

func (a *API) bookTime(ctx context.Context, c desk.Caller, in bookTime) (bookedTime, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return bookedTime{}, err
	}
	counted, err := a.desk.BookTime(ctx, in.Number, desk.Booking{Agent: agent, Minutes: in.Minutes, Kind: kindOf(in.Kind), Text: in.Text, Key: in.key(c)}, c.Name())
	return bookedTime{counted}, err
}

type editTime struct {
	identified
	Agent   string  `json:"agent,omitempty"`
	Minutes int     `json:"minutes,omitempty"`
	Kind    string  `json:"kind,omitempty" words:"counted offered out-of-package internal"`
	Text    *string `json:"text,omitempty"`
	Reason  string  `json:"reason"`
}

func (a *API) editTime(ctx context.Context, c desk.Caller, in editTime) (made, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return made{}, err
	}
	id, err := a.desk.EditTime(ctx, in.ID, desk.TimeEdit{Minutes: in.Minutes, Kind: contract.EntryKind(in.Kind), Text: in.Text}, in.Reason, agent, c.Name())
	return made{id}, err
}

type removeTime struct {
	identified
	Agent  string `query:"agent"`
	Reason string `query:"reason,required"`
}

func (a *API) removeTime(ctx context.Context, c desk.Caller, in removeTime) (nothing, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return nothing{}, err
	}
	return nothing{}, a.desk.RemoveTime(ctx, in.ID, in.Reason, agent, c.Name())
}

type getWeek struct {
	Agent string        `query:"agent"`
	Date  contract.Date `query:"date"`
}

func (a *API) getWeek(ctx context.Context, c desk.Caller, in getWeek) (desk.WeekView, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return desk.WeekView{}, err
	}
	return a.desk.Week(ctx, agent, in.Date)
}
