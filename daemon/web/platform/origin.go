package platform

import (
	"net/http"
	"net/url"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/search"
	"permanence/daemon/web/page"
)

// origin is the list from which an agent came to a ticket.
type origin struct{ url.Values }

// cameFrom reads it out of the form, out of the address, or out of that of the
// page before.
func cameFrom(r *http.Request) origin {
	text := r.URL.Query().Get("from")
	if r.Method == http.MethodPost {
		if text = r.PostFormValue("from"); text == "" {
			if before, err := url.Parse(r.Referer()); err == nil {
				text = before.Query().Get("from")
			}
		}
	}
	values, err := url.ParseQuery(text)
	if err != nil {
		values = nil
	}
	return listOf(values)
}

// listOf keeps of an address what says which list it is.
func listOf(values url.Values) origin {
	kept := url.Values{}
	for _, name := range []string{"view", "q", "order"} {
		if values.Has(name) {
			kept.Set(name, values.Get(name))
		}
	}
	return origin{kept}
}

// From is the list as the address of a ticket names it.
func (o origin) From() string { return o.Encode() }

// List is the address of the list.
func (o origin) List() string {
	if len(o.Values) == 0 {
		return "/"
	}
	return "/tickets?" + o.Encode()
}

// ticket is the address of a ticket of the list.
func (o origin) ticket(number int64) string {
	return page.Address("/tickets/"+strconv.FormatInt(number, 10), "from", o.From())
}

// text is what is looked for in the list.
func (s Screens) text(r *http.Request, v desk.Visitor, o origin) (string, error) {
	if o.Has("q") {
		return o.Get("q"), nil
	}
	for _, view := range search.Views() {
		if view.Key == o.Get("view") {
			return view.Query.String(s.Language(r)), nil
		}
	}
	kept, err := s.Desk.SavedViews(r.Context(), v.Address())
	for _, view := range kept {
		if keptKey(view.Name) == o.Get("view") {
			return view.Query, err
		}
	}
	return "", err
}

// keptKey is how an address names a view that an agent keeps.
func keptKey(name string) string { return "kept:" + name }

// afterwards is where an agent goes on after answering a ticket, as they
// prefer. It is to be asked before the answer, which may take the ticket off
// its list.
func (s Screens) afterwards(r *http.Request, v desk.Visitor, number int64) (notice, to string, err error) {
	o := cameFrom(r)
	switch {
	case v.Preferences.After == people.AfterList:
		return "answer-waits", o.List(), nil
	case v.Preferences.After == people.AfterStay || len(o.Values) == 0:
		return "answer-waits", o.ticket(number), nil
	}
	text, err := s.text(r, v, o)
	if err != nil {
		return "", "", err
	}
	found, err := s.Desk.Find(r.Context(), desk.Scope{AgentID: v.Agent.ID}, text, desk.Page{Order: search.Order(o.Get("order"))})
	if _, refused := s.Refusal(r, err); err != nil && !refused {
		return "", "", err
	}
	next := following(found.Rows, number)
	if next == 0 {
		return "answer-waits", o.List(), nil
	}
	return "answered-next", page.Address("/tickets/"+strconv.FormatInt(next, 10), "from", o.From(), "answered", strconv.FormatInt(number, 10)), nil
}

// following is the ticket after one in a list, the first one after the last; 0
// where there is no other.
func following(rows []desk.FoundRow, number int64) int64 {
	for i, row := range rows {
		if row.Number == number && i+1 < len(rows) {
			return rows[i+1].Number
		}
	}
	for _, row := range rows {
		if row.Number != number {
			return row.Number
		}
	}
	return 0
}
