package platform

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// weekPage is what A6 shows.
type weekPage struct {
	desk.WeekView
	Key    string // what the key of each form begins with
	Before string // address of the week before
	After  string // of the week after; "" where that is to come
	Offers []int  // minutes that a missing time is booked with at once
	Wrong  string // what was refused, in words
	Number int64  // the ticket that was refused
	Time   string // as it was typed for it
	Text   string
}

// Week is what the agent spent day by day, and what is missing (A6). The address
// may name a day of the week: ?day=2026-11-25.
func (s Screens) Week(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showWeek(w, r, v, http.StatusOK, r.URL.Query().Get("day"), weekPage{})
}

func (s Screens) showWeek(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, day string, p weekPage) error {
	var err error
	if p.WeekView, err = s.Desk.Week(r.Context(), v.Address(), dateOf(day)); err != nil {
		return err
	}
	p.Before = page.Address("/time", "day", p.From.AddDays(-7).String())
	if next := p.From.AddDays(7); !next.After(s.today()) {
		p.After = page.Address("/time", "day", next.String())
	}
	p.Offers = []int{15, 30, 45, 60}
	if p.Key, err = s.Key(); err != nil {
		return err
	}
	return s.Show(w, r, status, "week", p)
}

// today is the civil date of the desk.
func (s Screens) today() rota.Date { return rota.DateOf(s.Now(), s.Config.Desk.Location) }

// dateOf reads a day as addresses and date fields write it; the zero date where
// it is none.
func dateOf(text string) rota.Date {
	var d rota.Date
	if text == "" || d.UnmarshalText([]byte(text)) != nil {
		return rota.Date{}
	}
	return d
}

// BookMissing books time on a ticket that was answered without.
func (s Screens) BookMissing(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := strconv.ParseInt(r.PostFormValue("number"), 10, 64)
	if err != nil {
		return desk.ErrNotFound
	}
	p := weekPage{Number: number, Time: r.PostFormValue("time"), Text: strings.TrimSpace(r.PostFormValue("text"))}
	b := desk.Booking{Agent: v.Address(), Kind: contract.TimeCounted, Text: p.Text, Key: r.PostFormValue("key"), Day: dateOf(r.PostFormValue("day"))}
	if b.Minutes, err = ticket.ParseDuration(cmp.Or(r.PostFormValue("minutes"), p.Time)); err != nil || b.Minutes == 0 {
		err = errTime
	} else {
		_, err = s.Desk.BookTime(r.Context(), number, b, v.Address())
	}
	if err == nil {
		return s.Done(w, r, "time-booked", page.Address("/time", "day", dayField(r)))
	}
	sentence, ok, err := s.wrong(r, err)
	if !ok {
		return err
	}
	p.Wrong = sentence
	return s.showWeek(w, r, v, http.StatusUnprocessableEntity, dayField(r), p)
}

// dayField is the day that a form names, "" where it is none.
func dayField(r *http.Request) string {
	d := dateOf(r.PostFormValue("day"))
	if d.IsZero() {
		return ""
	}
	return d.String()
}
