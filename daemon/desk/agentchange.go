package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// AgentChange is what is to change of a person of our firm; nil leaves a field
// as it is.
type AgentChange struct {
	FirstName *string
	LastName  *string
	Role      *people.Role
	Language  *string
	Addresses []string // all of them; the first one is written to
	Teams     []string // all of them, by name; empty, not nil, for none
}

// ChangeAgent changes a person of our firm, found by name or address. Where an
// address is taken away the personal reply tokens end, as letters to it bear
// some. Who goes over to sales has no tickets any more: they go back to their
// teams.
func (d *Desk) ChangeAgent(ctx context.Context, who string, c AgentChange, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, who)
		if err != nil {
			return err
		}
		before := a
		if err := d.agentWith(tx, &a, c); err != nil {
			return err
		}
		if before.Role == people.RoleAdmin && a.Role != people.RoleAdmin {
			if err := notLastAdmin(tx, before); err != nil {
				return err
			}
		}
		if before.Role != a.Role && a.Role == people.RoleSales {
			if _, err := d.handBack(tx, a, by); err != nil {
				return err
			}
		}
		if err := tx.SetAgent(a); err != nil {
			return fmt.Errorf("changing the agent %s: %w", a.Name(), err)
		}
		if err := d.setTeams(tx, a.ID, c.Teams); err != nil {
			return err
		}
		if err := d.tellAddresses(tx, before, a); err != nil {
			return err
		}
		return d.audit(tx, by, "change-agent", objectAgent(a.ID), changed(before, a, c.Teams))
	})
}

// agentWith is the agent as changed, checked.
func (d *Desk) agentWith(tx *store.Tx, a *people.Agent, c AgentChange) error {
	set(&a.FirstName, c.FirstName)
	set(&a.LastName, c.LastName)
	set(&a.Role, c.Role)
	if c.Language != nil {
		if err := knownLanguage(*c.Language); err != nil {
			return err
		}
		a.Language = d.language(*c.Language)
	}
	if err := agentFields(*a); err != nil {
		return err
	}
	if c.Addresses == nil {
		return nil
	}
	addresses, err := d.agentAddresses(tx, *a, c.Addresses)
	if err != nil {
		return err
	}
	if len(withoutTexts(a.Addresses, addresses)) > 0 {
		a.Epoch++
	}
	a.Addresses = addresses
	return nil
}

// agentAddresses are an agent's addresses as they are kept; those that are new
// must be free.
func (d *Desk) agentAddresses(tx *store.Tx, a people.Agent, given []string) ([]string, error) {
	var all []string
	for _, address := range given {
		address = people.Fold(strings.TrimSpace(address))
		if slices.Contains(all, address) {
			continue
		}
		if !slices.Contains(a.Addresses, address) {
			if err := d.freeAddress(tx, address); err != nil {
				return nil, err
			}
		}
		all = append(all, address)
	}
	if len(all) == 0 {
		return nil, refused("an agent needs a mail address")
	}
	return all, nil
}

// DeactivateAgent ends what a person of our firm can do: the tickets in hand
// go back to their teams, the personal reply tokens and the sessions end, and no
// letter goes to them. The last active administrator stays. It gives how many tickets went
// back.
func (d *Desk) DeactivateAgent(ctx context.Context, who, by string) (back int, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, who)
		if err != nil {
			return err
		}
		if a.Role == people.RoleAdmin {
			if err := notLastAdmin(tx, a); err != nil {
				return err
			}
		}
		if back, err = d.handBack(tx, a, by); err != nil {
			return err
		}
		a.Active = false
		a.Epoch++
		if err := tx.SetAgent(a); err != nil {
			return fmt.Errorf("deactivating the agent %s: %w", a.Name(), err)
		}
		if err := tx.RevokeTokensOf(a.ID, 0, d.now()); err != nil {
			return err
		}
		if err := endSessionsOf(tx, a); err != nil {
			return err
		}
		return d.audit(tx, by, "deactivate-agent", objectAgent(a.ID), fmt.Sprintf("%d tickets back to their teams", back))
	})
	return back, err
}

