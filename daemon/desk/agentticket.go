package desk

import (
	"context"
	"errors"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// AgentTicket is a ticket as an agent works on it (A2): all that was said, and
// beside it who the client is and where the package stands.
type AgentTicket struct {
	TicketWhole
	ClientID int64
	Domains  []string
	Asker    people.Contact  // zero where nobody is known
	Package  *PackageCourse  // of the ticket's contract; nil without one
	Recent   []TicketView    // the client's last other tickets, without names
	Seen     int64           // the last exchange: what an answer is written after
	Change   *ticket.Contact // of a request for another technical contact (R3)
}

// recentTickets is how many other tickets of the client stand beside one.
const recentTickets = 8

// AgentTicket shows an agent a ticket.
func (d *Desk) AgentTicket(ctx context.Context, number int64) (view AgentTicket, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		t, err := theTicket(tx, number)
		if err != nil {
			return err
		}
		if view.TicketWhole, err = d.ticketWhole(tx, t); err != nil {
			return err
		}
		if view.Seen, err = tx.LastExchange(number); err != nil {
			return err
		}
		return d.besideTicket(tx, t, &view)
	})
	return view, err
}

// besideTicket loads what stands beside a ticket.
func (d *Desk) besideTicket(tx *store.Tx, t ticket.Ticket, view *AgentTicket) error {
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	view.ClientID, view.Domains = client.ID, client.Domains
	if t.ContactID != 0 {
		if view.Asker, err = tx.Contact(t.ContactID); err != nil {
			return err
		}
	}
	if t.ContractID != 0 {
		c, err := tx.Contract(t.ContractID)
		if err != nil {
			return err
		}
		p, err := d.packageCourse(tx, client, c)
		if err != nil {
			return err
		}
		view.Package = &p
	}
	if t.Kind == ticket.KindContactChange {
		read, err := d.changeFields(tx, t.Number)
		if err != nil {
			return err
		}
		view.Change = &read
	}
	recent, err := tx.RecentTickets(client.ID, t.Number, recentTickets)
	if err != nil {
		return err
	}
	for _, r := range recent {
		view.Recent = append(view.Recent, d.ticketView(r, words{}))
	}
	return nil
}

// TicketOfExchange is the ticket that an exchange is on.
func (d *Desk) TicketOfExchange(ctx context.Context, exchangeID int64) (number int64, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		e, err := tx.Exchange(exchangeID)
		number = e.TicketNumber
		return err
	})
	if notFound(err) {
		err = ErrNotFound
	}
	return number, err
}

// ApproveChange replaces the technical contact as a ticket asks for, and
// resolves the ticket (R3).
func (d *Desk) ApproveChange(ctx context.Context, number int64, by string) error {
	return d.onThe(ctx, number, by, "approve-change", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		err := d.approveChange(tx, t, by)
		var bad *badOrder
		if errors.As(err, &bad) {
			err = refused("%w", bad)
		}
		return "", err
	})
}
