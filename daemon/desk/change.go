package desk

import (
	"encoding/json"
	"fmt"
	"strings"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// changeAsked reads the four fields of a request for another technical
// contact, asks for the missing ones and shows the request to sales and to the
// team on duty (R3).
func (d *Desk) changeAsked(tx *store.Tx, a *analysis, k known, t ticket.Ticket) error {
	had, err := d.changeFields(tx, t.Number)
	if err != nil {
		return err
	}
	read := merged(had, ticket.ReadContact(a.text()))
	details, err := json.Marshal(read)
	if err != nil {
		return fmt.Errorf("keeping the fields of a contact change: %w", err)
	}
	if err := tx.SetTicketDetails(t.Number, string(details)); err != nil {
		return err
	}
	if !complete(read) {
		return d.askMissing(tx, a, k, t, read)
	}
	s, err := d.shift(tx, d.now())
	if err != nil {
		return err
	}
	to, err := d.agentReaders(tx, s.crew.Members[s.duty.Team])
	if err != nil {
		return err
	}
	return d.showChange(tx, a, k, t, to)
}

// changeGoesOn reads what the present contact adds to a request for another
// one: the fields that were asked for (R3). It says whether there were any.
// Nobody else's mail, and none that is not proven, changes what is approved.
func (d *Desk) changeGoesOn(tx *store.Tx, a *analysis, k known, t ticket.Ticket) (bool, error) {
	if t.Kind != ticket.KindContactChange || t.ContactID != k.contact.ID || !a.proof.Believed() {
		return false, nil
	}
	had, err := d.changeFields(tx, t.Number)
	if err != nil || merged(had, ticket.ReadContact(a.text())) == had {
		return false, err
	}
	return true, d.changeAsked(tx, a, k, t)
}

// changeFields are the fields read so far.
func (d *Desk) changeFields(tx *store.Tx, number int64) (c ticket.Contact, err error) {
	details, err := tx.TicketDetails(number)
	if err != nil || details == "" {
		return c, err
	}
	return c, json.Unmarshal([]byte(details), &c)
}

func merged(had, read ticket.Contact) ticket.Contact {
	for _, f := range []struct{ to, from *string }{
		{&had.LastName, &read.LastName}, {&had.FirstName, &read.FirstName}, {&had.Position, &read.Position}, {&had.Address, &read.Address},
	} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	return had
}

func complete(c ticket.Contact) bool {
	return c.LastName != "" && c.FirstName != "" && c.Position != "" && c.Address != ""
}

func (d *Desk) askMissing(tx *store.Tx, a *analysis, k known, t ticket.Ticket, read ticket.Contact) error {
	inReplyTo, references := a.mail.MessageID, []string{a.mail.MessageID}
	_, err := d.write(tx, draft{kind: letter.KindContactChangeMissing, to: d.contactReader(k.contact, k.client), cause: causeMail(a.mail.ID),
		causeAt: a.mail.Received, audience: ticket.ToClient, proven: true, mailbox: a.mail.Mailbox, ticket: t.Number, mail: a.mail.ID,
		head: letter.Head{InReplyTo: inReplyTo, References: references},
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.ContactChangeMissing{Common: c, Ticket: d.ticketFacts(t, k.client), Read: letter.NewContact{Last: read.LastName,
				First: read.FirstName, Position: read.Position, Address: read.Address}}
		}})
	return err
}

