package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

func (a *API) clients() []Operation {
	return []Operation{
		get("/clients", "listClients", "List the clients.", people.ClientsRead, a.listClients),
		get("/clients/{client}", "getClient", "Show a client with its contacts and contracts.", people.ClientsRead, a.getClient),
		post("/clients", "addClient", "Add a client.", people.ClientsWrite, a.addClient).creates(),
		patch("/clients/{client}", "changeClient", "Change a client; what is left out stays.", people.ClientsWrite, a.changeClient),
	}
}

func (a *API) listClients(ctx context.Context, _ desk.Caller, in paged) (List[desk.ClientView], error) {
	all, err := a.desk.Clients(ctx)
	return byID(all, func(v desk.ClientView) int64 { return v.ID }, in), err
}

type theClient struct {
	Client string `path:"client"`
}

func (a *API) getClient(ctx context.Context, _ desk.Caller, in theClient) (desk.ClientView, error) {
	return a.desk.Client(ctx, in.Client)
}

type addClient struct {
	Name       string   `json:"name"`
	Language   string   `json:"language,omitempty"`
	Domains    []string `json:"domains,omitempty"`
	CannotSign bool     `json:"cannot_sign,omitempty"`
}

func (a *API) addClient(ctx context.Context, c desk.Caller, in addClient) (made, error) {
	id, err := a.desk.AddClient(ctx, people.Client{Name: in.Name, Language: in.Language, Domains: in.Domains, CannotSign: in.CannotSign}, c.Name())
	return made{id}, err
}

type changeClient struct {
	theClient
	Name          string   `json:"name,omitempty"`
	Language      string   `json:"language,omitempty"`
	CannotSign    *bool    `json:"cannot_sign,omitempty"`
	AddDomains    []string `json:"add_domains,omitempty"`
	RemoveDomains []string `json:"remove_domains,omitempty"`
}

func (a *API) changeClient(ctx context.Context, c desk.Caller, in changeClient) (nothing, error) {
	return nothing{}, a.desk.SetClient(ctx, in.Client, desk.ClientChange{Name: in.Name, Language: in.Language, CannotSign: in.CannotSign,
		AddDomains: in.AddDomains, RemoveDomains: in.RemoveDomains}, c.Name())
}
