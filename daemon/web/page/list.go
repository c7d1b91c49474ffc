package page

import (
	"errors"
	"net/http"
	"net/url"

	"permanence/daemon/desk"
	"permanence/daemon/desk/search"
)

// List is a page of tickets as somebody asked for it.
type List struct {
	desk.Found
	Text  string // the query as it was typed
	Order search.Order
	Wrong string // what cannot be read in it, in words
	Older string // address of the next page, "" at the end
	Newer bool   // it is not the first page
}

// Find reads what is looked for out of the address: q, order and after. text
// stands for q where it is not there. What cannot be read is no error but
// stands in Wrong.
func (s *Site) Find(r *http.Request, scope desk.Scope, text string) (List, error) {
	values := r.URL.Query()
	l := List{Text: text, Order: search.Order(values.Get("order")), Newer: values.Get("after") != ""}
	if values.Has("q") {
		l.Text = values.Get("q")
	}
	if !l.Order.Known() || scope.ClientID != 0 && l.Order == search.ByWaiting { // that order is ours alone
		l.Order = search.ByLast
	}
	var err error
	l.Found, err = s.Desk.Find(r.Context(), scope, l.Text, desk.Page{Order: l.Order, After: values.Get("after")})
	var unread *search.Error
	if errors.As(err, &unread) {
		l.Wrong, err = unread.Sentence(s.Language(r)), nil
	}
	if l.Next != "" {
		values.Set("after", l.Next)
		l.Older = r.URL.Path + "?" + values.Encode()
	}
	return l, err
}

// Address is the address of a list with other values.
func Address(path string, pairs ...string) string {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}
