package platform

import (
	"net/http"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// prepare shows what a macro will do, with its answer to be edited first.
func (s Screens) prepare(w http.ResponseWriter, r *http.Request, v desk.Visitor, d draft) error {
	id := idOf(r.PostFormValue("macro"))
	if id == 0 {
		return s.showTicket(w, r, v, http.StatusOK, d)
	}
	all, err := s.Desk.Macros(r.Context(), v.Address())
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.ID != id {
			continue
		}
		d.Macro = &m
		if m.Canned != 0 {
			if err := s.below(r, v, &d, m.Canned); err != nil {
				return err
			}
		}
		return s.showTicket(w, r, v, http.StatusOK, d)
	}
	return desk.ErrNotFound
}

// ApplyMacro takes all steps of a macro on a ticket, with the answer as it was
// edited.
func (s Screens) ApplyMacro(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	d := filled(r, nil)
	all, err := s.Desk.Macros(r.Context(), v.Address())
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.Name == r.PostFormValue("macro") {
			d.Macro = &m
		}
	}
	if d.Macro == nil {
		return desk.ErrNotFound
	}
	use := desk.MacroUse{Macro: d.Macro.Name, Ticket: number, Agent: v.Address(), Text: v.Preferences.Signed(d.Text), Key: keyOf(r, "macro")}
	if use.Seen, err = strconv.ParseInt(r.PostFormValue("seen"), 10, 64); err != nil {
		return desk.ErrNotFound
	}
	if d.Macro.Canned != 0 && use.Text == "" {
		return s.again(w, r, v, d, errEmpty)
	}
	notice, to, err := s.afterwards(r, v, number)
	if err != nil {
		return err
	}
	if _, err := s.Desk.ApplyMacro(r.Context(), use, v.Address()); err != nil {
		return s.again(w, r, v, d, err)
	}
	if d.Macro.Canned == 0 {
		notice = "saved"
	}
	return s.Done(w, r, notice, to)
}
