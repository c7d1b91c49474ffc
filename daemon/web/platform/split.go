package platform

import (
	"net/http"
	"slices"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// splitPage is where exchanges of a ticket are chosen for one of their own.
type splitPage struct {
	desk.TicketWhole
	Rows  []splitRow
	Title string // of the new ticket, as it was written
	Wrong string
}

// splitRow is an exchange that may go.
type splitRow struct {
	desk.ExchangeView
	Chosen bool
}

// AskSplit shows the exchanges of a ticket, to choose those that go.
func (s Screens) AskSplit(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	return s.showSplit(w, r, http.StatusOK, desk.Split{}, "")
}

func (s Screens) showSplit(w http.ResponseWriter, r *http.Request, status int, asked desk.Split, wrong string) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	p := splitPage{Title: asked.Subject, Wrong: wrong}
	if p.TicketWhole, err = s.Desk.Ticket(r.Context(), number); err != nil {
		return err
	}
	for _, e := range p.Exchanges {
		if e.State != string(ticket.SendingWaiting) && e.State != string(ticket.SendingHeld) {
			p.Rows = append(p.Rows, splitRow{e, slices.Contains(asked.Exchanges, e.ID)})
		}
	}
	return s.Show(w, r, status, "split", p)
}

// Split parts a ticket in two, and goes on to the new one.
func (s Screens) Split(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	asked := desk.Split{Ticket: number, Subject: r.PostFormValue("subject"), Agent: v.Address()}
	for _, text := range r.PostForm["exchange"] {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			asked.Exchanges = append(asked.Exchanges, id)
		}
	}
	if len(asked.Exchanges) == 0 {
		none, err := s.Words(r).Word("split", "none")
		if err != nil {
			return err
		}
		return s.showSplit(w, r, http.StatusUnprocessableEntity, asked, none)
	}
	next, err := s.Desk.SplitTicket(r.Context(), asked, v.Address())
	if err != nil {
		sentence, ok, err := s.wrong(r, err)
		if !ok {
			return err
		}
		return s.showSplit(w, r, http.StatusUnprocessableEntity, asked, sentence)
	}
	return s.Done(w, r, "split", cameFrom(r).ticket(next))
}
