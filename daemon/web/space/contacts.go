package space

import (
	"fmt"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

// contactsPage is what C8 shows: the client's people, and the form that asks
// for another technical contact (R3).
type contactsPage struct {
	People   []desk.Colleague
	MayWrite bool
	Key      string
	To       ticket.Contact
	Wrong    string
}

// Contacts lists the client's people (C8).
func (s Screens) Contacts(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	key, err := s.Key()
	if err != nil {
		return err
	}
	return s.showContacts(w, r, v, http.StatusOK, contactsPage{Key: key})
}

func (s Screens) showContacts(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, p contactsPage) (err error) {
	if p.People, err = s.Desk.Colleagues(r.Context(), v.Client.ID); err != nil {
		return err
	}
	if p.MayWrite, err = s.Desk.MayOpen(r.Context(), v); err != nil {
		return err
	}
	return s.Show(w, r, status, "contacts", p)
}

// Replace asks for another technical contact: it becomes a ticket that holds
// the four fields, and a person of ours approves it.
func (s Screens) Replace(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	field := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	p := contactsPage{Key: r.PostFormValue("key"), To: ticket.Contact{LastName: field("last"), FirstName: field("first"), Position: field("position"), Address: field("address")}}
	l := s.Words(r)
	subject, err := l.Word("replace", "subject")
	if err != nil {
		return err
	}
	text, err := l.Say("replace.text", p.To.LastName, p.To.FirstName, p.To.Position, p.To.Address)
	if err != nil {
		return err
	}
	number, err := s.Desk.AskReplacement(r.Context(), desk.Replacement{Contact: v.Contact.ID, To: p.To, Subject: subject, Text: text, Key: p.Key})
	if err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		p.Wrong = sentence
		return s.showContacts(w, r, v, http.StatusUnprocessableEntity, p)
	}
	return s.Done(w, r, "replacement-asked", fmt.Sprintf("/tickets/%d", number))
}
