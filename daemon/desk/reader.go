package desk

import (
	"cmp"
	"strings"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// reader is who a letter is to.
type reader struct {
	person   letter.Person
	language string
	who      ticket.Person // zero for somebody who is not registered
	epoch    int
	active   bool
}

// contactReader writes in the contact's language, else the client's.
func (d *Desk) contactReader(c people.Contact, client people.Client) reader {
	return reader{person: letter.Person{First: c.FirstName, Last: c.LastName, Position: c.Position, Address: c.Address()},
		language: d.language(c.Language, client.Language), who: ticket.Person{Kind: ticket.ContactPerson, ID: c.ID},
		epoch: c.Epoch, active: c.Active && c.Address() != ""}
}

func (d *Desk) agentReader(a people.Agent) reader {
	return reader{person: letter.Person{First: a.FirstName, Last: a.LastName, Address: a.Address()},
		language: d.language(a.Language), who: ticket.Person{Kind: ticket.AgentPerson, ID: a.ID},
		epoch: a.Epoch, active: a.Active && a.Address() != ""}
}

// addressReader is somebody who is only an address: an observer, a stranger,
// an office of ours.
func (d *Desk) addressReader(address, name, language string) reader {
	return reader{person: letter.Person{First: name, Address: address}, language: d.language(language), active: true}
}

// language is the first of the choices that we write, else the desk's.
func (d *Desk) language(choices ...string) string {
	for _, c := range append(choices, d.cfg.Desk.Language) {
		if c == "fr" || c == "en" {
			return c
		}
	}
	return "fr"
}

// clientReaders are those whom a ticket's answers go to: its contact, then its
// observers (R5).
func (d *Desk) clientReaders(tx *store.Tx, t ticket.Ticket) ([]reader, error) {
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return nil, err
	}
	var all []reader
	if t.ContactID != 0 {
		c, err := tx.Contact(t.ContactID)
		if err != nil {
			return nil, err
		}
		all = append(all, d.contactReader(c, client))
	}
	observers, err := tx.Observers(t.Number)
	for _, o := range observers {
		if len(all) > 0 && strings.EqualFold(o.Address, all[0].person.Address) {
			continue
		}
		to, err := d.observerReader(tx, o, client)
		if err != nil {
			return nil, err
		}
		all = append(all, to)
	}
	return all, err
}

// observerReader writes in the observer's own language where the person is
// registered, else in the client's.
func (d *Desk) observerReader(tx *store.Tx, o store.Observer, client people.Client) (reader, error) {
	c, err := tx.ContactOf(o.Address)
	if err != nil && !notFound(err) {
		return reader{}, err
	}
	to := d.addressReader(o.Address, cmp.Or(o.Name, c.Name()), d.language(c.Language, client.Language))
	to.active = notFound(err) || c.Active
	return to, nil
}

// agentsNamed loads agents by id.
func (d *Desk) agentReaders(tx *store.Tx, ids []int64) ([]reader, error) {
	var all []reader
	for _, id := range ids {
		a, err := tx.Agent(id)
		if err != nil {
			return nil, err
		}
		all = append(all, d.agentReader(a))
	}
	return all, nil
}

// adminReader is who is told when nobody else can be (R17).
func (d *Desk) adminReader() reader { return d.addressReader(d.cfg.Desk.AdminAddress, "", "") }

func (d *Desk) salesReader(tx *store.Tx, agentID int64) (reader, error) {
	if agentID == 0 {
		return d.addressReader(d.cfg.Desk.SalesAddress, "", ""), nil
	}
	a, err := tx.Agent(agentID)
	if err != nil || !a.Active {
		return d.addressReader(d.cfg.Desk.SalesAddress, "", ""), err
	}
	return d.agentReader(a), nil
}
