package desk

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// bookTime adds a time entry to a ticket, charges it, and warns client and
// sales where the package passes a threshold (R10, R14). t is brought up to
// date; the caller writes it.
func (d *Desk) bookTime(tx *store.Tx, t *ticket.Ticket, e store.TimeEntry) error {
	if err := e.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	before, err := tx.TimeOn(t.Number)
	if err != nil {
		return err
	}
	e.TicketID, e.ContractID = t.Number, t.ContractID
	if e.ID, err = tx.AddTime(e); err != nil {
		return err
	}
	if t.ContractID == 0 {
		t.SpentMinutes += e.Minutes
		return nil
	}
	return d.charge(tx, t, func(c contract.Contract, p contract.Period) []contract.Line {
		return contract.Deduct(c, p, entriesOf(before), e.Entry, d.now(), d.zone())
	}, e.At)
}

// removeTime takes an entry back with a compensating line.
func (d *Desk) removeTime(tx *store.Tx, e store.TimeEntry, reason string) error {
	return d.changeTime(tx, e.TicketID, func(before []store.TimeEntry) ([]store.TimeEntry, error) {
		var after []store.TimeEntry
		for _, b := range before {
			if b.ID != e.ID {
				after = append(after, b)
			}
		}
		return after, tx.RemoveTime(e.ID, d.now(), reason)
	})
}

func (d *Desk) changeTime(tx *store.Tx, number int64, change func([]store.TimeEntry) ([]store.TimeEntry, error)) error {
	t, err := tx.Ticket(number)
	if err != nil {
		return err
	}
	before, err := tx.TimeOn(number)
	if err != nil {
		return err
	}
	after, err := change(before)
	if err != nil {
		return err
	}
	if t.ContractID != 0 {
		if err := d.charge(tx, &t, func(c contract.Contract, p contract.Period) []contract.Line {
			return contract.Compensate(c, p, entriesOf(before), entriesOf(after), d.now(), d.zone())
		}, d.now()); err != nil {
			return err
		}
	} else if err := d.tally(tx, &t, contract.Contract{}); err != nil {
		return err
	}
	return tx.SetTicket(t)
}

// charge writes the lines that follow from a change of a ticket's time, warns
// at thresholds and brings the ticket's sums up to date.
func (d *Desk) charge(tx *store.Tx, t *ticket.Ticket, lines func(contract.Contract, contract.Period) []contract.Line, at time.Time) error {
	c, err := tx.Contract(t.ContractID)
	if err != nil {
		return err
	}
	if err := d.grant(tx, c); err != nil {
		return err
	}
	ledger, err := tx.Lines(c.ID)
	if err != nil {
		return err
	}
	p, err := c.ChargeTo(ledger, rota.DateOf(at, d.zone()))
	if errors.Is(err, contract.ErrEnded) {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	} else if err != nil {
		return err
	}
	added, err := tx.AddLines(lines(c, p))
	if err != nil {
		return err
	}
	if err := d.warn(tx, c, append(ledger, added...), p); err != nil {
		return err
	}
	return d.tally(tx, t, c)
}

// grant writes the packages of the periods that have begun.
func (d *Desk) grant(tx *store.Tx, c contract.Contract) error {
	ledger, err := tx.Lines(c.ID)
	if err != nil {
		return err
	}
	_, err = tx.AddLines(contract.Grants(c, ledger, rota.DateOf(d.now(), d.zone()), d.zone()))
	return err
}

// tally brings a ticket's sums up to date.
func (d *Desk) tally(tx *store.Tx, t *ticket.Ticket, c contract.Contract) error {
	entries, err := tx.TimeOn(t.Number)
	if err != nil {
		return err
	}
	t.SpentMinutes = 0
	for _, e := range entries {
		t.SpentMinutes += e.Minutes
	}
	t.CountedQuarters = 0
	if t.ContractID == 0 {
		return nil // nothing is counted without a contract
	}
	inside, outside := contract.Cost(c.Rounding, d.zone(), entriesOf(entries))
	t.CountedQuarters = inside + outside
	return nil
}

func entriesOf(list []store.TimeEntry) []contract.Entry {
	all := make([]contract.Entry, len(list))
	for i, e := range list {
		all[i] = e.Entry
	}
	return all
}

