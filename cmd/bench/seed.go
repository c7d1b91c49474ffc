package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/store"
	"permanence/templates"
)

// firm are two teams of two agents, as in the demo.
var firm = []struct {
	team    string
	members []people.Agent
}{
	{"Matin", []people.Agent{agent("Anne", "Leroy"), agent("Malik", "Sarr")}},
	{"Soir", []people.Agent{agent("Paul", "Mercier"), agent("Ines", "Costa")}},
}

// firmDomain is where the agents have their addresses; a letter to any other
// domain is one to a client.
const firmDomain = "desk.example"

func agent(first, last string) people.Agent {
	return people.Agent{FirstName: first, LastName: last, Role: people.RoleAgent, Language: "fr", Active: true,
		Addresses: []string{people.Fold(first) + "." + people.Fold(last) + "@" + firmDomain}}
}

// contractStart is before the first mail of the box: a contract must run when
// a mail comes in.
var contractStart = contract.Date{Year: 2026, Month: time.January, Day: 1}

// seed enters the firm and the clients of the box into a new data directory,
// by the verbs that the commands use.
func seed(ctx context.Context, c *config.Config, who contacts) (err error) {
	s, err := store.Open(c.Store.Dir, store.Options{InlineBytes: int(c.Store.InlineBytes)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	texts, err := templates.Load(nil)
	if err != nil {
		return err
	}
	d, err := desk.New(ctx, desk.Options{Store: s, Config: c, Texts: texts, Checker: authn.New(nil, time.Now), Now: time.Now,
		Rand: rand.Reader, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	if err := seedFirm(ctx, d); err != nil {
		return fmt.Errorf("entering the firm: %w", err)
	}
	for _, client := range who.Clients {
		if err := seedClient(ctx, d, client); err != nil {
			return fmt.Errorf("entering %s: %w", client.Name, err)
		}
	}
	return nil
}

const seeder = "bench"

func seedFirm(ctx context.Context, d *desk.Desk) error {
	for _, t := range firm {
		var members []string
		for _, m := range t.members {
			if _, err := d.AddAgent(ctx, m, "", seeder); err != nil {
				return err
			}
			members = append(members, m.Address())
		}
		if _, err := d.AddTeam(ctx, t.team, members, seeder); err != nil {
			return err
		}
	}
	return nil
}

func seedClient(ctx context.Context, d *desk.Desk, c client) error {
	_, err := d.AddClient(ctx, people.Client{Name: c.Name, Language: c.Language, Domains: c.Domains}, seeder)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, p := range append([]person{c.Technical}, c.Staff...) {
		if known[p.Addresses[0]] { // the box draws names at random, now and then one twice
			continue
		}
		for _, a := range p.Addresses {
			known[a] = true
		}
		_, err := d.AddContact(ctx, c.Name, people.Contact{FirstName: p.First, LastName: p.Last, Language: p.Language,
			Addresses: p.Addresses, Active: true}, seeder)
		if err != nil {
			return err
		}
	}
	_, err = d.AddContract(ctx, desk.NewContract{Client: c.Name, Ref: "C-" + c.Domains[0], Start: contractStart, Period: contract.Year,
		PackageQuarters: 4000, RateCents: 9000, Technical: c.Technical.Addresses[0]}, seeder)
	return err
}
