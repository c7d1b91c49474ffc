package platform

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// kindsOfTime are the kinds that a form offers.
func kindsOfTime() []contract.EntryKind {
	return []contract.EntryKind{contract.TimeCounted, contract.TimeOffered, contract.TimeOutside, contract.TimeInternal}
}

// errTime says that a duration cannot be read.
var errTime = errors.New("no duration")

// booking reads the time of a form: "" and 0 are no time.
func (s Screens) booking(r *http.Request, v desk.Visitor) (desk.Booking, error) {
	b := desk.Booking{Agent: v.Address(), Key: keyOf(r, "time"), Kind: contract.EntryKind(r.PostFormValue("kind")), Text: strings.TrimSpace(r.PostFormValue("text"))}
	text := strings.TrimSpace(r.PostFormValue("time"))
	if text == "" || text == "0" {
		return b, nil
	}
	var err error
	if b.Minutes, err = ticket.ParseDuration(text); err != nil {
		return b, errTime
	}
	return b, nil
}

// Time books time without a message; with a day, it is that of the work.
func (s Screens) Time(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	day, dayErr := rota.ParseDate(r.PostFormValue("day"))
	d := draft{Part: "time", Key: r.PostFormValue("key"), Time: r.PostFormValue("time"), Kind: contract.EntryKind(r.PostFormValue("kind")), Text: r.PostFormValue("text")}
	b, err := s.booking(r, v)
	b.Day = day
	book := func(number int64) error {
		if err != nil || b.Minutes == 0 {
			return cmp.Or(err, errTime)
		}
		_, err := s.Desk.BookTime(r.Context(), number, b, v.Address())
		return err
	}
	switch {
	case r.PostFormValue("day") == "":
		return s.part(w, r, v, d, book)
	case dayErr != nil:
		return desk.ErrNotFound
	}
	return s.bookDay(w, r, d, day, book)
}

// dayPage asks whether time is to be booked that a letter proposes.
type dayPage struct {
	desk.TicketView
	Day  rota.Date
	Form draft
}

// AskTime shows what a link of a letter proposes to book: the minutes, on the
// day of the answer. Nothing is booked by following it.
func (s Screens) AskTime(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	day, err := rota.ParseDate(r.URL.Query().Get("day"))
	if r.URL.Query().Get("day") == "" {
		day, err = rota.DateOf(s.Now(), s.Config.Desk.Location), nil
	}
	if err != nil {
		return desk.ErrNotFound
	}
	return s.showDay(w, r, http.StatusOK, draft{Time: r.URL.Query().Get("minutes"), Kind: contract.TimeCounted}, day)
}

func (s Screens) showDay(w http.ResponseWriter, r *http.Request, status int, d draft, day rota.Date) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	t, err := s.Desk.Ticket(r.Context(), number)
	if err != nil {
		return err
	}
	if d.Kinds = kindsOfTime(); d.Key == "" {
		if d.Key, err = s.Key(); err != nil {
			return err
		}
	}
	return s.Show(w, r, status, "booktime", dayPage{TicketView: t.TicketView, Day: day, Form: d})
}

// bookDay books on a day; a refusal comes back filled in.
func (s Screens) bookDay(w http.ResponseWriter, r *http.Request, d draft, day rota.Date, book func(number int64) error) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	if err := book(number); err != nil {
		sentence, ok, err := s.wrong(r, err)
		if !ok {
			return err
		}
		d.Wrong = sentence
		return s.showDay(w, r, http.StatusUnprocessableEntity, d, day)
	}
	return s.Done(w, r, "time-booked", cameFrom(r).ticket(number))
}
