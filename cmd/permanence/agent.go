package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

type agentGroup struct {
	Add  addAgent   `cmd:"" help:"Add a person of our firm." example:"permanence agent add alice@permanence.example --first Alice --last Roux; permanence agent add sonia@permanence.example --first Sonia --last Petit --role sales"`
	List listAgents `cmd:"" help:"List the people of our firm." example:"permanence agent list"`

	Change     changeAgent     `cmd:"" help:"Change a person's name, role, language, addresses or teams." example:"permanence agent change alice@permanence.example --role admin; permanence agent change Alice --team Nord --team Sud"`
	Deactivate deactivateAgent `cmd:"" help:"End what a person can do here; the tickets in hand go back to their teams." example:"permanence agent deactivate alice@permanence.example"`
	Reactivate reactivateAgent `cmd:"" help:"Let a person who was deactivated come back." example:"permanence agent reactivate alice@permanence.example"`

	Preferences agentPreferences `cmd:"" help:"Show what an agent set for themself, or change it." example:"permanence agent preferences alice@permanence.example; permanence agent preferences Alice --mute mention,overdue --quiet 20:00-07:00"`
	Week        agentWeek        `cmd:"" help:"Show what an agent spent in a week, and which answers have no time." example:"permanence agent week alice@permanence.example --date 2026-05-20"`
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
		return printList(a, c.asJSON, rows, "id name role state addresses teams", func(v desk.AgentView) []any {
			return []any{v.ID, v.Name, v.Role, stateOf(v), list(v.Addresses), list(v.Teams)}
		})
	})
}

func stateOf(v desk.AgentView) string {
	if v.Active {
		return "active"
	}
	return "former"
}

type who struct {
	Who string `arg:"" help:"Name or address of the person."`
}

type changeAgent struct {
	who
	First    *string      `help:"First name."`
	Last     *string      `help:"Surname."`
	Role     *people.Role `placeholder:"ROLE" help:"agent, sales or admin."`
	Language *string      `placeholder:"LANG" help:"fr or en."`
	Address  []string     `placeholder:"ADDRESS" help:"All addresses, the one that is written to first; may be given several times."`
	Team     []string     `xor:"teams" placeholder:"NAME" help:"All teams; may be given several times."`
	NoTeam   bool         `xor:"teams" help:"The person is in no team."`
}

func (c changeAgent) Run(a *app) error {
	change := desk.AgentChange{FirstName: c.First, LastName: c.Last, Role: c.Role, Language: c.Language, Addresses: c.Address, Teams: c.Team}
	if c.NoTeam {
		change.Teams = []string{}
	}
	if c.First == nil && c.Last == nil && c.Role == nil && c.Language == nil && c.Address == nil && change.Teams == nil {
		return usage("nothing to change: give --first, --last, --role, --language, --address, --team or --no-team")
	}
	return a.with(toWrite, func(o opened) error {
		if err := o.ChangeAgent(a.ctx, c.Who, change, a.by()); err != nil {
			return err
		}
		return a.say("changed %s", c.Who)
	})
}

type deactivateAgent struct{ who }

func (c deactivateAgent) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		back, err := o.DeactivateAgent(a.ctx, c.Who, a.by())
		if err != nil {
			return err
		}
		return a.say("%s can do nothing here any more; tickets back to their teams: %d", c.Who, back)
	})
}

type reactivateAgent struct{ who }

func (c reactivateAgent) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.ReactivateAgent(a.ctx, c.Who, a.by()); err != nil {
			return err
		}
		return a.say("%s is back", c.Who)
	})
}