// showChange shows a request for another contact to agents and to the client's
// sales contact. t is zero while the request is only held mail.
func (d *Desk) showChange(tx *store.Tx, a *analysis, k known, t ticket.Ticket, to []reader) error {
	running, err := d.runningContract(tx, k, a.mail.Received)
	if err != nil {
		return err
	}
	sales, err := d.salesReader(tx, running.SalesAgentID)
	if err != nil {
		return err
	}
	var present people.Contact
	if running.TechnicalID != 0 {
		if present, err = tx.Contact(running.TechnicalID); err != nil {
			return err
		}
	}
	read := ticket.ReadContact(a.text())
	if t.Number != 0 {
		if read, err = d.changeFields(tx, t.Number); err != nil {
			return err
		}
	}
	fromPresent := present.ID != 0 && present.ID == k.contact.ID && t.Number != 0
	facts := letter.ContactChange{MailID: a.mail.ID, Client: k.client.Name,
		Read:          letter.NewContact{Last: read.LastName, First: read.FirstName, Position: read.Position, Address: read.Address},
		From:          letter.Person{First: a.msg.From.Name, Address: a.mail.FromAddress},
		FromPresent:   fromPresent && a.proof.Believed(),
		Unproven:      fromPresent && !a.proof.Believed(),
		Present:       letter.Person{First: present.FirstName, Last: present.LastName, Address: present.Address()},
		OutsideDomain: read.Address != "" && !ofClient(k.client, read.Address), Domains: k.client.Domains, Text: a.text()}
	var seen int64
	if t.Number != 0 {
		facts.Ticket, facts.MailID = d.ticketFacts(t, k.client), 0
		if seen, err = tx.LastExchange(t.Number); err != nil {
			return err
		}
	}
	for _, r := range append(to, sales) {
		_, err := d.write(tx, draft{kind: letter.KindContactChange, to: r, cause: causeMail(a.mail.ID), causeAt: a.mail.Received,
			audience: ticket.ToAgent, mailbox: a.mail.Mailbox, ticket: t.Number, mail: a.mail.ID, seen: seen,
			head:  letter.Head{Reason: "contact-change", TicketNumber: t.Number, ClientName: k.client.Name, References: about(a.mail.MessageID)},
			facts: func(c letter.Common, _ *templates.Language) any { facts.Common = c; return facts }})
		if err != nil {
			return err
		}
	}
	return nil
}

// approveChange replaces the technical contact as a ticket asks for, and
// resolves the ticket (R3).
func (d *Desk) approveChange(tx *store.Tx, t *ticket.Ticket, by string) error {
	if t.Kind != ticket.KindContactChange {
		return &badOrder{sentence: [2]string{"ce ticket ne demande pas de changement de contact technique", "this ticket does not ask for another technical contact"}}
	}
	read, err := d.changeFields(tx, t.Number)
	if err != nil {
		return err
	}
	if !complete(read) {
		return &badOrder{sentence: [2]string{"il manque un des quatre champs (nom, prénom, fonction, adresse) : demandez-le au client", "one of the four fields is missing (surname, first name, position, address): ask the client for it"}}
	}
	c, err := d.changeContract(tx, t.ClientID, t.ContractID)
	if err != nil {
		return err
	}
	if err := d.replaceContact(tx, c, read, by); err != nil {
		return err
	}
	fresh, err := tx.Ticket(t.Number)
	if err != nil {
		return err
	}
	t.ContactID = fresh.ContactID
	return t.Resolve(d.now())
}

// approveHeld does the same for a request that was held because somebody else
// than the present contact wrote it; a person has checked with the client.
func (d *Desk) approveHeld(tx *store.Tx, mailID int64, by string) error {
	a, err := d.recall(tx, mailID)
	if err != nil {
		return err
	}
	if a.mail.Reason != ticket.ContactChange || a.mail.DecidedBy != "" {
		return refusedAs(ErrDecided, "mail %d asks for no change of contact, or was decided on already", mailID)
	}
	k, err := d.facts(tx, a)
	if err != nil {
		return err
	}
	c, err := d.changeContract(tx, k.client.ID, 0)
	if err != nil {
		return err
	}
	read := ticket.ReadContact(a.text())
	if !complete(read) {
		return refusedAs(ErrMissing, "one of the four fields is missing in mail %d: use `permanence contact replace`", mailID)
	}
	if err := d.replaceContact(tx, c, read, by); err != nil {
		return err
	}
	a.mail.DecidedBy, a.mail.Held = by, false
	return tx.SetMailFacts(a.mail)
}

func (d *Desk) changeContract(tx *store.Tx, clientID, contractID int64) (contract.Contract, error) {
	if contractID != 0 {
		return tx.Contract(contractID)
	}
	all, err := tx.Contracts(clientID)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Runs(rota.DateOf(d.now(), d.zone())) {
			return all[i], err
		}
	}
	if err != nil {
		return contract.Contract{}, err
	}
	return contract.Contract{}, fmt.Errorf("%w: the client has no contract that runs", ErrRefused)
}

