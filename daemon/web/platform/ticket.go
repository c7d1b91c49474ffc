package platform

import (
	"errors"
	"html/template"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
	"permanence/daemon/web/picture"
)

// ticketPage is what A2 shows.
type ticketPage struct {
	desk.AgentTicket
	Form       draft
	Gauge      template.HTML
	Blocks     template.HTML
	Canned     []desk.CannedView
	Agents     []hand
	Teams      []string
	Priorities []ticket.Priority
}

// hand is somebody who can be given a ticket.
type hand struct{ Name, Address string }

// draft is a form as it was filled in, to be shown again.
type draft struct {
	Key     string
	Note    bool
	Text    string
	Time    string
	Kind    contract.EntryKind
	Kinds   []contract.EntryKind
	Canned  int64
	Wrong   string // what was refused, in words
	Stale   bool
	StaleBy string
}

// Ticket is where an agent works on one ticket (A2).
func (s Screens) Ticket(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showTicket(w, r, v, http.StatusOK, draft{})
}

// showTicket shows a ticket with a form as it was filled in.
func (s Screens) showTicket(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, d draft) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	p := ticketPage{Form: d, Priorities: []ticket.Priority{ticket.Low, ticket.Normal, ticket.High, ticket.Urgent}}
	if p.AgentTicket, err = s.Desk.AgentTicket(r.Context(), number); err != nil {
		return err
	}
	if p.Form.Key == "" {
		if p.Form.Key, err = s.Key(); err != nil {
			return err
		}
	}
	if err := s.draw(r, &p); err != nil {
		return err
	}
	p.Form.Kinds = []contract.EntryKind{contract.TimeCounted, contract.TimeOffered, contract.TimeOutside, contract.TimeInternal}
	if p.Form.Stale {
		p.Form.StaleBy = lastOther(p.Exchanges, v)
	}
	if p.Canned, err = s.Desk.CannedAnswers(r.Context(), v.Address()); err != nil {
		return err
	}
	if p.Agents, p.Teams, err = s.hands(r); err != nil {
		return err
	}
	return s.Show(w, r, status, "work", p)
}

// draw makes the pictures beside a ticket.
func (s Screens) draw(r *http.Request, p *ticketPage) (err error) {
	if p.Package != nil {
		courses, err := page.Courses(s.Words(r), "package", []desk.PackageCourse{*p.Package}, picture.GaugeSide, page.GaugeOnly)
		if err != nil {
			return err
		}
		p.Gauge = courses[0].Gauge
	}
	p.Blocks, err = s.Blocks(s.Words(r), "blocks", p.Time)
	return err
}

// lastOther is who wrote last, other than the visitor.
func lastOther(all []desk.ExchangeView, v desk.Visitor) string {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Address != v.Address() {
			return all[i].Name
		}
	}
	return ""
}

// hands are those who can be given a ticket.
func (s Screens) hands(r *http.Request) (agents []hand, teams []string, err error) {
	all, err := s.Desk.Agents(r.Context(), "")
	if err != nil {
		return nil, nil, err
	}
	for _, a := range all {
		if a.Active && a.Role != string(people.RoleSales) && len(a.Addresses) > 0 {
			agents = append(agents, hand{a.Name, a.Addresses[0]})
		}
	}
	named, err := s.Desk.Teams(r.Context())
	for _, t := range named {
		teams = append(teams, t.Name)
	}
	return agents, teams, err
}

// booking reads the time field of a form: "" and 0 are no time.
func (s Screens) booking(r *http.Request, v desk.Visitor) (desk.Booking, error) {
	b := desk.Booking{Agent: v.Address(), Kind: contract.EntryKind(r.PostFormValue("kind")), Text: strings.TrimSpace(r.PostFormValue("text"))}
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

// errTime says that a duration cannot be read.
var errTime = errors.New("no duration")
