package space

import (
	"fmt"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// Answer adds a contact's message to a ticket, in one of three ways: an answer,
// an answer that says it is solved, or thanks that reopen nothing.
func (s Screens) Answer(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	files, err := page.Uploads(w, r)
	d := draft{Key: r.PostFormValue("key"), Text: r.PostFormValue("text")}
	var added desk.Added
	if err == nil {
		added, err = s.Desk.AppendByContact(r.Context(), desk.Message{Contact: v.Contact.ID, Ticket: number, Text: d.Text,
			How: ticket.Addition(r.PostFormValue("how")), Files: files, Key: d.Key})
	}
	if err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		d.Wrong = sentence
		return s.showTicket(w, r, v, http.StatusUnprocessableEntity, d)
	}
	return s.Done(w, r, "message-added", fmt.Sprintf("/tickets/%d#e%d", added.Ticket, added.Exchange))
}
