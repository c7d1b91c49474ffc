package desk

import (
	"context"
	"fmt"
	"strings"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// ContactView is a contact as commands and pages show it.
type ContactView struct {
	ID        int64    `json:"id"`
	Client    string   `json:"client"`
	Name      string   `json:"name"`
	FirstName string   `json:"first_name"`
	LastName  string   `json:"last_name"`
	Position  string   `json:"position"`
	Language  string   `json:"language"` // "" where the client's holds
	Addresses []string `json:"addresses"`
	Active    bool     `json:"active"`
	Technical bool     `json:"technical"` // of a contract that runs (R1)
	Deputy    bool     `json:"deputy"`
}

// Contacts lists the contacts of a client, or of all with "".
func (d *Desk) Contacts(ctx context.Context, client string) (views []ContactView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		id, err := clientOrAll(tx, client)
		if err != nil {
			return err
		}
		views, err = d.contactViews(tx, id)
		return err
	})
	return views, err
}

func (d *Desk) contactViews(tx *store.Tx, clientID int64) ([]ContactView, error) {
	names, err := clientNames(tx)
	if err != nil {
		return nil, err
	}
	contracts, err := tx.Contracts(clientID)
	if err != nil {
		return nil, err
	}
	today := rota.DateOf(d.now(), d.zone())
	technical, deputy := map[int64]bool{}, map[int64]bool{}
	for _, c := range contracts {
		if !c.Runs(today) {
			continue
		}
		technical[c.TechnicalID] = true
		for _, id := range c.DeputyIDs {
			deputy[id] = true
		}
	}
	all, err := tx.Contacts(clientID)
	var views []ContactView
	for _, c := range all {
		views = append(views, ContactView{ID: c.ID, Client: names[c.ClientID], Name: c.Name(), FirstName: c.FirstName, LastName: c.LastName,
			Position: c.Position, Language: c.Language, Addresses: append([]string{}, c.Addresses...), Active: c.Active,
			Technical: technical[c.ID], Deputy: deputy[c.ID]})
	}
	return views, err
}

func clientNames(tx *store.Tx) (map[int64]string, error) {
	all, err := tx.Clients()
	names := map[int64]string{}
	for _, c := range all {
		names[c.ID] = c.Name
	}
	return names, err
}

// AddContact adds a person to a client. Whether the person may open tickets is
// a matter of the client's contract.
func (d *Desk) AddContact(ctx context.Context, client string, c people.Contact, by string) (id int64, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		owner, err := clientNamed(tx, client)
		if err != nil {
			return err
		}
		c.ClientID = owner.ID
		id, err = d.addContact(tx, c, by)
		return err
	})
	return id, err
}

func (d *Desk) addContact(tx *store.Tx, c people.Contact, by string) (int64, error) {
	if err := plainName("surname", c.LastName); err != nil {
		return 0, err
	}
	for what, text := range map[string]string{"first name": c.FirstName, "position": c.Position} {
		if text == "" {
			continue
		}
		if err := plainName(what, text); err != nil {
			return 0, err
		}
	}
	if err := knownLanguage(c.Language); err != nil {
		return 0, err
	}
	if len(c.Addresses) == 0 {
		return 0, refused("a contact needs a mail address")
	}
	for i, address := range c.Addresses {
		c.Addresses[i] = people.Fold(strings.TrimSpace(address))
		if err := d.freeAddress(tx, c.Addresses[i]); err != nil {
			return 0, err
		}
	}
	id, err := tx.AddContact(c, d.now())
	if err != nil {
		return 0, fmt.Errorf("adding the contact %s: %w", c.Name(), err)
	}
	return id, d.audit(tx, by, "add-contact", fmt.Sprintf("contact:%d", id), c.Address())
}

// ReplaceContact names another technical contact for a client's contract, with
// all that follows from it, in one transaction (R3). Without ref it is the
// client's only contract that runs.
func (d *Desk) ReplaceContact(ctx context.Context, client, ref string, to ticket.Contact, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		owner, err := clientNamed(tx, client)
		if err != nil {
			return err
		}
		c, err := d.contractOf(tx, owner, ref)
		if err != nil {
			return err
		}
		if err := plainName("surname", to.LastName); err != nil {
			return err
		}
		return d.replaceContact(tx, c, to, by)
	})
}

// contractOf is the contract of a client that is meant: by its reference, or
// the only one that runs.
func (d *Desk) contractOf(tx *store.Tx, client people.Client, ref string) (contract.Contract, error) {
	all, err := tx.Contracts(client.ID)
	if err != nil {
		return contract.Contract{}, err
	}
	today := rota.DateOf(d.now(), d.zone())
	var running []contract.Contract
	var refs []string
	for _, c := range all {
		refs = append(refs, c.Ref)
		if ref != "" && strings.EqualFold(c.Ref, ref) {
			return c, nil
		}
		if c.Runs(today) {
			running = append(running, c)
		}
	}
	switch {
	case ref != "":
		return contract.Contract{}, fmt.Errorf("“%s” is no contract of “%s”%s: %w", ref, client.Name, maybe(ref, refs), ErrNotFound)
	case len(running) == 1:
		return running[0], nil
	case len(running) == 0:
		return contract.Contract{}, refused("“%s” has no contract that runs", client.Name)
	}
	return contract.Contract{}, refused("“%s” has several contracts that run: say which one of %s", client.Name, strings.Join(refs, ", "))
}
