package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// ClientView is a client as commands and pages show it.
type ClientView struct {
	ID         int64          `json:"id"`
	Name       string         `json:"name"`
	Language   string         `json:"language"`
	Domains    []string       `json:"domains"`
	CannotSign bool           `json:"cannot_sign"`
	Created    *time.Time     `json:"created"`
	Contacts   []ContactView  `json:"contacts,omitempty"`
	Contracts  []ContractView `json:"contracts,omitempty"`
}

// Clients lists all clients by name, without their people.
func (d *Desk) Clients(ctx context.Context) (views []ClientView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Clients()
		for _, c := range all {
			views = append(views, d.clientView(c))
		}
		return err
	})
	return views, err
}

// Client shows a client with its contacts and contracts; name may also be one
// of its domains or its id.
func (d *Desk) Client(ctx context.Context, name string) (view ClientView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		c, err := clientNamed(tx, name)
		if err != nil {
			return err
		}
		view = d.clientView(c)
		if view.Contacts, err = d.contactViews(tx, c.ID); err != nil {
			return err
		}
		view.Contracts, err = d.contractViews(tx, c.ID)
		return err
	})
	return view, err
}

func (d *Desk) clientView(c people.Client) ClientView {
	return ClientView{ID: c.ID, Name: c.Name, Language: c.Language, Domains: append([]string{}, c.Domains...), CannotSign: c.CannotSign, Created: d.at(c.Created)}
}

// AddClient adds a client with its own mail domains.
func (d *Desk) AddClient(ctx context.Context, c people.Client, by string) (id int64, err error) {
	err = d.change(ctx, func(tx *store.Tx) (err error) {
		id, err = d.addClient(tx, c, by)
		return err
	})
	return id, err
}

func (d *Desk) addClient(tx *store.Tx, c people.Client, by string) (int64, error) {
	c.Name, c.Created = strings.TrimSpace(c.Name), d.now()
	if err := plainName("client's name", c.Name); err != nil {
		return 0, err
	}
	if err := knownLanguage(c.Language); err != nil {
		return 0, err
	}
	c.Language = d.language(c.Language)
	all, err := tx.Clients()
	if err != nil {
		return 0, err
	}
	for _, other := range all {
		if strings.EqualFold(other.Name, c.Name) {
			return 0, refused("there is a client called “%s” already", other.Name)
		}
	}
	if c.Domains, err = d.freeDomains(tx, c.Domains, 0); err != nil {
		return 0, err
	}
	id, err := tx.AddClient(c)
	if err != nil {
		return 0, fmt.Errorf("adding the client “%s”: %w", c.Name, err)
	}
	return id, d.audit(tx, by, "add-client", objectClient(id), c.Name)
}

// freeDomains checks the mail domains of a client: right, its own, and not
// yet another client's. It gives them folded, each once.
func (d *Desk) freeDomains(tx *store.Tx, domains []string, clientID int64) ([]string, error) {
	var free []string
	for _, domain := range domains {
		domain = people.Fold(strings.TrimPrefix(strings.TrimSpace(domain), "@"))
		if err := people.ValidDomain(domain); err != nil {
			return nil, refused("%w", err)
		}
		if slices.Contains(publicDomains, domain) {
			return nil, refused("anybody can have an address at %s: leave the domain out and add each person with `permanence contact add`", domain)
		}
		if slices.ContainsFunc(d.cfg.Own(), func(own string) bool { return people.Domain(own) == domain }) {
			return nil, refused("%s is the domain of our own mailbox", domain)
		}
		other, err := tx.ClientOfDomain(domain)
		if err != nil && !notFound(err) {
			return nil, err
		}
		if err == nil && other.ID != clientID {
			return nil, refused("%s is a domain of “%s” already", domain, other.Name)
		}
		if !slices.Contains(free, domain) {
			free = append(free, domain)
		}
	}
	return free, nil
}

// publicDomains are providers at which anybody gets an address: as a client's
// domain they would make every customer of theirs one of its people (R5).
var publicDomains = []string{
	"gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr", "msn.com",
	"yahoo.com", "yahoo.fr", "ymail.com", "icloud.com", "me.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr",
	"laposte.net", "bbox.fr", "aol.com", "gmx.com", "gmx.fr", "gmx.net", "proton.me", "protonmail.com", "aliceadsl.fr",
}

// ClientChange is what may change on a client; nil leaves a field as it is.
type ClientChange struct {
	Name          string // "" leaves it
	Language      string // "" leaves it
	CannotSign    *bool
	AddDomains    []string
	RemoveDomains []string
}

// SetClient changes a client.
func (d *Desk) SetClient(ctx context.Context, name string, change ClientChange, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		c, err := clientNamed(tx, name)
		if err != nil {
			return err
		}
		if err := d.applyClient(tx, &c, change); err != nil {
			return err
		}
		return d.audit(tx, by, "set-client", objectClient(c.ID), fmt.Sprintf("%s, %s, cannot sign: %t, domains: %s",
			c.Name, c.Language, c.CannotSign, strings.Join(c.Domains, " ")))
	})
}

func (d *Desk) applyClient(tx *store.Tx, c *people.Client, change ClientChange) error {
	if err := knownLanguage(change.Language); err != nil {
		return err
	}
	if change.Language != "" {
		c.Language = change.Language
	}
	if change.CannotSign != nil {
		c.CannotSign = *change.CannotSign
	}
	if change.Name != "" {
		if err := plainName("client's name", change.Name); err != nil {
			return err
		}
		if other, err := clientNamed(tx, change.Name); err == nil && other.ID != c.ID {
			return refused("there is a client called “%s” already", other.Name)
		}
		c.Name = strings.TrimSpace(change.Name)
	}
	more, err := d.freeDomains(tx, change.AddDomains, c.ID)
	if err != nil {
		return err
	}
	for _, domain := range change.RemoveDomains {
		domain = people.Fold(domain)
		if !slices.Contains(c.Domains, domain) {
			return refused("%s is no domain of “%s”; its domains are: %s", domain, c.Name, strings.Join(c.Domains, ", "))
		}
		c.Domains = slices.DeleteFunc(c.Domains, func(have string) bool { return have == domain })
	}
	for _, domain := range more {
		if !slices.Contains(c.Domains, domain) {
			c.Domains = append(c.Domains, domain)
		}
	}
	return tx.SetClient(*c)
}

func objectClient(id int64) string { return fmt.Sprintf("client:%d", id) }
