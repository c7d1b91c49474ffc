package platform

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// entryPage is where a time entry is corrected.
type entryPage struct {
	desk.TicketView
	Entry  desk.TimeView
	Form   draft
	Reason string
}

// Entry shows a time entry, to be corrected or taken back.
func (s Screens) Entry(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	p, err := s.entry(r, v)
	if err != nil {
		return err
	}
	p.Form.Time, p.Form.Kind, p.Form.Text = ticket.FormatDuration(p.Entry.Minutes), contract.EntryKind(p.Entry.Kind), p.Entry.Text
	return s.Show(w, r, http.StatusOK, "entry", p)
}

// entry loads the time entry of an address, one that the visitor may change:
// its author, or an administrator.
func (s Screens) entry(r *http.Request, v desk.Visitor) (p entryPage, err error) {
	number, err := page.Number(r, "number")
	if err != nil {
		return p, err
	}
	id, err := page.Number(r, "id")
	if err != nil {
		return p, err
	}
	t, err := s.Desk.Ticket(r.Context(), number)
	if err != nil {
		return p, err
	}
	p.TicketView, p.Form.Kinds = t.TicketView, kindsOfTime()
	for _, e := range t.Time {
		if e.ID == id && (e.Agent == v.Name() || v.Agent.Role == people.RoleAdmin) {
			p.Entry = e
			return p, nil
		}
	}
	return p, desk.ErrNotFound
}

// ChangeEntry corrects a time entry, or takes it back, for a reason (R10).
func (s Screens) ChangeEntry(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	p, err := s.entry(r, v)
	if err != nil {
		return err
	}
	p.Form.Time, p.Form.Kind, p.Form.Text = r.PostFormValue("time"), contract.EntryKind(r.PostFormValue("kind")), r.PostFormValue("text")
	p.Reason = strings.TrimSpace(r.PostFormValue("reason"))
	if err := s.changeEntry(r, v, p); err != nil {
		sentence, ok, err := s.wrong(r, err)
		if !ok {
			return err
		}
		p.Form.Wrong = sentence
		return s.Show(w, r, http.StatusUnprocessableEntity, "entry", p)
	}
	return s.Done(w, r, "saved", cameFrom(r).ticket(p.Number))
}

func (s Screens) changeEntry(r *http.Request, v desk.Visitor, p entryPage) error {
	if p.Reason == "" {
		return errReason
	}
	if r.PostFormValue("act") == "remove" {
		return s.Desk.RemoveTime(r.Context(), p.Entry.ID, p.Reason, v.Address(), v.Address())
	}
	b, err := s.booking(r, v)
	if err != nil || b.Minutes == 0 {
		return cmp.Or(err, errTime)
	}
	_, err = s.Desk.EditTime(r.Context(), p.Entry.ID, desk.TimeEdit{Minutes: b.Minutes, Kind: b.Kind, Text: &b.Text}, p.Reason, v.Address(), v.Address())
	return err
}

// errReason says that a change of time needs a reason.
var errReason = errors.New("no reason")