// replaceContact makes another person the technical contact of a contract
// (R3): named, the old one's access ended at that moment, open tickets handed
// over, everybody told.
func (d *Desk) replaceContact(tx *store.Tx, c contract.Contract, to ticket.Contact, by string) error {
	if err := people.ValidAddress(to.Address); err != nil {
		return refusedAs(ErrNotAddress, "%v", err)
	}
	if d.own(to.Address) {
		return refusedAs(ErrAddressTaken, "%s is one of our own addresses", to.Address)
	}
	if agent, err := tx.AgentOf(to.Address); err == nil {
		return refusedAs(ErrAddressTaken, "%s is the address of %s, an agent", to.Address, agent.Name())
	} else if !notFound(err) {
		return err
	}
	client, err := tx.Client(c.ClientID)
	if err != nil {
		return err
	}
	next, err := d.nextContact(tx, c, client, to)
	if err != nil {
		return err
	}
	if next.ID == c.TechnicalID {
		return refusedAs(ErrAddressTaken, "%s is the technical contact already", next.Name())
	}
	if err := tx.ReplaceTechnical(c.ID, next.ID, d.now()); err != nil {
		return err
	}
	var old people.Contact
	if c.TechnicalID != 0 {
		if old, err = d.endAccess(tx, c.TechnicalID, next.ID); err != nil {
			return err
		}
	}
	c.TechnicalID = next.ID
	if err := d.giveAccesses(tx, c, client, by); err != nil {
		return err
	}
	if err := d.audit(tx, by, "replace-contact", fmt.Sprintf("contract:%d", c.ID), old.Name()+" -> "+next.Name()); err != nil {
		return err
	}
	return d.tellReplaced(tx, c, client, old, next, by)
}

// nextContact is the contact with the address, made where there is none.
func (d *Desk) nextContact(tx *store.Tx, c contract.Contract, client people.Client, to ticket.Contact) (people.Contact, error) {
	have, err := tx.ContactOf(to.Address)
	switch {
	case err == nil && have.ClientID != c.ClientID:
		return have, refusedAs(ErrAddressTaken, "%s is a contact of another client", to.Address)
	case err == nil:
		if !have.Active {
			err = tx.RevokeContact(have.ID, true)
		}
		have.Active = true
		return have, err
	case !notFound(err):
		return have, err
	}
	next := people.Contact{ClientID: client.ID, FirstName: to.FirstName, LastName: to.LastName, Position: to.Position,
		Language: client.Language, Addresses: []string{people.Fold(to.Address)}, Active: true}
	next.ID, err = tx.AddContact(next, d.now())
	return next, err
}

// endAccess ends a former technical contact's access, unless another contract
// still names the person; open tickets go to the new contact.
func (d *Desk) endAccess(tx *store.Tx, oldID, nextID int64) (people.Contact, error) {
	old, err := tx.Contact(oldID)
	if err != nil {
		return old, err
	}
	naming, err := tx.ContractsNaming(oldID)
	if err != nil {
		return old, err
	}
	if err := tx.RevokeContact(oldID, len(naming) > 0); err != nil {
		return old, err
	}
	if len(naming) > 0 {
		return old, nil
	}
	if err := tx.EndAccess(oldID); err != nil {
		return old, err
	}
	if err := tx.RevokeTokensOf(0, oldID, d.now()); err != nil {
		return old, err
	}
	return old, tx.HandOver(oldID, nextID, old.Addresses, d.now())
}

func (d *Desk) tellReplaced(tx *store.Tx, c contract.Contract, client people.Client, old, next people.Contact, by string) error {
	person := func(p people.Contact) letter.Person {
		return letter.Person{First: p.FirstName, Last: p.LastName, Position: p.Position, Address: p.Address()}
	}
	facts := func(common letter.Common, _ *templates.Language) any {
		return letter.ContactReplaced{Common: common, Client: client.Name, Old: person(old), New: person(next), At: d.now(), By: letter.Person{First: by}}
	}
	sales, err := d.salesReader(tx, c.SalesAgentID)
	if err != nil {
		return err
	}
	former := d.contactReader(old, client)
	former.active = true // told once more, although the access has ended
	cause := fmt.Sprintf("replaced:%d:%d:%d", c.ID, next.ID, d.now().UnixMilli())
	for _, x := range []draft{
		{kind: letter.KindContactReplacedOld, to: former},
		{kind: letter.KindContactReplacedNew, to: d.contactReader(next, client)},
		{kind: letter.KindContactReplacedSales, to: sales},
	} {
		if strings.TrimSpace(x.to.person.Address) == "" {
			continue
		}
		x.cause, x.causeAt, x.audience, x.facts = cause, d.now(), ticket.Scheduled, facts
		if _, err := d.write(tx, x); err != nil {
			return err
		}
	}
	return nil
}
