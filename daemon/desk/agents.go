package desk

import (
	"context"
	"fmt"
	"slices"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// AgentView is a person of our firm as commands and pages show them.
type AgentView struct {
	ID        int64    `json:"id"`
	Name      string   `json:"name"`
	FirstName string   `json:"first_name"`
	LastName  string   `json:"last_name"`
	Role      string   `json:"role"`
	Language  string   `json:"language"`
	Addresses []string `json:"addresses"`
	Active    bool     `json:"active"`
	Teams     []string `json:"teams"`
}

// Agents lists the people of our firm, those of one role or all with "".
func (d *Desk) Agents(ctx context.Context, role people.Role) (views []AgentView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		teams, err := tx.Teams()
		if err != nil {
			return err
		}
		all, err := tx.Agents(role)
		for _, a := range all {
			view := AgentView{ID: a.ID, Name: a.Name(), FirstName: a.FirstName, LastName: a.LastName, Role: string(a.Role),
				Language: a.Language, Addresses: append([]string{}, a.Addresses...), Active: a.Active, Teams: []string{}}
			for _, t := range teams {
				if slices.Contains(t.Members, a.ID) {
					view.Teams = append(view.Teams, t.Name)
				}
			}
			views = append(views, view)
		}
		return err
	})
	return views, err
}

// AddAgent adds a person of our firm, and puts them into a team where one is
// named.
func (d *Desk) AddAgent(ctx context.Context, a people.Agent, team, by string) (id int64, err error) {
	err = d.change(ctx, func(tx *store.Tx) (err error) {
		id, err = d.addAgent(tx, a, team, by)
		return err
	})
	return id, err
}

func (d *Desk) addAgent(tx *store.Tx, a people.Agent, team, by string) (int64, error) {
	if err := agentFields(a); err != nil {
		return 0, err
	}
	addresses, err := d.agentAddresses(tx, people.Agent{}, a.Addresses)
	if err != nil {
		return 0, err
	}
	a.Addresses = addresses
	a.Language = d.language(a.Language)
	id, err := tx.AddAgent(a, d.now())
	if err != nil {
		return 0, fmt.Errorf("adding the agent %s: %w", a.Name(), err)
	}
	if team != "" {
		t, err := teamNamed(tx, team)
		if err != nil {
			return 0, err
		}
		if err := tx.AddTeamMember(t.ID, id); err != nil {
			return 0, err
		}
	}
	return id, d.audit(tx, by, "add-agent", objectAgent(id), a.Address())
}

// agentFields says what of an agent's name, language or role cannot be.
func agentFields(a people.Agent) error {
	if err := plainName("surname", a.LastName); err != nil {
		return err
	}
	if a.FirstName != "" {
		if err := plainName("first name", a.FirstName); err != nil {
			return err
		}
	}
	if err := knownLanguage(a.Language); err != nil {
		return err
	}
	if a.Role != people.RoleAgent && a.Role != people.RoleSales && a.Role != people.RoleAdmin {
		return refused("“%s” is no role: agent, sales or admin", a.Role)
	}
	return nil
}
