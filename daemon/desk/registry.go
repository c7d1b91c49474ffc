package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// refused is an ErrRefused whose sentence says what is wrong and what would
// be right.
func refused(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrRefused, fmt.Errorf(format, args...))
}

// Sentence is what a person is told of an error: without the words by which
// programs know a refusal, or that something is not there.
func Sentence(err error) string {
	text := strings.Replace(err.Error(), ErrRefused.Error()+": ", "", 1)
	return strings.TrimSuffix(text, ": "+ErrNotFound.Error())
}

// change runs one verb in one transaction; the daemon beside it notices.
func (d *Desk) change(ctx context.Context, f func(*store.Tx) error) error {
	err := d.store.Write(ctx, f)
	if err == nil {
		d.Wake()
	}
	return err
}

// clientNamed finds a client by its name, one of its domains or its id.
func clientNamed(tx *store.Tx, text string) (people.Client, error) {
	all, err := tx.Clients()
	if err != nil {
		return people.Client{}, err
	}
	text = strings.TrimSpace(text)
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = c.Name
		if strings.EqualFold(c.Name, text) || slices.Contains(c.Domains, people.Fold(text)) || strconv.FormatInt(c.ID, 10) == text {
			return c, nil
		}
	}
	return people.Client{}, fmt.Errorf("no client is called “%s”%s: %w", text, maybe(text, names), ErrNotFound)
}

// clientOrAll is the id of a client, 0 for all where none is named.
func clientOrAll(tx *store.Tx, text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	c, err := clientNamed(tx, text)
	return c.ID, err
}

// agentNamed finds an active person of our firm by address, by name, or by a
// part of the name that only one has.
func agentNamed(tx *store.Tx, text string) (people.Agent, error) {
	return agentAmong(tx, text, func(a people.Agent) bool { return a.Active }, "no agent is called “%s”%s: %w")
}

// formerNamed finds a person of our firm who was deactivated.
func formerNamed(tx *store.Tx, text string) (people.Agent, error) {
	return agentAmong(tx, text, func(a people.Agent) bool { return !a.Active }, "no agent who was deactivated is called “%s”%s: %w")
}

func agentAmong(tx *store.Tx, text string, counts func(people.Agent) bool, none string) (people.Agent, error) {
	all, err := tx.Agents("")
	if err != nil {
		return people.Agent{}, err
	}
	text = strings.TrimSpace(text)
	var found []people.Agent
	var names []string
	for _, a := range all {
		if !counts(a) {
			continue
		}
		names = append(names, a.Name())
		if strings.EqualFold(a.Name(), text) || slices.Contains(a.Addresses, people.Fold(text)) {
			return a, nil
		}
		if strings.EqualFold(a.FirstName, text) || strings.EqualFold(a.LastName, text) {
			found = append(found, a)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return people.Agent{}, refused("“%s” may be %s or %s: give the address", text, found[0].Name(), found[1].Name())
	}
	return people.Agent{}, fmt.Errorf(none, text, maybe(text, names), ErrNotFound)
}

// teamNamed finds a team by its name.
func teamNamed(tx *store.Tx, text string) (people.Team, error) {
	all, err := tx.Teams()
	if err != nil {
		return people.Team{}, err
	}
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.Name
		if strings.EqualFold(t.Name, strings.TrimSpace(text)) {
			return t, nil
		}
	}
	return people.Team{}, fmt.Errorf("no team is called “%s”%s: %w", text, maybe(text, names), ErrNotFound)
}

// contactNamed finds the contact of a client who has an address.
func contactNamed(tx *store.Tx, client people.Client, address string) (people.Contact, error) {
	c, err := tx.ContactOf(address)
	switch {
	case notFound(err):
		return c, fmt.Errorf("%s is no contact of %s; add the person with `permanence contact add`: %w", address, client.Name, ErrNotFound)
	case err == nil && c.ClientID != client.ID:
		return c, refused("%s is a contact of another client, not of %s", address, client.Name)
	case err == nil && !c.Active:
		return c, refused("%s is a former contact of %s", address, client.Name)
	}
	return c, err
}

// freeAddress says why an address cannot be given to a person: it is none, it
// is ours, or somebody has it.
func (d *Desk) freeAddress(tx *store.Tx, address string) error {
	if err := people.ValidAddress(address); err != nil {
		return refused("%w", err)
	}
	if d.own(address) {
		return refused("%s is one of our own mailboxes", address)
	}
	if c, err := tx.ContactOf(address); err == nil {
		return refused("%s belongs to the contact %s already", address, c.Name())
	} else if !notFound(err) {
		return err
	}
	if a, err := tx.AgentOf(address); err == nil {
		return refused("%s belongs to the agent %s already", address, a.Name())
	} else if !notFound(err) {
		return err
	}
	return nil
}

// plainName says why a text cannot be a name: empty, of several lines, or
// longer than a mail's From bears.
func plainName(what, text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return refusedAs(ErrEmpty, "the %s is empty", what)
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 127 }):
		return refused("the %s has a line end or a control character in it", what)
	case len([]rune(text)) > maxName:
		return refusedAs(ErrTooLong, "the %s is longer than %d characters", what, maxName)
	}
	return nil
}

const maxName = 120

// knownLanguage checks a person's or client's language; "" is none of their own.
func knownLanguage(code string) error {
	if code == "" || code == "fr" || code == "en" {
		return nil
	}
	return refused("“%s” is no language we write: fr or en", code)
}

// at is an instant as facts show it: in the desk's zone, nil for none.
func (d *Desk) at(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.In(d.zone())
	return &t
}
