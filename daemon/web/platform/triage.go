package platform

import (
	"fmt"
	"net/http"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// triagePage is what A10 shows.
type triagePage struct {
	desk.Triage
	Next  string // address of the next page, "" at the end
	Newer bool   // it is not the first page
}

// Triage is the mail that waits for a person to let it in or not (A10, R4).
func (s Screens) Triage(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	below, _ := strconv.ParseInt(r.URL.Query().Get("below"), 10, 64) // what is no number is the first page
	t, err := s.Desk.Triage(r.Context(), below)
	if err != nil {
		return err
	}
	p := triagePage{Triage: t, Newer: below > 0}
	if t.Older != 0 {
		p.Next = page.Address("/triage", "below", strconv.FormatInt(t.Older, 10))
	}
	return s.Show(w, r, http.StatusOK, "triage", p)
}

// Release lets a held mail in, once, or with its sender for good.
func (s Screens) Release(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.decide(w, r, "mail-let-in", func(id int64) error {
		return s.Desk.Release(r.Context(), id, r.PostFormValue("register") != "", v.Address())
	})
}

// Reject leaves a held mail out.
func (s Screens) Reject(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.decide(w, r, "mail-rejected", func(id int64) error { return s.Desk.Reject(r.Context(), id, v.Address()) })
}

// Retry has a mail decided on again, as if it had just come in.
func (s Screens) Retry(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.decide(w, r, "mail-retried", func(id int64) error { return s.Desk.Retry(r.Context(), id, v.Address()) })
}

// ApproveHeld replaces the technical contact as a held mail asks for (R3).
func (s Screens) ApproveHeld(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.decide(w, r, "contact-replaced", func(id int64) error { return s.Desk.ApproveHeld(r.Context(), id, v.Address()) })
}

// decide runs a decision on the mail that the address names, and goes on to its
// ticket, or back to what else waits. What is refused is shown beside the mail.
func (s Screens) decide(w http.ResponseWriter, r *http.Request, notice string, verb func(id int64) error) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	if err := verb(id); err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		return s.showMail(w, r, http.StatusUnprocessableEntity, sentence)
	}
	m, err := s.Desk.Mail(r.Context(), id)
	if err != nil {
		return err
	}
	if m.Ticket != nil {
		return s.Done(w, r, notice, fmt.Sprintf("/tickets/%d", *m.Ticket))
	}
	return s.Done(w, r, notice, "/triage")
}