// ReactivateAgent lets somebody come back, in the teams they were in. Reply
// tokens of before stay ended.
func (d *Desk) ReactivateAgent(ctx context.Context, who, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		a, err := formerNamed(tx, who)
		if err != nil {
			return err
		}
		a.Active = true
		if err := tx.SetAgent(a); err != nil {
			return fmt.Errorf("reactivating the agent %s: %w", a.Name(), err)
		}
		return d.audit(tx, by, "reactivate-agent", objectAgent(a.ID), "")
	})
}

// endSessionsOf ends the sessions of an agent who has access to the pages.
func endSessionsOf(tx *store.Tx, a people.Agent) error {
	access, err := tx.AccessOfAgent(a.ID)
	if notFound(err) {
		return nil
	} else if err != nil {
		return err
	}
	return tx.EndSessions(access.ID)
}

// handBack gives the tickets that an agent has back to their teams; one
// without a team to the agent's first.
func (d *Desk) handBack(tx *store.Tx, a people.Agent, by string) (int, error) {
	tickets, err := tx.TicketsOfAgent(a.ID)
	if err != nil {
		return 0, err
	}
	team, err := firstTeam(tx, a.ID)
	if err != nil {
		return 0, err
	}
	for _, t := range tickets {
		t.AgentID = 0
		if t.TeamID == 0 {
			t.TeamID = team
		}
		if err := tx.SetTicket(t); err != nil {
			return 0, err
		}
		if err := d.audit(tx, by, "hand-back", objectTicket(t.Number), a.Name()); err != nil {
			return 0, err
		}
	}
	return len(tickets), nil
}

// notLastAdmin refuses what would leave no administrator.
func notLastAdmin(tx *store.Tx, a people.Agent) error {
	admins, err := tx.Agents(people.RoleAdmin)
	if err != nil {
		return err
	}
	for _, other := range admins {
		if other.Active && other.ID != a.ID {
			return nil
		}
	}
	return refused("%s is the last active administrator: make another person one first", a.Name())
}

// setTeams puts an agent into teams by name; nil changes nothing.
func (d *Desk) setTeams(tx *store.Tx, agentID int64, names []string) error {
	if names == nil {
		return nil
	}
	var ids []int64
	for _, name := range names {
		t, err := teamNamed(tx, name)
		if err != nil {
			return err
		}
		ids = append(ids, t.ID)
	}
	return tx.SetAgentTeams(agentID, ids)
}

// firstTeam is the first team of an agent in the order of turns, 0 for none.
func firstTeam(tx *store.Tx, agentID int64) (int64, error) {
	teams, err := tx.Teams()
	for _, t := range teams {
		if slices.Contains(t.Members, agentID) {
			return t.ID, nil
		}
	}
	return 0, err
}

// changed tells the audit what became of an agent.
func changed(before, after people.Agent, teams []string) string {
	var all []string
	add := func(what, from, to string) {
		if from != to {
			all = append(all, fmt.Sprintf("%s %s -> %s", what, from, to))
		}
	}
	add("name", before.Name(), after.Name())
	add("role", string(before.Role), string(after.Role))
	add("language", before.Language, after.Language)
	add("addresses", strings.Join(before.Addresses, " "), strings.Join(after.Addresses, " "))
	if teams != nil {
		all = append(all, "teams "+strings.Join(teams, ", "))
	}
	return strings.Join(all, "; ")
}

// set writes a new value where there is one.
func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// withoutTexts are the texts of a list that are not in another.
func withoutTexts(list, gone []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(text string) bool { return slices.Contains(gone, text) })
}

func objectAgent(id int64) string { return fmt.Sprintf("agent:%d", id) }
