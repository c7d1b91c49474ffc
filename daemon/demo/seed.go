package demo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
)

// seeder is who the audit names for the sample firm.
const seeder = "demo"

// Seed adds the sample firm to an empty desk. A desk that has clients keeps
// them as they are. All is dated relative to now, a moment in zone. logins are
// the passwords of the pages that need no change.
func Seed(ctx context.Context, d *desk.Desk, now time.Time, zone *time.Location, logins []Account) error {
	have, err := d.Clients(ctx)
	if err != nil || len(have) > 0 {
		return err
	}
	for _, step := range []func(context.Context, *desk.Desk) error{seedFirm, seedClients} {
		if err := step(ctx, d); err != nil {
			return err
		}
	}
	for _, a := range logins {
		if err := d.SetPassword(ctx, a.Address, a.Password, seeder); err != nil && !errors.Is(err, desk.ErrNotFound) {
			return fmt.Errorf("password of %s: %w", a.Address, err)
		}
	}
	today := rota.DateOf(now, zone)
	for _, c := range contracts(today) {
		if _, err := d.AddContract(ctx, c, seeder); err != nil {
			return fmt.Errorf("contract of %s: %w", c.Client, err)
		}
	}
	for _, t := range tickets(today, zone) {
		if _, err := d.AddPastTicket(ctx, t, seeder); err != nil {
			return fmt.Errorf("sample ticket “%s”: %w", t.Subject, err)
		}
	}
	return nil
}

// seedFirm adds our side: its people, and the teams that take turns.
func seedFirm(ctx context.Context, d *desk.Desk) error {
	roles := map[string]people.Role{RoleAgent: people.RoleAgent, RoleSales: people.RoleSales, RoleAdmin: people.RoleAdmin}
	var teams []string
	members := map[string][]string{}
	for _, p := range People() {
		role, ours := roles[p.Role]
		if !ours {
			continue
		}
		a := people.Agent{FirstName: p.First, LastName: p.Last, Role: role, Language: "fr", Addresses: []string{p.Address}, Active: true}
		if _, err := d.AddAgent(ctx, a, "", seeder); err != nil {
			return fmt.Errorf("agent %s: %w", p.Name(), err)
		}
		if p.Team != "" && len(members[p.Team]) == 0 {
			teams = append(teams, p.Team)
		}
		members[p.Team] = append(members[p.Team], p.Address)
	}
	for _, name := range teams {
		if _, err := d.AddTeam(ctx, name, members[name], seeder); err != nil {
			return fmt.Errorf("team %s: %w", name, err)
		}
	}
	return nil
}

// seedClients adds each client with its people.
func seedClients(ctx context.Context, d *desk.Desk) error {
	added := map[string]bool{}
	for _, p := range People() {
		if p.Client == "" {
			continue
		}
		if !added[p.Client] {
			added[p.Client] = true
			c := people.Client{Name: p.Client, Language: languageOf(p.Client), Domains: []string{domainOf(p.Address)}}
			if _, err := d.AddClient(ctx, c, seeder); err != nil {
				return fmt.Errorf("client %s: %w", p.Client, err)
			}
		}
		c := people.Contact{FirstName: p.First, LastName: p.Last, Position: p.Position, Addresses: []string{p.Address}, Active: true}
		if _, err := d.AddContact(ctx, p.Client, c, seeder); err != nil {
			return fmt.Errorf("contact %s: %w", p.Name(), err)
		}
	}
	return nil
}

func languageOf(client string) string {
	if client == harper {
		return "en"
	}
	return "fr"
}

// contracts of the sample clients, one each. The first is six months old
// today: its sixth period closed yesterday, and its package is to be reviewed.
func contracts(today rota.Date) []desk.NewContract {
	sales := personOf(RoleSales).Address
	start, pkg := reviewedToday(today)
	return []desk.NewContract{
		{Client: durand, Technical: "marie.durand@durand.example", Sales: sales, Start: start, PackageQuarters: pkg, RateCents: 9500},
		{Client: harper, Technical: "emma.harper@harper-blake.example", Sales: sales, Start: today.AddDays(-18).AddMonths(-2), PackageQuarters: 16, RateCents: 9500},
		{Client: tilleuls, Technical: "nadia.roussel@tilleuls.example", Sales: sales, Start: today.AddDays(-25).AddMonths(-9),
			Period: contract.Quarter, PackageQuarters: 24, RateCents: 8800},
	}
}

// reviewedToday is the start of a contract that is six months old today, and
// its package. On the few days that no contract is exactly so old (31 August),
// it is a year old, which falls due in the same way, and half as large.
func reviewedToday(today rota.Date) (start rota.Date, packageQuarters int) {
	if start := today.AddMonths(-contract.ReviewMonths); start.AddMonths(contract.ReviewMonths) == today {
		return start, 8
	}
	return today.AddMonths(-2 * contract.ReviewMonths), 4
}
