package api

import (
	"context"
	"slices"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
)

func (a *API) swaps() []Operation {
	return []Operation{
		get("/swaps", "listSwaps", "List the swaps of days of duty of today and later.", people.PeopleRead, a.listSwaps),
		post("/swaps", "proposeSwap", "Ask another agent, or another team, to take a day of duty.", people.TicketsWrite, a.proposeSwap).creates(),
		post("/swaps/{id}/accept", "acceptSwap", "Agree to a swap.", people.TicketsWrite, a.decideSwap(a.desk.AcceptSwap)),
		post("/swaps/{id}/refuse", "refuseSwap", "Refuse a swap.", people.TicketsWrite, a.decideSwap(a.desk.RefuseSwap)),
		post("/swaps/{id}/withdraw", "withdrawSwap", "Ask for a swap no more.", people.TicketsWrite, a.decideSwap(a.desk.WithdrawSwap)),
	}
}

type listSwaps struct {
	paged
	State string `query:"state" words:"proposed accepted refused withdrawn"`
}

func (a *API) listSwaps(ctx context.Context, _ desk.Caller, in listSwaps) (List[desk.SwapView], error) {
	all, err := a.desk.Swaps(ctx, "")
	all = slices.DeleteFunc(all, func(v desk.SwapView) bool { return in.State != "" && v.State != in.State })
	return byID(all, func(v desk.SwapView) int64 { return v.ID }, in.paged), err
}

type proposeSwap struct {
	Agent   string    `json:"agent,omitempty"`
	Date    rota.Date `json:"date"`
	Back    rota.Date `json:"back,omitempty"`
	ToAgent string    `json:"to_agent,omitempty"`
	ToTeam  string    `json:"to_team,omitempty"`
	Text    string    `json:"text,omitempty"`
}

func (a *API) proposeSwap(ctx context.Context, c desk.Caller, in proposeSwap) (made, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return made{}, err
	}
	id, err := a.desk.ProposeSwap(ctx, desk.SwapProposal{By: agent, Date: in.Date, Back: in.Back, Agent: in.ToAgent, Team: in.ToTeam, Text: in.Text}, c.Name())
	return made{id}, err
}

type decideSwap struct {
	identified
	Agent string `query:"agent"`
}

func (a *API) decideSwap(verb func(context.Context, int64, string, string) error) func(context.Context, desk.Caller, decideSwap) (nothing, error) {
	return func(ctx context.Context, c desk.Caller, in decideSwap) (nothing, error) {
		agent, err := agentOf(c, in.Agent)
		if err != nil {
			return nothing{}, err
		}
		return nothing{}, verb(ctx, in.ID, agent, c.Name())
	}
}
