package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// PastTicket is a ticket of the time before, kept elsewhere until now.
type PastTicket struct {
	Client    string // its name; the ticket belongs to its contract that runs
	Subject   string
	Agent     string // who has it: name or address
	Resolved  time.Time
	Exchanges []PastExchange // the first one opens the ticket; at least one
	Time      []PastTime     // in the order of booking
}

// PastExchange is one message of a PastTicket: the technical contact's, or
// the agent's.
type PastExchange struct {
	At     time.Time
	Answer bool // the agent's, and sent
	Text   string
}

// PastTime is time that the agent spent on a PastTicket.
type PastTime struct {
	At      time.Time
	Minutes int
	Kind    contract.EntryKind // "" counts
	Text    string
}

// AddPastTicket keeps a ticket of the time before: its exchanges and times
// stand at their own dates and are charged to the periods of then, and nobody
// is written to, neither of the ticket nor of a threshold that was passed.
func (d *Desk) AddPastTicket(ctx context.Context, p PastTicket, by string) (number int64, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		tx.Quietly()
		t, agent, err := d.pastTicket(tx, p)
		if err != nil {
			return err
		}
		number = t.Number
		if err := d.pastExchanges(tx, &t, p, agent); err != nil {
			return err
		}
		for _, e := range p.Time {
			if err := d.bookPast(tx, &t, e, agent); err != nil {
				return fmt.Errorf("%d minutes of %s: %w", e.Minutes, e.At.Format(time.DateOnly), err)
			}
		}
		if err := tx.SetTicket(t); err != nil {
			return err
		}
		return d.audit(tx, by, "add-past-ticket", objectTicket(number), t.Subject)
	})
	return number, err
}

func (d *Desk) pastTicket(tx *store.Tx, p PastTicket) (t ticket.Ticket, agent people.Agent, err error) {
	client, err := clientNamed(tx, p.Client)
	if err != nil {
		return t, agent, err
	}
	running, err := d.contractOf(tx, client, "")
	if err != nil {
		return t, agent, err
	}
	contact, err := tx.Contact(running.TechnicalID)
	if err != nil {
		return t, agent, err
	}
	if agent, err = agentNamed(tx, p.Agent); err != nil {
		return t, agent, err
	}
	if len(p.Exchanges) == 0 || strings.TrimSpace(p.Subject) == "" {
		return t, agent, refused("a ticket of the time before needs a subject and a message")
	}
	opened := p.Exchanges[0].At
	t = ticket.Ticket{ClientID: client.ID, ContractID: running.ID, ContactID: contact.ID, Subject: strings.TrimSpace(p.Subject),
		State: ticket.Open, AgentID: agent.ID, Language: d.language(contact.Language, client.Language), Opened: opened, LastExchange: opened}
	teams, err := tx.Teams()
	if err != nil {
		return t, agent, err
	}
	for _, team := range teams {
		if slices.Contains(team.Members, agent.ID) {
			t.TeamID = team.ID
		}
	}
	if t.Number, err = tx.NextTicketNumber(); err != nil {
		return t, agent, err
	}
	t.Token = d.keys.SubjectMAC(t.Number)
	return t, agent, tx.AddTicket(t, d.mailbox("").Name)
}

// pastExchanges writes the messages: the client's last word leaves the ticket
// open, the agent's leaves it to the client.
func (d *Desk) pastExchanges(tx *store.Tx, t *ticket.Ticket, p PastTicket, agent people.Agent) error {
	contact, err := tx.Contact(t.ContactID)
	if err != nil {
		return err
	}
	for _, said := range p.Exchanges {
		e := ticket.Exchange{TicketNumber: t.Number, At: said.At, Text: strings.TrimSpace(said.Text), Language: t.Language,
			Way: ticket.In, AuthorContactID: contact.ID, FromName: contact.Name(), FromAddress: contact.Address()}
		t.State = ticket.Open
		if said.Answer {
			e.Way, e.State, e.AuthorContactID, e.AuthorAgentID = ticket.Out, ticket.SendingSent, 0, agent.ID
			e.FromName, e.FromAddress = agent.Name(), agent.Address()
			t.State = ticket.Waiting
		}
		if e.ID, err = tx.AddExchange(e); err != nil {
			return err
		}
		if !said.Answer {
			t.LastClientExchangeID = e.ID
		}
		t.Touch(said.At)
	}
	if !p.Resolved.IsZero() {
		return transition(t.Resolve(p.Resolved))
	}
	return nil
}

// bookPast charges time to the period of its day. The thresholds that it
// passes there count as told.
func (d *Desk) bookPast(tx *store.Tx, t *ticket.Ticket, p PastTime, agent people.Agent) error {
	e := store.TimeEntry{ContractID: t.ContractID, Text: p.Text}
	e.TicketID, e.AgentID, e.At, e.Minutes, e.Kind = t.Number, agent.ID, p.At, p.Minutes, cmp.Or(p.Kind, contract.TimeCounted)
	if err := e.Check(); err != nil {
		return refused("%w", err)
	}
	before, err := tx.TimeOn(t.Number)
	if err != nil {
		return err
	}
	if e.ID, err = tx.AddTime(e); err != nil {
		return err
	}
	c, err := tx.Contract(t.ContractID)
	if err != nil {
		return err
	}
	ledger, err := tx.Lines(c.ID)
	if err != nil {
		return err
	}
	period, err := c.ChargeTo(ledger, rota.DateOf(p.At, d.zone()))
	if err != nil {
		return refused("%w", err)
	}
	added, err := tx.AddLines(contract.Deduct(c, period, entriesOf(before), e.Entry, p.At, d.zone()))
	if err != nil {
		return err
	}
	a := contract.AccountOf(c, append(ledger, added...), period)
	for _, percent := range contract.Reached(d.cfg.Contract.Thresholds, a.AvailableQuarters(), a.ConsumedQuarters) {
		if _, err := tx.Once("threshold", contract.ThresholdKey(c.ID, period.Start, percent), d.now()); err != nil {
			return err
		}
	}
	return d.tally(tx, t, c)
}
