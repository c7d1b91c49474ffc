package desk

import (
	"context"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// ClientHome is what a client sees first (C3): where the packages stand, what
// waits for an answer, what is under way, and who looks after the contract.
type ClientHome struct {
	Packages []PackageCourse
	Waiting  []TicketView
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
		if h.MayOpen, err = d.mayOpen(tx, v.Contact.ID); err != nil {
			return err
		}
		w, err := wordsOf(tx)
		if err != nil {
			return err
		}
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
				views[i] = d.ticketView(t, w)
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

// mayOpen tells whether a contract that runs names the contact (R1, R15).
func (d *Desk) mayOpen(tx *store.Tx, contactID int64) (bool, error) {
	naming, err := tx.ContractsNaming(contactID)
	for _, c := range naming {
		if c.Runs(rota.DateOf(d.now(), d.zone())) {
			return true, err
		}
	}
	return false, err
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

// MayOpen tells whether a contact may open and answer tickets now (R1, R15).
func (d *Desk) MayOpen(ctx context.Context, v Visitor) (may bool, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error { may, err = d.mayOpen(tx, v.Contact.ID); return err })
	return may, err
}
