package attack

import (
	"context"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
)

// clients are added to those of the sample firm, each with its technical
// contact.
var clients = []struct {
	name, contact string
	cannotSign    bool
}{
	{"Atelier Blanc", "paula", false},
	{"Hôtel des Pins", "pia", true},
	{"Garage Lent", "leo", false},
	{"Coffres Sam", "sam", false},
	{"Nuage", "gil", false},
	{"Boulangerie Ben", "ben", false},
	{"Ancienne Maison", "mona", false},
	{"Nouvelle Maison", "ken", false},
	{"Chez Ada", "ada", false},
}

// settle adds to the sample firm who else the cases need.
func settle(ctx context.Context, d *desk.Desk) error {
	for _, c := range clients {
		address := cast[c.contact]
		client := people.Client{Name: c.name, Language: "fr", CannotSign: c.cannotSign}
		if c.contact != "ada" { // whose domain is a provider's
			client.Domains = []string{address[strings.IndexByte(address, '@')+1:]}
		}
		if _, err := d.AddClient(ctx, client, "stage"); err != nil {
			return fmt.Errorf("client %s: %w", c.name, err)
		}
		contact := people.Contact{FirstName: "Prénom", LastName: "Nom " + c.contact, Addresses: []string{address}, Active: true}
		if _, err := d.AddContact(ctx, c.name, contact, "stage"); err != nil {
			return fmt.Errorf("contact %s: %w", c.contact, err)
		}
		subscribed := desk.NewContract{Client: c.name, Technical: address, Sales: cast["sophie"], Start: rota.NewDate(2026, 6, 10), PackageQuarters: 40, RateCents: 9000}
		if _, err := d.AddContract(ctx, subscribed, "stage"); err != nil {
			return fmt.Errorf("contract of %s: %w", c.name, err)
		}
	}
	if err := agents(ctx, d); err != nil {
		return err
	}
	old := desk.PastTicket{Client: "Menuiserie Durand", Agent: cast["claire"], Subject: "Affaire close", Resolved: time.Date(2026, time.April, 2, 15, 0, 0, 0, time.UTC),
		Exchanges: []desk.PastExchange{{At: time.Date(2026, time.April, 1, 9, 0, 0, 0, time.UTC), Text: "Une vieille affaire."}}}
	_, err := d.AddPastTicket(ctx, old, "stage")
	return err
}

// agents are ours besides those of the sample firm.
func agents(ctx context.Context, d *desk.Desk) error {
	for _, a := range []struct{ who, team string }{{"rita", "Équipe Nord"}, {"otto", "Équipe Sud"}, {"lena", "Équipe Sud"}} {
		agent := people.Agent{FirstName: a.who, LastName: "Roy", Role: people.RoleAgent, Language: "fr", Addresses: []string{cast[a.who]}, Active: true}
		if _, err := d.AddAgent(ctx, agent, a.team, "stage"); err != nil {
			return fmt.Errorf("agent %s: %w", a.who, err)
		}
	}
	return nil
}
