package space

import (
	"encoding/csv"
	"net/http"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/desk/search"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// tab is a part of a client's tickets.
type tab struct {
	Key     string
	Address string
	Here    bool
	query   search.Query
}

// tabs are those of C4.
func tabs() []tab {
	state := func(values ...string) search.Query {
		var q search.Query
		for _, v := range values {
			q.Terms = append(q.Terms, search.Term{Field: search.State, Value: search.Value(v)})
		}
		return q
	}
	return []tab{{Key: "all"}, {Key: "waiting", query: state(string(ticket.Waiting))}, {Key: "active", query: state(string(search.Active))},
		{Key: "resolved", query: state(string(ticket.Resolved))}, {Key: "closed", query: state(string(ticket.Closed))}}
}

// ticketsPage is what C4 shows.
type ticketsPage struct {
	page.List
	Tabs []tab
	CSV  string
}

// Tickets lists the client's tickets with their counted time (C4).
func (s Screens) Tickets(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	text, all := "", tabs()
	chosen := r.URL.Query().Get("tab")
	for i, t := range all {
		all[i].Address = page.Address("/tickets", "tab", t.Key)
		if t.Key == chosen || chosen == "" && i == 0 {
			all[i].Here, text = !r.URL.Query().Has("q"), t.query.String(s.Language(r))
		}
	}
	list, err := s.Find(r, desk.Scope{ClientID: v.Client.ID}, text)
	if err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "tickets", ticketsPage{List: list, Tabs: all, CSV: page.Address("/tickets.csv", "q", list.Text)})
}

// TicketsCSV gives the same list as a table for spreadsheets: UTF-8 with a mark
// at its beginning, semicolons, and whole quarters.
func (s Screens) TicketsCSV(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	head, err := s.csvHead(r)
	if err != nil {
		return err
	}
	first, err := s.csvPage(r, v, "") // before anything is said: it may be refused
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="tickets.csv"`)
	if _, err := w.Write([]byte("\ufeff")); err != nil {
		return nil // the reader is gone
	}
	out := csv.NewWriter(w)
	out.Comma = ';'
	_ = out.Write(head)
	for found := first; ; {
		for _, t := range found.Rows {
			_ = out.Write(s.csvRow(r, t))
		}
		if found.Next == "" {
			break
		}
		if found, err = s.csvPage(r, v, found.Next); err != nil {
			return err
		}
	}
	out.Flush()
	return nil
}

// csvPage is the part of the table that begins after a row.
func (s Screens) csvPage(r *http.Request, v desk.Visitor, after string) (desk.Found, error) {
	return s.Desk.Find(r.Context(), desk.Scope{ClientID: v.Client.ID}, r.URL.Query().Get("q"), desk.Page{Order: search.ByNumber, After: after, Limit: 200})
}

func (s Screens) csvHead(r *http.Request) (head []string, err error) {
	for _, key := range []string{"number", "subject", "state", "contact", "opened", "last", "quarters-counted"} {
		word, err := s.Words(r).Word("list", key)
		if err != nil {
			return nil, err
		}
		head = append(head, word)
	}
	return head, nil
}

func (s Screens) csvRow(r *http.Request, t desk.FoundRow) []string {
	l, zone := s.Words(r), s.Config.Desk.Location
	opened, last := "", ""
	if t.Opened != nil {
		opened = l.Short(zone, *t.Opened)
	}
	if t.LastExchange != nil {
		last = l.Short(zone, *t.LastExchange)
	}
	return []string{strconv.FormatInt(t.Number, 10), plain(t.Subject), l.WordOr("state", t.State), plain(t.Contact), opened, last, strconv.Itoa(t.CountedQuarters)}
}

// plain keeps a spreadsheet from taking a text for a formula.
func plain(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@' || text[0] == '\t' || text[0] == '\r') {
		return "'" + text
	}
	return text
}
