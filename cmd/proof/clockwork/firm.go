package clockwork

import (
	"context"
	"fmt"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
)

// seeder is who the audit names for the people of a proof.
const seeder = "proof"

// Staff adds the firm's side: one team of the agents, with a sales contact and
// an administrator.
func (d *Desk) Staff(ctx context.Context, agents ...people.Agent) error {
	domain := people.Domain(d.Mailbox)
	var team []string
	for _, a := range agents {
		team = append(team, a.Addresses[0])
	}
	agents = append(agents,
		people.Agent{FirstName: "Sophie", LastName: "Vente", Role: people.RoleSales, Addresses: []string{"ventes@" + domain}},
		people.Agent{FirstName: "Anne", LastName: "Admin", Role: people.RoleAdmin, Addresses: []string{"admin@" + domain}})
	for _, a := range agents {
		a.Language, a.Active = "fr", true
		if a.Role == "" {
			a.Role = people.RoleAgent
		}
		if _, err := d.AddAgent(ctx, a, "", seeder); err != nil {
			return fmt.Errorf("agent %s: %w", a.Name(), err)
		}
	}
	_, err := d.AddTeam(ctx, "Nord", team, seeder)
	return err
}

// Subscribe adds a client with its people, the first of whom is the technical
// contact of its contract.
func (d *Desk) Subscribe(ctx context.Context, client people.Client, ref string, contacts ...people.Contact) error {
	client.Language = "fr"
	if _, err := d.AddClient(ctx, client, seeder); err != nil {
		return fmt.Errorf("client %s: %w", client.Name, err)
	}
	for _, c := range contacts {
		c.Active = true
		if _, err := d.AddContact(ctx, client.Name, c, seeder); err != nil {
			return fmt.Errorf("contact %s: %w", c.Name(), err)
		}
	}
	today := rota.DateOf(d.clock.Now(), d.Config.Desk.Location)
	_, err := d.AddContract(ctx, desk.NewContract{Client: client.Name, Ref: ref, Technical: contacts[0].Addresses[0],
		Sales: "ventes@" + people.Domain(d.Mailbox), Start: today.AddMonths(-3), PackageQuarters: 40, RateCents: 9500}, seeder)
	return err
}
