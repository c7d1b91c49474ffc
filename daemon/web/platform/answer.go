package platform

import (
	"net/http"
	"strconv"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// Answer sends a public answer (R6). Where somebody wrote meanwhile the ticket
// comes back with what they wrote, and the text as it was. Before an answer
// goes that lacks a file it promises, or its time, that is asked once.
func (s Screens) Answer(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	files, err := page.Uploads(w, r)
	d := filled(r, files)
	if err != nil {
		return s.again(w, r, v, d, err)
	}
	sure := r.PostFormValue("sure")
	switch d.Act = r.PostFormValue("act"); {
	case d.Act == "fill":
		return s.fill(w, r, v, d)
	case d.Act == "prepare":
		return s.prepare(w, r, v, d)
	case sure != "":
		d.Act = sure
	default:
		d.Ask = missing(d)
	}
	if len(d.Ask) > 0 {
		return s.showTicket(w, r, v, http.StatusUnprocessableEntity, d)
	}
	return s.answer(w, r, v, number, d, files)
}

// missing is what an answer seems to lack.
func missing(d draft) (ask []string) {
	if ticket.PromisesFile(d.Text) && !d.Files {
		ask = append(ask, "file")
	}
	if strings.TrimSpace(d.Time) == "" && (strings.TrimSpace(d.Text) != "" || d.Files) {
		ask = append(ask, "time")
	}
	return ask
}

func (s Screens) answer(w http.ResponseWriter, r *http.Request, v desk.Visitor, number int64, d draft, files []desk.Upload) (err error) {
	reply := desk.Reply{Ticket: number, Agent: v.Address(), Text: v.Preferences.Signed(d.Text), Canned: d.Canned, Files: files, Key: d.Key,
		Wait: d.Act == "wait", Resolve: d.Act == "resolve"}
	if reply.Seen, err = strconv.ParseInt(r.PostFormValue("seen"), 10, 64); err != nil {
		return desk.ErrNotFound
	}
	if reply.Time, err = s.booking(r, v); err != nil {
		return s.again(w, r, v, d, err)
	}
	reply.Time.Text = ""
	notice, to, err := s.afterwards(r, v, number)
	if err != nil {
		return err
	}
	if _, err := s.Desk.Answer(r.Context(), reply, v.Address()); err != nil {
		return s.again(w, r, v, d, err)
	}
	return s.Done(w, r, notice, to)
}

// Note keeps an internal note (R7), and its time.
func (s Screens) Note(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	files, err := page.Uploads(w, r)
	d := filled(r, files)
	d.Note = true
	if err != nil {
		return s.again(w, r, v, d, err)
	}
	b, err := s.booking(r, v)
	if err != nil {
		return s.again(w, r, v, d, err)
	}
	remark := desk.Remark{Ticket: number, Agent: v.Address(), Text: d.Text, Files: files, Key: keyOf(r, "note")}
	if err := s.Desk.AddNote(r.Context(), remark, v.Address()); err != nil {
		return s.again(w, r, v, d, err)
	}
	if b.Minutes > 0 {
		b.Text = ""
		if _, err := s.Desk.BookTime(r.Context(), number, b, v.Address()); err != nil {
			return err
		}
	}
	return s.Done(w, r, "note-kept", cameFrom(r).ticket(number))
}

// fill puts a canned answer below what is written already.
func (s Screens) fill(w http.ResponseWriter, r *http.Request, v desk.Visitor, d draft) error {
	if d.Canned != 0 {
		if err := s.below(r, v, &d, d.Canned); err != nil {
			return err
		}
	}
	return s.showTicket(w, r, v, http.StatusOK, d)
}

// below adds a canned answer, filled in for the ticket, to a draft.
func (s Screens) below(r *http.Request, v desk.Visitor, d *draft, canned int64) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	text, _, err := s.Desk.FilledCanned(r.Context(), canned, number, v.Address())
	if err != nil {
		return err
	}
	if d.Text != "" {
		d.Text += "\n\n"
	}
	d.Text += text
	return nil
}
