package main

import (
	"cmp"
	"fmt"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

type contactGroup struct {
	Add     addContact     `cmd:"" help:"Add a person to a client." example:"permanence contact add 'Dubois SA' claire@dubois.example --first Claire --last Martin --position DSI"`
	List    listContacts   `cmd:"" help:"List the contacts of a client, or of all." example:"permanence contact list 'Dubois SA'"`
	Replace replaceContact `cmd:"" help:"Name another technical contact: the old one's access ends at that moment, everybody is told." example:"permanence contact replace 'Dubois SA' paul@dubois.example --first Paul --last Durand --position 'Responsable informatique'"`
}

type addContact struct {
	Client   string   `arg:"" help:"Name, domain or id of the client."`
	Address  []string `arg:"" help:"Mail addresses; the first one is written to."`
	First    string   `help:"First name."`
	Last     string   `required:"" help:"Surname."`
	Position string   `help:"Position at the client."`
	Language string   `enum:"fr,en," default:"" help:"fr or en; the client's where it is not given."`
}

func (c addContact) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		p := people.Contact{FirstName: c.First, LastName: c.Last, Position: c.Position, Language: c.Language, Addresses: c.Address}
		id, err := o.AddContact(a.ctx, c.Client, p, a.by())
		if err != nil {
			return err
		}
		return a.say("added the contact %s (%d)", p.Name(), id)
	})
}

type listContacts struct {
	asJSON
	Client string `arg:"" optional:"" help:"Name, domain or id of the client."`
}

func (c listContacts) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Contacts(a.ctx, c.Client)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id client name addresses position role", func(v desk.ContactView) []any {
			return []any{v.ID, v.Client, v.Name, list(v.Addresses), v.Position, contactRole(v)}
		})
	})
}

func contactRole(v desk.ContactView) string {
	switch {
	case !v.Active:
		return "former"
	case v.Technical:
		return "technical contact"
	case v.Deputy:
		return "deputy"
	}
	return ""
}

func contactLine(v desk.ContactView) string {
	line := fmt.Sprintf("%s <%s>", v.Name, list(v.Addresses))
	if role := contactRole(v); role != "" {
		line += ", " + role
	}
	return line
}

type replaceContact struct {
	Client   string `arg:"" help:"Name, domain or id of the client."`
	Address  string `arg:"" help:"Mail address of the new technical contact."`
	First    string `required:"" help:"First name."`
	Last     string `required:"" help:"Surname."`
	Position string `required:"" help:"Position at the client."`
	Contract string `placeholder:"REF" help:"The contract, where the client has several that run."`
	By       string `placeholder:"NAME" help:"Who approved it, as the people concerned are told; the desk where it is not given."`
}

func (c replaceContact) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		to := ticket.Contact{FirstName: c.First, LastName: c.Last, Position: c.Position, Address: c.Address}
		if err := o.ReplaceContact(a.ctx, c.Client, c.Contract, to, cmp.Or(c.By, o.cfg.Desk.Name)); err != nil {
			return err
		}
		return a.say("%s %s is the technical contact now; the old access has ended", c.First, c.Last)
	})
}
