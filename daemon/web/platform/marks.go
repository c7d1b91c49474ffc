package platform

import (
	"net/http"
	"strconv"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// Tags puts a tag on a ticket, or takes one off.
func (s Screens) Tags(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	add := strings.TrimSpace(r.PostFormValue("add"))
	return s.part(w, r, v, draft{Part: "tags", Text: add}, func(number int64) error {
		if tag := r.PostFormValue("remove"); tag != "" {
			return s.Desk.UntagTicket(r.Context(), number, tag, v.Address())
		}
		return s.Desk.TagTicket(r.Context(), number, add, v.Address())
	})
}

// Links says that another ticket has to do with this one, or takes that back.
func (s Screens) Links(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	add := strings.TrimSpace(r.PostFormValue("add"))
	return s.part(w, r, v, draft{Part: "links", Text: add}, func(number int64) error {
		if text := r.PostFormValue("remove"); text != "" {
			other, err := written(text)
			if err != nil {
				return err
			}
			return s.Desk.UnlinkTickets(r.Context(), number, other, v.Address())
		}
		other, err := written(add)
		if err != nil {
			return err
		}
		return s.Desk.LinkTickets(r.Context(), number, other, v.Address())
	})
}

// Watchers has the agent, or another one, follow a ticket, or ends it.
func (s Screens) Watchers(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	add := r.PostFormValue("add")
	return s.part(w, r, v, draft{Part: "watchers", Text: add}, func(number int64) error {
		if who := r.PostFormValue("remove"); who != "" {
			return s.Desk.UnwatchTicket(r.Context(), number, who, v.Address())
		}
		return s.Desk.WatchTicket(r.Context(), number, add, v.Address())
	})
}

// Contract charges a ticket to another contract of its client (R10).
func (s Screens) Contract(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	ref := r.PostFormValue("contract")
	return s.part(w, r, v, draft{Part: "contract", Text: ref}, func(number int64) error {
		return s.Desk.MoveTicket(r.Context(), number, ref, v.Address())
	})
}

// Fields says what the desk's fields say on a ticket; those that a form does
// not have stay.
func (s Screens) Fields(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	t, err := s.Desk.Ticket(r.Context(), number)
	if err != nil {
		return err
	}
	d := draft{Part: "fields", Values: map[int64]string{}}
	for _, f := range t.Fields {
		if d.Values[f.ID] = r.PostFormValue(fieldName(f.ID)); !r.PostForm.Has(fieldName(f.ID)) {
			d.Values[f.ID] = f.Value
		}
	}
	return s.part(w, r, v, d, func(number int64) error {
		for _, f := range t.Fields {
			if d.Values[f.ID] == f.Value {
				continue
			}
			if err := s.Desk.SetField(r.Context(), number, strconv.FormatInt(f.ID, 10), d.Values[f.ID], v.Address()); err != nil {
				return &unfitField{f, err}
			}
		}
		return nil
	})
}

// unfitField is the error of a field that a value could not be put into.
type unfitField struct {
	desk.FieldView
	err error
}

// Error is the verb's own.
func (u *unfitField) Error() string { return u.err.Error() }

// Unwrap is the verb's error.
func (u *unfitField) Unwrap() error { return u.err }

// fieldName is the name of a field's input.
func fieldName(id int64) string { return "field-" + strconv.FormatInt(id, 10) }
