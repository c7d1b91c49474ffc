package main

import (
	"fmt"
	"io"
	"os"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

type clientGroup struct {
	Add    addClient    `cmd:"" help:"Add a client." example:"permanence client add 'Dubois SA' --domain dubois.example"`
	List   listClients  `cmd:"" help:"List the clients." example:"permanence client list --json"`
	Show   showClient   `cmd:"" help:"Show a client with its contacts and contracts." example:"permanence client show 'Dubois SA'"`
	Set    setClient    `cmd:"" help:"Change a client." example:"permanence client set 'Dubois SA' --cannot-sign"`
	Import importClient `cmd:"" help:"Add the clients of a CSV list: columns name, domains, language, contact." example:"permanence client import clients.csv"`
}

type addClient struct {
	Name       string   `arg:"" help:"The client's name."`
	Domain     []string `placeholder:"DOMAIN" help:"A mail domain of its own; may be given several times."`
	Language   string   `enum:"fr,en," default:"" help:"Language where a person has none: fr or en."`
	CannotSign bool     `help:"Its domain cannot sign its mail: unsigned mail of its technical contact is let in, and marked."`
}

func (c addClient) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		id, err := o.AddClient(a.ctx, people.Client{Name: c.Name, Domains: c.Domain, Language: c.Language, CannotSign: c.CannotSign}, a.by())
		if err != nil {
			return err
		}
		return a.say("added the client “%s” (%d); name its people with `permanence contact add`", c.Name, id)
	})
}

type listClients struct{ asJSON }

func (c listClients) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Clients(a.ctx)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id name language domains cannot-sign", func(v desk.ClientView) []any {
			return []any{v.ID, v.Name, v.Language, list(v.Domains), yes(v.CannotSign)}
		})
	})
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

type showClient struct {
	asJSON
	Client string `arg:"" help:"Name, domain or id."`
}

func (c showClient) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		v, err := o.Client(a.ctx, c.Client)
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, v, func(w io.Writer) {
			printFields(w, "client", v.Name, "id", v.ID, "language", v.Language, "domains", list(v.Domains), "cannot sign", yes(v.CannotSign))
			for _, p := range v.Contacts {
				fmt.Fprintf(w, "contact   %s\n", oneLine(contactLine(p)))
			}
			for _, x := range v.Contracts {
				fmt.Fprintf(w, "contract  %s\n", oneLine(contractLine(x)))
			}
		})
	})
}

type setClient struct {
	Client       string   `arg:"" help:"Name, domain or id."`
	Name         string   `help:"Another name."`
	Language     string   `enum:"fr,en," default:"" help:"fr or en."`
	CannotSign   *bool    `negatable:"" help:"Whether its domain cannot sign its mail."`
	Domain       []string `placeholder:"DOMAIN" help:"One more domain."`
	RemoveDomain []string `placeholder:"DOMAIN" help:"A domain that is no longer its own."`
}

func (c setClient) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		err := o.SetClient(a.ctx, c.Client, desk.ClientChange{Name: c.Name, Language: c.Language, CannotSign: c.CannotSign,
			AddDomains: c.Domain, RemoveDomains: c.RemoveDomain}, a.by())
		if err != nil {
			return err
		}
		return a.say("changed the client")
	})
}

type importClient struct {
	asJSON
	File string `arg:"" help:"The list, or - for standard input."`
}

func (c importClient) Run(a *app) error {
	text, err := a.file(c.File)
	if err != nil {
		return err
	}
	rows, err := desk.ReadClients(text)
	if err != nil {
		return err
	}
	return a.with(toWrite, func(o opened) error {
		n, err := o.ImportClients(a.ctx, rows, a.by())
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, n, func(w io.Writer) {
			fmt.Fprintf(w, "added %d clients and %d contacts; %d clients were there already\n", n.Clients, n.Contacts, n.Known)
		})
	})
}

// file reads a whole file, or standard input for -.
func (a *app) file(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(a.in)
	}
	return os.ReadFile(name)
}
