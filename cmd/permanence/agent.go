package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

type agentGroup struct {
	Add  addAgent   `cmd:"" help:"Add a person of our firm." example:"permanence agent add alice@permanence.example --first Alice --last Roux; permanence agent add sonia@permanence.example --first Sonia --last Petit --role sales"`
	List listAgents `cmd:"" help:"List the people of our firm." example:"permanence agent list"`
}

type addAgent struct {
	Address  []string `arg:"" help:"Mail addresses from which the person writes; the first one is written to."`
	First    string   `help:"First name."`
	Last     string   `required:"" help:"Surname."`
	Role     string   `enum:"agent,sales,admin" default:"agent" help:"agent answers tickets, sales looks after contracts, admin runs the desk."`
	Language string   `enum:"fr,en," default:"" help:"fr or en."`
	Team     string   `placeholder:"NAME" help:"A team that the person joins."`
}

func (c addAgent) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		p := people.Agent{FirstName: c.First, LastName: c.Last, Role: people.Role(c.Role), Language: c.Language, Addresses: c.Address}
		id, err := o.AddAgent(a.ctx, p, c.Team, a.by())
		if err != nil {
			return err
		}
		return a.say("added %s (%d)", p.Name(), id)
	})
}

type listAgents struct {
	asJSON
	Role string `enum:"agent,sales,admin," default:"" help:"Only those of one role."`
}

func (c listAgents) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Agents(a.ctx, people.Role(c.Role))
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id name role addresses teams", func(v desk.AgentView) []any {
			return []any{v.ID, v.Name, v.Role, list(v.Addresses), list(v.Teams)}
		})
	})
}
