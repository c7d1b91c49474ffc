package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// ClientWhole is a client as agents look at it (A4): its people and whether
// they come in to the pages, its contracts, and how its packages fare.
type ClientWhole struct {
	ClientView
	People   []ContactWhole
	Packages []PackageCourse
}

// ContactWhole is a contact with what is known of the access (A5).
type ContactWhole struct {
	ContactView
	ClientID int64
	Access   AccessView // with Password "none" for who has none
}

// ClientLine is a client in a list.
type ClientLine struct {
	ID        int64
	Name      string
	Domains   []string
	Technical []string // names of who may open tickets (R1)
	Runs      bool     // a contract runs
}

// FindClients lists the clients in whose name or domains, or in a contact's
// name or address, a text stands; all with "".
func (d *Desk) FindClients(ctx context.Context, text string) (lines []ClientLine, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		clients, err := tx.Clients()
		if err != nil {
			return err
		}
		contacts, err := d.contactViews(tx, 0)
		if err != nil {
			return err
		}
		contracts, err := tx.Contracts(0)
		if err != nil {
			return err
		}
		runs := map[int64]bool{}
		for _, c := range contracts {
			runs[c.ClientID] = runs[c.ClientID] || c.Runs(rota.DateOf(d.now(), d.zone()))
		}
		lines = clientLines(clients, contacts, runs, ticket.Fold(strings.TrimSpace(text)))
		return nil
	})
	return lines, err
}

// clientLines are the clients that bear a folded text, with their contacts.
func clientLines(clients []people.Client, contacts []ContactView, runs map[int64]bool, wanted string) (lines []ClientLine) {
	said, technical := map[string]string{}, map[string][]string{}
	for _, c := range contacts {
		said[c.Client] += "\n" + c.Name + "\n" + strings.Join(c.Addresses, "\n")
		if c.Technical {
			technical[c.Client] = append(technical[c.Client], c.Name)
		}
	}
	for _, c := range clients {
		if strings.Contains(ticket.Fold(c.Name+"\n"+strings.Join(c.Domains, "\n")+said[c.Name]), wanted) {
			lines = append(lines, ClientLine{ID: c.ID, Name: c.Name, Domains: c.Domains, Technical: technical[c.Name], Runs: runs[c.ID]})
		}
	}
	return lines
}

// ClientWhole shows a client.
func (d *Desk) ClientWhole(ctx context.Context, id int64) (view ClientWhole, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Client(id)
		if notFound(err) {
			return fmt.Errorf("there is no client %d: %w", id, ErrNotFound)
		} else if err != nil {
			return err
		}
		view.ClientView = d.clientView(c)
		contacts, err := d.contactViews(tx, id)
		if err != nil {
			return err
		}
		slices.SortStableFunc(contacts, func(a, b ContactView) int { return cmp.Compare(rightOf(a), rightOf(b)) })
		for _, one := range contacts {
			whole, err := d.contactWhole(tx, one, id)
			if err != nil {
				return err
			}
			view.People = append(view.People, whole)
		}
		if view.Contracts, err = d.contractViews(tx, id); err != nil {
			return err
		}
		view.Packages, err = d.clientCourses(tx, c)
		return err
	})
	return view, err
}

// rightOf orders contacts by what they may: the technical one first.
func rightOf(c ContactView) int {
	switch {
	case c.Technical:
		return 0
	case c.Deputy:
		return 1
	case c.Active:
		return 2
	}
	return 3
}

// ContactWhole shows a contact.
func (d *Desk) ContactWhole(ctx context.Context, id int64) (view ContactWhole, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Contact(id)
		if notFound(err) {
			return fmt.Errorf("there is no contact %d: %w", id, ErrNotFound)
		} else if err != nil {
			return err
		}
		all, err := d.contactViews(tx, c.ClientID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(v ContactView) bool { return v.ID == id })
		view, err = d.contactWhole(tx, all[i], c.ClientID)
		return err
	})
	return view, err
}

func (d *Desk) contactWhole(tx *store.Tx, v ContactView, clientID int64) (ContactWhole, error) {
	whole := ContactWhole{ContactView: v, ClientID: clientID}
	a, err := tx.AccessOfContact(v.ID)
	if notFound(err) {
		a = people.Access{ContactID: v.ID}
	} else if err != nil {
		return whole, err
	}
	whole.Access, err = d.accessView(tx, a)
	return whole, err
}
