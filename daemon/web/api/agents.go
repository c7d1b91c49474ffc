package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

func (a *API) agents() []Operation {
	return []Operation{
		get("/agents", "listAgents", "List the people of our firm, those of one role or all.", people.PeopleRead, a.listAgents),
		post("/agents", "addAgent", "Add a person of our firm.", people.Admin, a.addAgent).creates(),
		patch("/agents/{agent}", "changeAgent", "Change a person of our firm; what is left out stays.", people.Admin, a.changeAgent),
		post("/agents/{agent}/deactivate", "deactivateAgent", "End what a person can do here; the tickets in hand go back to their teams.", people.Admin, a.deactivateAgent),
		post("/agents/{agent}/reactivate", "reactivateAgent", "Let a person who was deactivated come back.", people.Admin, a.reactivateAgent),
	}
}

type listAgents struct {
	paged
	Role string `query:"role" words:"agent sales admin"`
}

func (a *API) listAgents(ctx context.Context, _ desk.Caller, in listAgents) (List[desk.AgentView], error) {
	all, err := a.desk.Agents(ctx, people.Role(in.Role))
	return byID(all, func(v desk.AgentView) int64 { return v.ID }, in.paged), err
}

type addAgent struct {
	FirstName string   `json:"first_name,omitempty"`
	LastName  string   `json:"last_name"`
	Role      string   `json:"role" words:"agent sales admin"`
	Language  string   `json:"language,omitempty"`
	Addresses []string `json:"addresses"`
	Team      string   `json:"team,omitempty"`
}

func (a *API) addAgent(ctx context.Context, c desk.Caller, in addAgent) (made, error) {
	id, err := a.desk.AddAgent(ctx, people.Agent{FirstName: in.FirstName, LastName: in.LastName, Role: people.Role(in.Role), Language: in.Language,
		Addresses: in.Addresses}, in.Team, c.Name())
	return made{id}, err
}

type theAgent struct {
	Agent string `path:"agent"`
}

type changeAgent struct {
	theAgent
	FirstName *string      `json:"first_name,omitempty"`
	LastName  *string      `json:"last_name,omitempty"`
	Role      *people.Role `json:"role,omitempty" words:"agent sales admin"`
	Language  *string      `json:"language,omitempty"`
	Addresses []string     `json:"addresses,omitempty"`
	Teams     []string     `json:"teams,omitempty"`
}

func (a *API) changeAgent(ctx context.Context, c desk.Caller, in changeAgent) (nothing, error) {
	return nothing{}, a.desk.ChangeAgent(ctx, in.Agent, desk.AgentChange{FirstName: in.FirstName, LastName: in.LastName, Role: in.Role,
		Language: in.Language, Addresses: in.Addresses, Teams: in.Teams}, c.Name())
}

// deactivatedAgent is how many tickets went back to their teams.
type deactivatedAgent struct {
	Tickets int `json:"tickets_back"`
}

func (a *API) deactivateAgent(ctx context.Context, c desk.Caller, in theAgent) (deactivatedAgent, error) {
	back, err := a.desk.DeactivateAgent(ctx, in.Agent, c.Name())
	return deactivatedAgent{back}, err
}

func (a *API) reactivateAgent(ctx context.Context, c desk.Caller, in theAgent) (nothing, error) {
	return nothing{}, a.desk.ReactivateAgent(ctx, in.Agent, c.Name())
}
