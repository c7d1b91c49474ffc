package api

import (
	"context"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

// moves are what changes where a ticket stands.
func (a *API) moves() []Operation {
	return []Operation{
		post("/tickets/{number}/resolve", "resolveTicket", "Say that a ticket is done.", people.TicketsWrite, on(a.desk.ResolveTicket)),
		post("/tickets/{number}/reopen", "reopenTicket", "Put a ticket back among those to be worked on.", people.TicketsWrite, on(a.desk.ReopenTicket)),
		post("/tickets/{number}/wait", "waitTicket", "Say that the next word is the client's.", people.TicketsWrite, on(a.desk.WaitTicket)),
		post("/tickets/{number}/snooze", "snoozeTicket", "Put a ticket aside until a moment.", people.TicketsWrite, a.snoozeTicket),
		post("/tickets/{number}/assign", "assignTicket", "Give a ticket to an agent or to a team; they are told.", people.TicketsWrite, a.assignTicket),
		put("/tickets/{number}/priority", "setPriority", "Say how urgent the desk holds a ticket to be. The client is not told.", people.TicketsWrite, a.setPriority),
		put("/tickets/{number}/subject", "renameTicket", "Give a ticket another subject.", people.TicketsWrite, a.renameTicket),
		put("/tickets/{number}/contract", "moveTicket", "Charge a ticket to another contract of its client.", people.TicketsWrite, a.moveTicket),
		post("/tickets/{number}/merge", "mergeTicket", "Let a ticket go on in another one of the same client.", people.TicketsWrite, a.mergeTicket),
		post("/tickets/{number}/split", "splitTicket", "Move exchanges to a new ticket of the same client.", people.TicketsWrite, a.splitTicket).creates(),
		post("/tickets/{number}/macros", "applyMacro", "Take all steps of a macro on a ticket, or none.", people.TicketsWrite, a.applyMacro),
	}
}

// on is a handler of a verb that takes a ticket and nothing else.
func on(verb func(context.Context, int64, string) error) func(context.Context, desk.Caller, numbered) (nothing, error) {
	return func(ctx context.Context, c desk.Caller, in numbered) (nothing, error) {
		return nothing{}, verb(ctx, in.Number, c.Name())
	}
}

type snoozeTicket struct {
	numbered
	Until string `json:"until"`
}

// snoozedTicket is until when a ticket is put aside.
type snoozedTicket struct {
	Until time.Time `json:"snoozed_until"`
}

func (a *API) snoozeTicket(ctx context.Context, c desk.Caller, in snoozeTicket) (snoozedTicket, error) {
	until, err := a.desk.SnoozeTicket(ctx, in.Number, in.Until, c.Name())
	return snoozedTicket{until}, err
}

type assignTicket struct {
	numbered
	Agent string `json:"agent,omitempty"`
	Team  string `json:"team,omitempty"`
}

func (a *API) assignTicket(ctx context.Context, c desk.Caller, in assignTicket) (nothing, error) {
	if (in.Agent == "") == (in.Team == "") {
		return nothing{}, problem(codeField, "give agent or team")
	}
	return nothing{}, a.desk.AssignTicket(ctx, in.Number, in.Agent, in.Team, c.Name())
}

type setPriority struct {
	numbered
	Priority string `json:"priority" words:"low normal high urgent"`
}

func (a *API) setPriority(ctx context.Context, c desk.Caller, in setPriority) (nothing, error) {
	return nothing{}, a.desk.SetPriority(ctx, in.Number, ticket.Priority(in.Priority), c.Name())
}

type renameTicket struct {
	numbered
	Subject string `json:"subject"`
}

func (a *API) renameTicket(ctx context.Context, c desk.Caller, in renameTicket) (nothing, error) {
	return nothing{}, a.desk.RenameTicket(ctx, in.Number, in.Subject, c.Name())
}

type moveTicket struct {
	numbered
	Contract string `json:"contract"`
}

func (a *API) moveTicket(ctx context.Context, c desk.Caller, in moveTicket) (nothing, error) {
	return nothing{}, a.desk.MoveTicket(ctx, in.Number, in.Contract, c.Name())
}

type mergeTicket struct {
	numbered
	Into int64 `json:"into"`
}

func (a *API) mergeTicket(ctx context.Context, c desk.Caller, in mergeTicket) (nothing, error) {
	return nothing{}, a.desk.MergeTicket(ctx, in.Number, in.Into, c.Name())
}

type splitTicket struct {
	numbered
	Agent     string  `json:"agent,omitempty"`
	Exchanges []int64 `json:"exchange_ids"`
	Subject   string  `json:"subject,omitempty"`
}

func (a *API) splitTicket(ctx context.Context, c desk.Caller, in splitTicket) (openedTicket, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return openedTicket{}, err
	}
	number, err := a.desk.SplitTicket(ctx, desk.Split{Ticket: in.Number, Exchanges: in.Exchanges, Subject: in.Subject, Agent: agent}, c.Name())
	return openedTicket{number}, err
}

type applyMacro struct {
	numbered
	Macro string `json:"macro"`
	Agent string `json:"agent,omitempty"`
	Text  string `json:"text,omitempty"`
	Seen  int64  `json:"seen,omitempty"`
}

func (a *API) applyMacro(ctx context.Context, c desk.Caller, in applyMacro) (leaving, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return leaving{}, err
	}
	at, err := a.desk.ApplyMacro(ctx, desk.MacroUse{Macro: in.Macro, Ticket: in.Number, Agent: agent, Seen: in.Seen, Text: in.Text}, c.Name())
	return leavingAt(at), err
}
