package desk

import (
	"slices"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// appendToTicket adds a client's mail to its ticket, wakes it, and tells who
// has it; the team on duty too where its own is off (R17).
func (d *Desk) appendToTicket(tx *store.Tx, a *analysis, k known) error {
	t, err := tx.Ticket(a.decision.Ticket)
	if err != nil {
		return err
	}
	e := a.exchangeOf(t.Number, ticket.In, a.text())
	e.AuthorContactID = k.contact.ID
	if e.ID, err = tx.AddExchange(e); err != nil {
		return err
	}
	t.ClientWrote(e.ID, e.At)
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	if a.mail.History || a.decision.Quiet {
		return nil
	}
	watchers, copies := d.copied(a.msg, k)
	if k.facts.Sender.Technical {
		if err := d.observe(tx, t, k.client, watchers, k.contact, e); err != nil {
			return err
		}
	}
	if more, err := d.changeGoesOn(tx, a, k, t); err != nil || more {
		return err
	}
	return d.notifyWritten(tx, t, e, a.mail.Mailbox, a.decision.Reopen, copies)
}

// notifyWritten tells the agents that the client's side wrote.
func (d *Desk) notifyWritten(tx *store.Tx, t ticket.Ticket, e ticket.Exchange, mailbox string, reopened bool, copies []string) error {
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	s, err := d.shift(tx, d.now())
	if err != nil {
		return err
	}
	own, handler := ownerOf(t, s)
	n := rota.NotifyReply(s.duty, s.crew, own, d.now(), d.notifyWhen())
	kind := letter.KindNoticeAnswer
	if reopened {
		kind = letter.KindNoticeReopened
	}
	one := notice{kind: kind, at: n.At, ticket: t, client: client, exchange: e, mailbox: mailbox, copies: copies,
		team: teamName(s.teams, n.Team), handler: handler}
	owners := slices.DeleteFunc(slices.Clone(n.Agents), func(id int64) bool { return slices.Contains(n.Offered, id) })
	one.to = d.readers(s.persons, owners)
	if len(n.Agents) == 0 {
		one.to = []reader{d.adminReader()}
	}
	if err := d.notify(tx, one); err != nil {
		return err
	}
	told := one.to
	one.kind, one.to = letter.KindNoticeOffered, d.readers(s.persons, n.Offered)
	if err := d.notify(tx, one); err != nil {
		return err
	}
	return d.notifyWatchers(tx, one, slices.Concat(told, one.to)...)
}

// keepAutomatic folds an automatic reply of the ticket's own side into the
// ticket: nothing is reopened, nobody is told.
func (d *Desk) keepAutomatic(tx *store.Tx, a *analysis, k known) error {
	e := a.exchangeOf(a.decision.Ticket, ticket.In, a.text())
	e.AuthorContactID, e.Automatic = k.contact.ID, true
	_, err := tx.AddExchange(e)
	return err
}
