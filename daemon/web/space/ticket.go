package space

import (
	"html/template"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// ticketPage is what C6 shows.
type ticketPage struct {
	desk.TicketWhole
	Form     draft
	MayWrite bool
	Blocks   template.HTML // a square each quarter hour
}

// draft is a message as it was filled in, to be shown again.
type draft struct {
	Key, Text, Wrong string
}

// Ticket is one ticket with all that was said and counted (C6).
func (s Screens) Ticket(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showTicket(w, r, v, http.StatusOK, draft{})
}

func (s Screens) showTicket(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, d draft) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	p := ticketPage{Form: d}
	if p.TicketWhole, err = s.Desk.ClientTicket(r.Context(), v.Client.ID, number); err != nil {
		return err
	}
	if p.MayWrite, err = s.Desk.MayAppend(r.Context(), v.Contact.ID, number); err != nil {
		return err
	}
	if p.Blocks, err = s.Blocks(s.Words(r), "blocks", p.Time); err != nil {
		return err
	}
	if p.Form.Key == "" {
		if p.Form.Key, err = s.Key(); err != nil {
			return err
		}
	}
	return s.Show(w, r, status, "ticket", p)
}
