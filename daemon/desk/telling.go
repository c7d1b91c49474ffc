package desk

import (
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// telling is what a letter about a period that is over needs.
type telling struct {
	contract contract.Contract
	client   people.Client
	lines    []contract.Line
	account  contract.Account
	pkg      letter.Package
	tickets  []letter.TicketLine
}

// tellingOf loads the figures of a period.
func (d *Desk) tellingOf(tx *store.Tx, e ending) (t telling, err error) {
	if t.contract, err = tx.Contract(e.contractID); err != nil {
		return t, err
	}
	if t.client, err = tx.Client(t.contract.ClientID); err != nil {
		return t, err
	}
	if t.lines, err = tx.Lines(e.contractID); err != nil {
		return t, err
	}
	t.account = contract.AccountOf(t.contract, t.lines, e.period)
	t.pkg = d.packageOf(t.account)
	t.tickets, err = d.ticketLines(tx, t.lines, e.period.Start, t.client)
	return t, err
}

// tellClient writes a scheduled letter to the technical contact, to leave at a
// time, at once where that is zero.
func (d *Desk) tellClient(tx *store.Tx, t telling, kind letter.Kind, cause string, at time.Time, facts func(letter.Common) any) error {
	if t.contract.TechnicalID == 0 {
		return nil
	}
	contact, err := tx.Contact(t.contract.TechnicalID)
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: kind, to: d.contactReader(contact, t.client), cause: cause, causeAt: d.now(),
		audience: ticket.Scheduled, notBefore: at, facts: func(c letter.Common, _ *templates.Language) any { return facts(c) }})
	return err
}
