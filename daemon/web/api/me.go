package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

func (a *API) me() []Operation {
	return []Operation{
		get("/me", "getMe", "Say whom the token acts as, and what it may.", "", a.getMe).forAll(),
	}
}

// meView is who a token acts as.
type meView struct {
	Acts    string         `json:"acts_as" words:"agent contact machine"`
	Name    string         `json:"name"`
	Address string         `json:"address"`
	Role    string         `json:"role"`
	Client  string         `json:"client"`
	Scopes  []people.Scope `json:"scopes"`
}

func (a *API) getMe(_ context.Context, c desk.Caller, _ nothing) (v meView, err error) {
	v = meView{Acts: "machine", Name: c.Name()}
	switch {
	case c.IsContact():
		v.Acts, v.Address, v.Client = "contact", c.Address(), c.Client.Name
	case !c.IsMachine():
		v.Acts, v.Address, v.Role = "agent", c.Address(), string(c.Agent.Role)
	}
	for _, row := range people.Scopes() {
		if c.May(row.Scope) {
			v.Scopes = append(v.Scopes, row.Scope)
		}
	}
	return v, nil
}
