package desk

import (
	"context"
	"slices"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// WatchTicket has an agent, by name or address, follow a ticket: what the
// client writes is shown to them, beside those who have it.
func (d *Desk) WatchTicket(ctx context.Context, number int64, agent, by string) error {
	return d.onOpen(ctx, number, by, "watch", func(tx *store.Tx, _ *ticket.Ticket) (string, error) {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return "", err
		}
		_, err = tx.AddWatcher(number, a.ID, d.now())
		return a.Name(), err
	})
}

// UnwatchTicket ends it.
func (d *Desk) UnwatchTicket(ctx context.Context, number int64, agent, by string) error {
	return d.onOpen(ctx, number, by, "unwatch", func(tx *store.Tx, _ *ticket.Ticket) (string, error) {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return "", err
		}
		gone, err := tx.RemoveWatcher(number, a.ID)
		if err == nil && !gone {
			err = refused("%s does not follow ticket %d", a.Name(), number)
		}
		return a.Name(), err
	})
}

// notifyWatchers shows what the client wrote to the agents who follow the
// ticket, are here and were not told already.
func (d *Desk) notifyWatchers(tx *store.Tx, n notice, told ...reader) error {
	ids, err := tx.Watchers(n.ticket.Number)
	if err != nil || len(ids) == 0 {
		return err
	}
	p, err := d.people(tx)
	if err != nil {
		return err
	}
	today := rota.DateOf(d.now(), d.zone())
	watchers := d.readers(p, slices.DeleteFunc(ids, func(id int64) bool { _, away := p.away.Away(id, today); return away }))
	n.kind, n.to = letter.KindNoticeWatched, slices.DeleteFunc(watchers, func(w reader) bool {
		return !w.active || slices.ContainsFunc(told, func(r reader) bool { return r.who == w.who })
	})
	return d.notify(tx, n)
}

// mention shows a note to the agents whom it names, or who stands in for them;
// those who are named follow the ticket from then on. Its author is not told.
func (d *Desk) mention(tx *store.Tx, t ticket.Ticket, e ticket.Exchange, mailbox string) error {
	agents, err := tx.Agents("")
	if err != nil {
		return err
	}
	agents = slices.DeleteFunc(agents, func(a people.Agent) bool { return !a.Active || a.Address() == "" || a.ID == e.AuthorAgentID })
	named := ticket.Mentions(e.Text, agents)
	if len(named) == 0 {
		return nil
	}
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	n := notice{kind: letter.KindNoticeMention, ticket: t, client: client, exchange: e, mailbox: mailbox, by: e.FromName}
	for _, a := range named {
		if _, err := tx.AddWatcher(t.Number, a.ID, d.now()); err != nil {
			return err
		}
	}
	p, err := d.people(tx)
	if err != nil {
		return err
	}
	n.to = d.readers(p, without(d.present(p, named), []int64{e.AuthorAgentID}))
	return d.notify(tx, n)
}
