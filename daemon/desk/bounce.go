package desk

import (
	"cmp"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// bounced takes note of a bounce of a letter of ours. Nobody proves a bounce:
// its only effects are the state of that one letter, a line on its ticket and
// a word to the author.
func (d *Desk) bounced(tx *store.Tx, a *analysis, k known) error {
	l, report := k.bounced, a.msg.Report
	a.decision.Ticket = l.TicketNumber
	if report == nil || !report.Hard {
		return nil // delayed: the mail is kept and listed
	}
	switch l.State {
	case store.LetterSending, store.LetterSent, store.LetterUncertain:
	default:
		return nil // it has not left, or has failed already
	}
	l.State, l.Reply, l.Reason = store.LetterFailed, cmp.Or(report.Diagnostic, report.Status), "bounced"
	if err := tx.SettleLetter(l, d.now()); err != nil {
		return err
	}
	if _, err := tx.HardBounce(l.Recipient); err != nil {
		return err
	}
	if l.TicketNumber == 0 || l.ExchangeID == 0 {
		return nil
	}
	note := a.exchangeOf(l.TicketNumber, ticket.Note, l.Recipient+": "+l.Reply)
	note.FromName, note.Automatic, note.Files = a.msg.From.Name, true, nil
	if _, err := tx.AddExchange(note); err != nil {
		return err
	}
	return d.tellBounced(tx, a, l)
}

// tellBounced tells the author of an answer that it was not delivered; of
// other letters, nobody but the ticket.
func (d *Desk) tellBounced(tx *store.Tx, a *analysis, l store.Letter) error {
	if l.Kind != string(letter.KindAnswer) {
		return nil
	}
	e, err := tx.Exchange(l.ExchangeID)
	if err != nil {
		return err
	}
	if err := tx.SetExchangeState(e.ID, ticket.SendingFailed); err != nil {
		return err
	}
	agent, err := tx.Agent(e.AuthorAgentID)
	if err != nil {
		return err
	}
	t, err := tx.Ticket(l.TicketNumber)
	if err != nil {
		return err
	}
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	status := ""
	if a.msg != nil && a.msg.Report != nil {
		status = a.msg.Report.Status
	}
	_, references, err := d.threadOfAgent(tx, t.Number, agent.Address())
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: letter.KindBounce, to: d.agentReader(agent), cause: causeMail(a.mail.ID), causeAt: a.mail.Received,
		audience: ticket.ToAgent, mailbox: a.mail.Mailbox, ticket: t.Number, exchange: e.ID, mail: a.mail.ID, seen: e.ID,
		head: letter.Head{References: references, Reason: "bounce", TicketNumber: t.Number, ClientName: client.Name},
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.Bounce{Common: c, Ticket: d.ticketFacts(t, client), Address: l.Recipient, Status: status, Reply: l.Reply,
				At: a.mail.Received, Text: e.Text}
		}})
	return err
}
