package platform

import (
	"fmt"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// mailPage is one mail: what was decided and why, then the mail itself.
type mailPage struct {
	desk.HeldView
	Headers string
	Wrong   string // what was refused, in words
}

// Mail shows one mail.
func (s Screens) Mail(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	return s.showMail(w, r, http.StatusOK, "")
}

func (s Screens) showMail(w http.ResponseWriter, r *http.Request, status int, wrong string) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	p := mailPage{Wrong: wrong}
	if p.HeldView, err = s.Desk.HeldMail(r.Context(), id); err != nil {
		return err
	}
	if p.Headers, err = s.Desk.Headers(r.Context(), id); err != nil {
		return err
	}
	return s.Show(w, r, status, "mail", p)
}

// MailRaw gives a mail as it came, to be saved.
func (s Screens) MailRaw(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	raw, err := s.Desk.RawMail(r.Context(), id)
	if err != nil {
		return err
	}
	return page.Save(w, fmt.Sprintf("mail-%d.eml", id), raw)
}
