package main

import (
	"fmt"
	"io"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

type tokenGroup struct {
	Add    addToken    `cmd:"" help:"Make a token of the API and print it, this once. It acts as an agent, as a contact, or as a machine under a name." example:"permanence token add --for alice@permanence.example --scope tickets:read --scope tickets:write; permanence token add --name invoicing --scope packages:read --expires 2027-01-01"`
	List   listTokens  `cmd:"" help:"List the tokens: the first characters, whose, what for, and when last used." example:"permanence token list"`
	Revoke revokeToken `cmd:"" help:"End a token at once." example:"permanence token revoke 3"`
}

type addToken struct {
	asJSON
	For     string   `placeholder:"ADDRESS" help:"The agent or contact whom it acts as; a machine where nobody is named."`
	Name    string   `help:"Of the machine, or what it is for."`
	Scope   []string `required:"" placeholder:"SCOPE" help:"What it may; may be given several times: tickets:read, tickets:write, time:read, time:write, clients:read, clients:write, packages:read, packages:write, people:read, people:write, mail:read, mail:write, admin."`
	Expires instant  `placeholder:"TIME" help:"From when on it works no more; never where it is not given."`
}

// madeToken is what is told of a token when it is made.
type madeToken struct {
	ID    int64  `json:"id"`
	Token string `json:"token"`
}

func (c addToken) Run(a *app) error {
	n := desk.NewToken{For: c.For, Name: c.Name}
	for _, text := range c.Scope {
		scopes, err := people.ParseScopes(text)
		if err != nil {
			return usage("%s", err)
		}
		n.Scopes = append(n.Scopes, scopes...)
	}
	return a.with(toWrite, func(o opened) error {
		n.Expires = c.Expires.in(o.cfg.Desk.Location)
		token, id, err := o.AddToken(a.ctx, n, a.by())
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, madeToken{ID: id, Token: token}, func(w io.Writer) {
			fmt.Fprintf(w, "%s\nToken %d; it is not shown again.\n", token, id)
		})
	})
}

type listTokens struct{ asJSON }

func (c listTokens) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Tokens(a.ctx)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id prefix name for state used scopes", func(v desk.TokenView) []any {
			return []any{v.ID, v.Prefix, v.Name, v.For, v.State, v.Used, v.Scopes}
		})
	})
}

type revokeToken struct {
	ID int64 `arg:"" help:"Its id."`
}

func (c revokeToken) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RevokeToken(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("token %d works no more", c.ID)
	})
}
