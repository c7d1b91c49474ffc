package platform

import (
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// echoPage is what the time field of a form would cost.
type echoPage struct {
	desk.TimeEcho
	None  bool // nothing is written yet
	Wrong bool // no duration
}

// Echo says what the time that is being typed would cost on a ticket, as a
// piece of the page (R10, R11).
func (s Screens) Echo(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	text := strings.TrimSpace(r.URL.Query().Get("time"))
	p := echoPage{None: text == "" || text == "0"}
	minutes, err := ticket.ParseDuration(text)
	if p.Wrong = err != nil; p.None || p.Wrong {
		return s.ShowPiece(w, r, "work", "echo", p)
	}
	if p.TimeEcho, err = s.Desk.EchoTime(r.Context(), number, minutes, contract.EntryKind(r.URL.Query().Get("kind"))); err != nil {
		return err
	}
	return s.ShowPiece(w, r, "work", "echo", p)
}
