package platform

import (
	"net/http"
	"strconv"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// places are the pages that can be gone to by their name.
var places = map[string]string{"queue": "/", "clients": "/clients", "time": "/time", "rota": "/rota", "triage": "/triage"}

// Go goes to what somebody typed: a ticket's number, the name of a page, else
// it looks for the words.
func (s Screens) Go(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	text := strings.TrimSpace(r.URL.Query().Get("q"))
	to := page.Address("/tickets", "q", text)
	if n, err := strconv.ParseInt(strings.TrimPrefix(text, "#"), 10, 64); err == nil && n > 0 {
		to = "/tickets/" + strconv.FormatInt(n, 10)
	}
	for key, path := range places {
		if name, err := s.Words(r).Word("frame", key); err == nil && ticket.Fold(name) == ticket.Fold(text) {
			to = path
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