// warn tells client and sales contact, once each per period, that a package
// passed 75, 90 or 100 per cent (R14). Where several are passed at once only
// the highest is told.
func (d *Desk) warn(tx *store.Tx, c contract.Contract, ledger []contract.Line, p contract.Period) error {
	a := contract.AccountOf(c, ledger, p)
	highest := 0
	for _, percent := range contract.Reached(d.cfg.Contract.Thresholds, a.AvailableQuarters(), a.ConsumedQuarters) {
		news, err := tx.Once("threshold", contract.ThresholdKey(c.ID, p.Start, percent), d.now())
		if err != nil {
			return err
		}
		if news {
			highest = percent
		}
	}
	if highest == 0 {
		return nil
	}
	client, err := tx.Client(c.ClientID)
	if err != nil {
		return err
	}
	lines, err := d.ticketLines(tx, ledger, p.Start, client)
	if err != nil {
		return err
	}
	facts := func(common letter.Common, _ *templates.Language) any {
		return letter.Threshold{Common: common, Client: client.Name, Percent: highest, Package: d.packageOf(a), Tickets: lines}
	}
	if err := tx.Happened(store.Happening{Event: ticket.EventThreshold, ContractID: c.ID, Percent: highest}); err != nil {
		return err
	}
	cause := contract.ThresholdKey(c.ID, p.Start, highest)
	if err := d.tellTechnical(tx, c, client, letter.KindThresholdClient, cause, facts); err != nil {
		return err
	}
	return d.tellSales(tx, c.SalesAgentID, letter.KindThresholdSales, cause, facts)
}

// tellTechnical writes a scheduled letter to a contract's technical contact.
func (d *Desk) tellTechnical(tx *store.Tx, c contract.Contract, client people.Client, kind letter.Kind, cause string, facts func(letter.Common, *templates.Language) any) error {
	if c.TechnicalID == 0 {
		return nil
	}
	contact, err := tx.Contact(c.TechnicalID)
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: kind, to: d.contactReader(contact, client), cause: cause, causeAt: d.now(), audience: ticket.Scheduled, facts: facts})
	return err
}

// tellSales writes a scheduled letter to a sales contact, or to sales.
func (d *Desk) tellSales(tx *store.Tx, agentID int64, kind letter.Kind, cause string, facts func(letter.Common, *templates.Language) any) error {
	to, err := d.salesReader(tx, agentID)
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: kind, to: to, cause: cause, causeAt: d.now(), audience: ticket.Scheduled, facts: facts})
	return err
}

// ticketLines are the tickets charged to a period, the dearest first.
func (d *Desk) ticketLines(tx *store.Tx, ledger []contract.Line, start contract.Date, client people.Client) ([]letter.TicketLine, error) {
	var all []letter.TicketLine
	for _, cost := range contract.ByTicket(ledger, start) {
		t, err := tx.Ticket(cost.TicketID)
		if err != nil {
			return nil, err
		}
		all = append(all, letter.TicketLine{Number: t.Number, Subject: t.Subject, Client: client.Name, State: stateWord(t.State),
			CountedQuarters: cost.Quarters + cost.OutsideQuarters, SpentMinutes: t.SpentMinutes})
	}
	slices.SortStableFunc(all, func(a, b letter.TicketLine) int { return cmp.Compare(b.CountedQuarters, a.CountedQuarters) })
	return all, nil
}

// moveContract charges a ticket to another contract of its client: what was
// charged is given back on the old one and charged to the new one.
func (d *Desk) moveContract(tx *store.Tx, t *ticket.Ticket, to contract.Contract) error {
	if t.ContractID == to.ID {
		return nil
	}
	entries, err := tx.TimeOn(t.Number)
	if err != nil {
		return err
	}
	if t.ContractID != 0 {
		if err := d.charge(tx, t, func(c contract.Contract, p contract.Period) []contract.Line {
			return contract.Compensate(c, p, entriesOf(entries), nil, d.now(), d.zone())
		}, d.now()); err != nil {
			return err
		}
	}
	t.ContractID = to.ID
	if err := tx.MoveTime(t.Number, to.ID); err != nil {
		return err
	}
	return d.charge(tx, t, func(c contract.Contract, p contract.Period) []contract.Line {
		return contract.Compensate(c, p, nil, entriesOf(entries), d.now(), d.zone())
	}, d.now())
}
