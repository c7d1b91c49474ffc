package desk

import (
	"context"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// ClientHome is what a client sees first (C3): where the packages stand, what
// waits for an answer, what is under way, and who looks after the contract.
type ClientHome struct {
	Packages []PackageCourse
	Waiting  []TicketView // without names, like Open
	Open     []TicketView
	Sales    SalesContact
	MayOpen  bool // a contract runs that names the visitor (R1, R15)
}

// SalesContact is the person at our firm who looks after a client's contract.
type SalesContact struct {
	Name    string
	Address string
}

// ClientHome shows a contact what is the client's.
func (d *Desk) ClientHome(ctx context.Context, v Visitor) (h ClientHome, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		if h.Packages, err = d.clientCourses(tx, v.Client); err != nil {
			return err
		}
		w, err := d.spaceWriter(tx, v.Contact.ID)
		if err != nil {
			return err
		}
		h.MayOpen = w.sender.MayOpen()
		for _, of := range []struct {
			state ticket.State
			into  *[]TicketView
		}{{ticket.Waiting, &h.Waiting}, {ticket.Open, &h.Open}, {ticket.Snoozed, &h.Open}} {
			all, err := tx.Tickets(v.Client.ID, of.state)
			if err != nil {
				return err
			}
			views := make([]TicketView, len(all))
			for i, t := range all {
				views[i] = d.ticketView(t, words{})
			}
			if err := d.asClientSees(tx, v.Client.ID, views); err != nil {
				return err
			}
			*of.into = append(*of.into, views...)
		}
		h.Sales, err = d.salesOf(tx, v.Client)
		return err
	})
	return h, err
}

// salesOf is who looks after the client's contract that runs, or ran last.
func (d *Desk) salesOf(tx *store.Tx, client people.Client) (SalesContact, error) {
	contracts, err := d.packagesOf(tx, client, "")
	if err != nil || len(contracts) == 0 || contracts[0].SalesAgentID == 0 {
		if isRefused(err) {
			err = nil
		}
		return SalesContact{Address: d.cfg.Desk.SalesAddress}, err
	}
	a, err := tx.Agent(contracts[0].SalesAgentID)
	return SalesContact{Name: a.Name(), Address: d.cfg.Desk.SalesAddress}, err
}

// MayOpen tells whether a contact may open tickets now (R1, R15).
func (d *Desk) MayOpen(ctx context.Context, v Visitor) (may bool, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		w, err := d.spaceWriter(tx, v.Contact.ID)
		may = w.sender.MayOpen()
		return err
	})
	return may, err
}
