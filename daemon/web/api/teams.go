package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
)

func (a *API) teams() []Operation {
	return []Operation{
		get("/teams", "listTeams", "List the teams.", people.PeopleRead, a.listTeams),
		post("/teams", "addTeam", "Add a team, which takes its turns behind the others.", people.Admin, a.addTeam).creates(),
		put("/teams", "orderTeams", "Set the order in which the teams take turns from a date on.", people.Admin, a.orderTeams),
	}
}

func (a *API) listTeams(ctx context.Context, _ desk.Caller, in paged) (List[desk.TeamView], error) {
	all, err := a.desk.Teams(ctx)
	return byID(all, func(v desk.TeamView) int64 { return v.ID }, in), err
}

type addTeam struct {
	Name    string   `json:"name"`
	Members []string `json:"members,omitempty"`
}

func (a *API) addTeam(ctx context.Context, c desk.Caller, in addTeam) (made, error) {
	id, err := a.desk.AddTeam(ctx, in.Name, in.Members, c.Name())
	return made{id}, err
}

type orderTeams struct {
	Teams []string  `json:"teams"`
	From  rota.Date `json:"from,omitempty"`
}

func (a *API) orderTeams(ctx context.Context, c desk.Caller, in orderTeams) (nothing, error) {
	return nothing{}, a.desk.OrderTeams(ctx, in.Teams, in.From, c.Name())
}
