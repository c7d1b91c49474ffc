package platform

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/search"
	"permanence/daemon/web/page"
)

// contactPage is what A5 shows.
type contactPage struct {
	desk.ContactWhole
	Recent []desk.FoundRow
	All    string
	Wrong  string // what was refused, in words
}

// Contact is one person of a client, and whether they come in (A5).
func (s Screens) Contact(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showContact(w, r, v, http.StatusOK, "")
}

func (s Screens) showContact(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, wrong string) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	p := contactPage{Wrong: wrong}
	if p.ContactWhole, err = s.Desk.ContactWhole(r.Context(), id); err != nil {
		return err
	}
	if len(p.Addresses) > 0 {
		if p.Recent, p.All, err = s.ticketsOf(r, v, search.Term{Field: search.Contact, Text: p.Addresses[0]}); err != nil {
			return err
		}
	}
	return s.Show(w, r, status, "contact", p)
}

// GiveAccess sends the contact a new provisional password (R2).
func (s Screens) GiveAccess(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onContact(w, r, v, "access-given", func(ctx context.Context, address string) error {
		return s.Desk.GiveAccess(ctx, address, v.Address())
	})
}

// EndSessions ends the contact's sessions; the password stays.
func (s Screens) EndSessions(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onContact(w, r, v, "their-sessions-ended", func(ctx context.Context, address string) error {
		return s.Desk.EndSessions(ctx, address, v.Address())
	})
}

// onContact runs a verb on the contact that the address names.
func (s Screens) onContact(w http.ResponseWriter, r *http.Request, v desk.Visitor, notice string, verb func(ctx context.Context, address string) error) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	c, err := s.Desk.ContactWhole(r.Context(), id)
	if err != nil {
		return err
	}
	if len(c.Addresses) == 0 {
		return desk.ErrNotFound
	}
	if err := verb(r.Context(), c.Addresses[0]); err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		return s.showContact(w, r, v, http.StatusUnprocessableEntity, sentence)
	}
	return s.Done(w, r, notice, fmt.Sprintf("/contacts/%d", id))
}

// field is a field of a form without the space around it.
func field(r *http.Request, name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
