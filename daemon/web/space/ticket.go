package space

import (
	"net/http"
	"strconv"

	"permanence/daemon/desk"
)

// Ticket is one ticket with all that was said and counted (C6).
func (s Screens) Ticket(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := number(r)
	if err != nil {
		return err
	}
	whole, err := s.Desk.ClientTicket(r.Context(), v.Client.ID, number)
	if err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "ticket", whole)
}

// number is the ticket that an address names; what is no number is no ticket.
func number(r *http.Request) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil || n <= 0 {
		return 0, desk.ErrNotFound
	}
	return n, nil
}
