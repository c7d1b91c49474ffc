package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

func (a *API) contacts() []Operation {
	return []Operation{
		get("/contacts", "listContacts", "List the contacts of a client, or of all.", people.PeopleRead, a.listContacts),
		post("/clients/{client}/contacts", "addContact", "Add a person to a client.", people.PeopleWrite, a.addContact).creates(),
		put("/clients/{client}/technical-contact", "replaceContact", "Name another technical contact: the old one's access ends at this moment.", people.PeopleWrite, a.replaceContact),
		get("/colleagues", "listColleagues", "List the people of the client whose contact's token it is.", people.PeopleRead, a.listColleagues).forContacts(),
		post("/replacement", "askReplacement", "Ask for another technical contact: a ticket that holds the four fields, which a person of ours approves.", people.PeopleWrite, a.askReplacement).forContacts().creates(),
	}
}

func (a *API) listContacts(ctx context.Context, _ desk.Caller, in ofClient) (List[desk.ContactView], error) {
	all, err := a.desk.Contacts(ctx, in.Client)
	return byID(all, func(v desk.ContactView) int64 { return v.ID }, in.paged), err
}

type addContact struct {
	theClient
	FirstName string   `json:"first_name,omitempty"`
	LastName  string   `json:"last_name"`
	Position  string   `json:"position,omitempty"`
	Language  string   `json:"language,omitempty"`
	Addresses []string `json:"addresses"`
}

func (a *API) addContact(ctx context.Context, c desk.Caller, in addContact) (made, error) {
	id, err := a.desk.AddContact(ctx, in.Client, people.Contact{FirstName: in.FirstName, LastName: in.LastName, Position: in.Position,
		Language: in.Language, Addresses: in.Addresses, Active: true}, c.Name())
	return made{id}, err
}

type replaceContact struct {
	theClient
	Contract  string `json:"contract,omitempty"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Position  string `json:"position"`
	Address   string `json:"address"`
}

func (a *API) replaceContact(ctx context.Context, c desk.Caller, in replaceContact) (nothing, error) {
	to := ticket.Contact{FirstName: in.FirstName, LastName: in.LastName, Position: in.Position, Address: people.Fold(in.Address)}
	return nothing{}, a.desk.ReplaceContact(ctx, in.Client, in.Contract, to, c.Name())
}

// colleague is a person of the caller's client.
type colleague struct {
	Name      string `json:"name"`
	Position  string `json:"position"`
	Address   string `json:"address"`
	Technical bool   `json:"technical"`
	Deputy    bool   `json:"deputy"`
}

// colleagueList is all people of a client.
type colleagueList struct {
	Items []colleague `json:"items"`
}

func (a *API) listColleagues(ctx context.Context, c desk.Caller, _ nothing) (v colleagueList, err error) {
	all, err := a.desk.Colleagues(ctx, c.Client.ID)
	for _, one := range all {
		v.Items = append(v.Items, colleague(one))
	}
	return v, err
}

type askReplacement struct {
	keyed
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Position  string `json:"position"`
	Address   string `json:"address"`
}

func (a *API) askReplacement(ctx context.Context, c desk.Caller, in askReplacement) (openedTicket, error) {
	l := a.Pages.Language(c.Language())
	subject, err := l.Word("replace", "subject")
	if err != nil {
		return openedTicket{}, err
	}
	text, err := l.Say("replace.text", in.LastName, in.FirstName, in.Position, in.Address)
	if err != nil {
		return openedTicket{}, err
	}
	to := ticket.Contact{FirstName: in.FirstName, LastName: in.LastName, Position: in.Position, Address: people.Fold(in.Address)}
	number, err := a.desk.AskReplacement(ctx, desk.Replacement{Contact: c.Contact.ID, To: to, Subject: subject, Text: text, Key: in.key(c)})
	return openedTicket{number}, err
}
