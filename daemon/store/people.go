package store

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"permanence/daemon/desk/people"
)

// AddClient adds a client and its domains.
func (tx *Tx) AddClient(c people.Client) (int64, error) {
	id, err := tx.insert(`INSERT INTO client (name, language, cannot_sign, created) VALUES (?, ?, ?, ?)`,
		c.Name, c.Language, bit(c.CannotSign), ms(c.Created))
	if err != nil {
		return 0, err
	}
	for _, d := range c.Domains {
		if _, err := tx.exec(`INSERT INTO client_domain (domain, client_id) VALUES (?, ?)`, d, id); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// SetCannotSign sets a client's switch "this domain cannot sign" (R4).
func (tx *Tx) SetCannotSign(clientID int64, on bool) error {
	_, err := tx.exec(`UPDATE client SET cannot_sign = ? WHERE id = ?`, bit(on), clientID)
	return err
}

// Lists that belong to a row come in the same query, in order and set apart by
// blanks, which neither a domain nor an address holds.
const clientColumns = `id, name, language, cannot_sign, created,
	coalesce((SELECT string_agg(domain, ' ' ORDER BY domain) FROM client_domain WHERE client_id = client.id), '')`

func scanClient(r scanner) (c people.Client, err error) {
	var created int64
	var domains string
	err = r.Scan(&c.ID, &c.Name, &c.Language, &c.CannotSign, &created, &domains)
	c.Created, c.Domains = fromMS(created), strings.Fields(domains)
	return c, err
}

// Client reads a client.
func (tx *Tx) Client(id int64) (people.Client, error) {
	return one(tx, scanClient, `SELECT `+clientColumns+` FROM client WHERE id = ?`, id)
}

// ClientNamed reads a client by its name, letter case aside.
func (tx *Tx) ClientNamed(name string) (people.Client, error) {
	return one(tx, scanClient, `SELECT `+clientColumns+` FROM client WHERE lower(name) = lower(?)`, name)
}

// ClientOfDomain reads the client that a mail domain belongs to.
func (tx *Tx) ClientOfDomain(domain string) (people.Client, error) {
	return one(tx, scanClient, `SELECT `+clientColumns+` FROM client
		WHERE id = (SELECT client_id FROM client_domain WHERE domain = ?)`, domain)
}

// Clients lists all clients by name.
func (tx *Tx) Clients() ([]people.Client, error) {
	return list(tx, scanClient, `SELECT `+clientColumns+` FROM client ORDER BY name`)
}

// AddContact adds a contact and its addresses.
func (tx *Tx) AddContact(c people.Contact, at time.Time) (int64, error) {
	id, err := tx.insert(`INSERT INTO contact (client_id, first_name, last_name, position, language, active, created)
		VALUES (?, ?, ?, ?, ?, 1, ?)`, c.ClientID, c.FirstName, c.LastName, c.Position, c.Language, ms(at))
	if err != nil {
		return 0, err
	}
	for i, a := range c.Addresses {
		if err := tx.AddContactAddress(id, a, i); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// AddContactAddress gives a contact one more address.
func (tx *Tx) AddContactAddress(contactID int64, address string, place int) error {
	_, err := tx.exec(`INSERT INTO contact_address (address, contact_id, place) VALUES (?, ?, ?)`, people.Fold(address), contactID, place)
	return err
}

const contactColumns = `id, client_id, first_name, last_name, position, language, active, epoch,
	coalesce((SELECT string_agg(address, ' ' ORDER BY place) FROM contact_address WHERE contact_id = contact.id), '')`

func scanContact(r scanner) (c people.Contact, err error) {
	var addresses string
	err = r.Scan(&c.ID, &c.ClientID, &c.FirstName, &c.LastName, &c.Position, &c.Language, &c.Active, &c.Epoch, &addresses)
	c.Addresses = strings.Fields(addresses)
	return c, err
}

// Contact reads a contact.
func (tx *Tx) Contact(id int64) (people.Contact, error) {
	return one(tx, scanContact, `SELECT `+contactColumns+` FROM contact WHERE id = ?`, id)
}

// ContactOf reads the contact who has an address.
func (tx *Tx) ContactOf(address string) (people.Contact, error) {
	return one(tx, scanContact, `SELECT `+contactColumns+` FROM contact
		WHERE id = (SELECT contact_id FROM contact_address WHERE address = ?)`, people.Fold(address))
}

// Contacts lists the contacts of a client, or of all with clientID 0.
func (tx *Tx) Contacts(clientID int64) ([]people.Contact, error) {
	return list(tx, scanContact, `SELECT `+contactColumns+` FROM contact WHERE ? = 0 OR client_id = ? ORDER BY client_id, id`, clientID, clientID)
}

// RevokeContact ends every personal token of a contact; with active false
// the contact writes no more (R3).
func (tx *Tx) RevokeContact(id int64, active bool) error {
	_, err := tx.exec(`UPDATE contact SET epoch = epoch + 1, active = ? WHERE id = ?`, bit(active), id)
	return err
}

// SetContactLanguage sets the language in which a contact reads.
func (tx *Tx) SetContactLanguage(id int64, language string) error {
	_, err := tx.exec(`UPDATE contact SET language = ? WHERE id = ?`, language, id)
	return err
}

// HardBounce counts a hard bounce of an address and returns how many there
// were; 0 for an address that is no contact's.
func (tx *Tx) HardBounce(address string) (int64, error) {
	if _, err := tx.exec(`UPDATE contact_address SET bounces = bounces + 1 WHERE address = ?`, people.Fold(address)); err != nil {
		return 0, err
	}
	return tx.Bounces(address)
}

// AddressWorks forgets the hard bounces of an address.
func (tx *Tx) AddressWorks(address string) error {
	_, err := tx.exec(`UPDATE contact_address SET bounces = 0 WHERE address = ?`, people.Fold(address))
	return err
}

// Bounces is how many hard bounces an address gave since it last worked.
func (tx *Tx) Bounces(address string) (int64, error) {
	n, err := one(tx, scanInt, `SELECT bounces FROM contact_address WHERE address = ?`, people.Fold(address))
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return n, err
}

// AddAgent adds an agent and its addresses.
func (tx *Tx) AddAgent(a people.Agent, at time.Time) (int64, error) {
	id, err := tx.insert(`INSERT INTO agent (first_name, last_name, role, language, active, created) VALUES (?, ?, ?, ?, 1, ?)`,
		a.FirstName, a.LastName, a.Role, a.Language, ms(at))
	if err != nil {
		return 0, err
	}
	for i, address := range a.Addresses {
		if _, err := tx.exec(`INSERT INTO agent_address (address, agent_id, place) VALUES (?, ?, ?)`, people.Fold(address), id, i); err != nil {
			return 0, err
		}
	}
	return id, nil
}

const agentColumns = `id, first_name, last_name, role, language, active, epoch,
	coalesce((SELECT string_agg(address, ' ' ORDER BY place) FROM agent_address WHERE agent_id = agent.id), '')`

func scanAgent(r scanner) (a people.Agent, err error) {
	var addresses string
	err = r.Scan(&a.ID, &a.FirstName, &a.LastName, &a.Role, &a.Language, &a.Active, &a.Epoch, &addresses)
	a.Addresses = strings.Fields(addresses)
	return a, err
}

// Agent reads an agent.
func (tx *Tx) Agent(id int64) (people.Agent, error) {
	return one(tx, scanAgent, `SELECT `+agentColumns+` FROM agent WHERE id = ?`, id)
}

// AgentOf reads the agent who has an address.
func (tx *Tx) AgentOf(address string) (people.Agent, error) {
	return one(tx, scanAgent, `SELECT `+agentColumns+` FROM agent
		WHERE id = (SELECT agent_id FROM agent_address WHERE address = ?)`, people.Fold(address))
}

// Agents lists the agents, those of one role or all with "".
func (tx *Tx) Agents(role people.Role) ([]people.Agent, error) {
	return list(tx, scanAgent, `SELECT `+agentColumns+` FROM agent WHERE ? = '' OR role = ? ORDER BY id`, role, role)
}

// AddTeam adds a team with its members.
func (tx *Tx) AddTeam(t people.Team) (int64, error) {
	id, err := tx.insert(`INSERT INTO team (name, position) VALUES (?, ?)`, t.Name, t.Position)
	if err != nil {
		return 0, err
	}
	for _, m := range t.Members {
		if _, err := tx.exec(`INSERT INTO team_member (team_id, agent_id) VALUES (?, ?)`, id, m); err != nil {
			return 0, fmt.Errorf("adding a member: %w", err)
		}
	}
	return id, nil
}

// Teams lists the teams in the order of their turns.
func (tx *Tx) Teams() ([]people.Team, error) {
	return list(tx, func(r scanner) (t people.Team, err error) {
		var members string
		if err = r.Scan(&t.ID, &t.Name, &t.Position, &members); err != nil {
			return t, err
		}
		t.Members, err = ids(members)
		return t, err
	}, `SELECT id, name, position, coalesce((SELECT string_agg(CAST(agent_id AS TEXT), ' ' ORDER BY agent_id)
		FROM team_member WHERE team_id = team.id), '') FROM team ORDER BY position, id`)
}

// ids reads a list of ids set apart by blanks.
func ids(text string) (all []int64, err error) {
	for _, f := range strings.Fields(text) {
		id, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return nil, err
		}
		all = append(all, id)
	}
	return all, nil
}
