package platform

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/web/page"
)

// Answer sends a public answer (R6). Where somebody wrote meanwhile the ticket
// comes back with what they wrote, and the text as it was.
func (s Screens) Answer(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	files, err := page.Uploads(w, r)
	d := filled(r)
	if err != nil {
		return s.again(w, r, v, d, err)
	}
	if r.PostFormValue("act") == "fill" {
		return s.fill(w, r, v, d)
	}
	reply := desk.Reply{Ticket: number, Agent: v.Address(), Text: d.Text, Canned: d.Canned, Files: files, Key: d.Key,
		Wait: r.PostFormValue("act") == "wait", Resolve: r.PostFormValue("act") == "resolve"}
	if reply.Seen, err = strconv.ParseInt(r.PostFormValue("seen"), 10, 64); err != nil {
		return desk.ErrNotFound
	}
	if reply.Time, err = s.booking(r, v); err != nil {
		return s.again(w, r, v, d, err)
	}
	reply.Time.Text = ""
	if _, err := s.Desk.Answer(r.Context(), reply, v.Address()); err != nil {
		return s.again(w, r, v, d, err)
	}
	return s.Done(w, r, "answer-waits", fmt.Sprintf("/tickets/%d", number))
}

// Note keeps an internal note (R7), and its time.
func (s Screens) Note(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	files, err := page.Uploads(w, r)
	d := filled(r)
	d.Note = true
	if err != nil {
		return s.again(w, r, v, d, err)
	}
	b, err := s.booking(r, v)
	if err != nil {
		return s.again(w, r, v, d, err)
	}
	if err := s.Desk.Note(r.Context(), number, v.Address(), d.Text, v.Address(), files...); err != nil {
		return s.again(w, r, v, d, err)
	}
	if b.Minutes > 0 {
		b.Text = ""
		if _, err := s.Desk.BookTime(r.Context(), number, b, v.Address()); err != nil {
			return err
		}
	}
	return s.Done(w, r, "note-kept", fmt.Sprintf("/tickets/%d", number))
}

// filled is the form as it was sent.
func filled(r *http.Request) draft {
	canned, _ := strconv.ParseInt(r.PostFormValue("canned"), 10, 64) // "" is none
	return draft{Key: r.PostFormValue("key"), Text: r.PostFormValue("text"), Time: r.PostFormValue("time"),
		Kind: contract.EntryKind(r.PostFormValue("kind")), Canned: canned}
}

// again shows the form as it was sent with what was refused, any other error is
// the page's.
func (s Screens) again(w http.ResponseWriter, r *http.Request, v desk.Visitor, d draft, err error) error {
	status := http.StatusUnprocessableEntity
	switch sentence, refused := s.Refusal(r, err); {
	case errors.Is(err, desk.ErrStale):
		d.Stale, status = true, http.StatusConflict
	case errors.Is(err, errTime):
		if d.Wrong, err = s.Words(r).Word("work", "wrong-time"); err != nil {
			return err
		}
	case refused:
		d.Wrong = sentence
	default:
		return err
	}
	return s.showTicket(w, r, v, status, d)
}

// fill puts a canned answer below what is written already.
func (s Screens) fill(w http.ResponseWriter, r *http.Request, v desk.Visitor, d draft) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	if d.Canned != 0 {
		text, _, err := s.Desk.FilledCanned(r.Context(), d.Canned, number, v.Address())
		if err != nil {
			return err
		}
		if d.Text != "" {
			d.Text += "\n\n"
		}
		d.Text += text
	}
	return s.showTicket(w, r, v, http.StatusOK, d)
}

// Cancel takes an answer back that has not left (R6).
func (s Screens) Cancel(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onExchange(w, r, "cancelled", func(id int64) error { return s.Desk.CancelAnswer(r.Context(), id, v.Address()) })
}

// Send lets an answer go that was held because somebody wrote meanwhile.
func (s Screens) Send(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onExchange(w, r, "answer-waits", func(id int64) error {
		_, err := s.Desk.SendAnswer(r.Context(), id, "", v.Address())
		return err
	})
}

func (s Screens) onExchange(w http.ResponseWriter, r *http.Request, notice string, verb func(id int64) error) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	number, err := s.Desk.TicketOfExchange(r.Context(), id)
	if err != nil {
		return err
	}
	if err := verb(id); err != nil {
		return err
	}
	return s.Done(w, r, notice, fmt.Sprintf("/tickets/%d", number))
}
