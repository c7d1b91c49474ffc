package main

import (
	"fmt"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// firm is a client with its contract and its people.
type firm struct {
	people.Client
	contract contract.Contract
	contacts []people.Contact
	spent    []store.TimeEntry
	upTo     float64 // the part of all tickets that it and those before it write
}

// member is an agent with the team.
type member struct {
	people.Agent
	team int64
}

var teamNames = []string{"Nord", "Sud", "Est", "Ouest"}

const perTeam = 3

func (h *house) people(tx *store.Tx) error {
	start := h.until.AddDate(-h.years, 0, 0)
	for i, name := range teamNames {
		t := people.Team{Name: name, Position: i + 1}
		for range perTeam {
			a := people.Agent{FirstName: h.name(), LastName: h.name(), Role: people.RoleAgent, Language: "fr", Active: true}
			a.Addresses = []string{fmt.Sprintf("agent%d@desk.example", len(h.crew)+1)}
			id, err := tx.AddAgent(a, start)
			if err != nil {
				return err
			}
			a.ID = id
			h.crew, t.Members = append(h.crew, member{a, int64(i + 1)}), append(t.Members, id)
		}
		if _, err := tx.AddTeam(t); err != nil {
			return err
		}
	}
	upTo := 0.0
	for i, share := range shares(h.clients) {
		f, err := h.firm(tx, i, share, start)
		if err != nil {
			return err
		}
		upTo += share
		f.upTo = upTo
		h.firms = append(h.firms, f)
	}
	return nil
}

// shares are the clients' parts of all tickets: few write much, many write
// little.
func shares(clients int) []float64 {
	all, sum := make([]float64, clients), 0.0
	for i := range all {
		all[i] = 1 / float64(i+10)
		sum += all[i]
	}
	for i := range all {
		all[i] /= sum
	}
	return all
}

// usualQuarters are what a ticket costs, about.
const usualQuarters = 4

// name is a name that nobody has.
func (h *house) name() string { return capital(h.words["fr"].invented(h.r)) }

func (h *house) firm(tx *store.Tx, i int, share float64, at time.Time) (f firm, err error) {
	language := "fr"
	if i%5 == 4 {
		language = "en"
	}
	domain := fmt.Sprintf("client%d.example", i+1)
	f.Client = people.Client{Name: fmt.Sprintf("%s %d", h.name(), i+1), Language: language, Domains: []string{domain}, Created: at}
	if f.ID, err = tx.AddClient(f.Client); err != nil {
		return f, err
	}
	for n := range 3 {
		c := people.Contact{ClientID: f.ID, FirstName: h.name(), LastName: h.name(), Language: language, Active: true,
			Addresses: []string{fmt.Sprintf("p%d@%s", n+1, domain)}}
		if c.ID, err = tx.AddContact(c, at); err != nil {
			return f, err
		}
		f.contacts = append(f.contacts, c)
	}
	from := rota.DateOf(at, time.UTC)
	needs := share * float64(h.options.tickets) * usualQuarters / float64(12*h.years) // a month
	f.contract = contract.Contract{ClientID: f.ID, Ref: fmt.Sprintf("CT%04d", i+1), Start: from, Period: contract.Month, Rounding: contract.PerTicket,
		Carry: contract.Carry{Kind: contract.CarryUnlimited}, TechnicalID: f.contacts[0].ID, DeputyIDs: []int64{f.contacts[1].ID},
		Versions: []contract.Version{{From: from, PackageQuarters: 4 * int(1+needs*(0.5+0.7*h.r.Float64())/4), RateCents: 9000}}}
	f.contract.ID, err = tx.AddContract(f.contract, at)
	return f, err
}
