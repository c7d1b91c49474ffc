package platform

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/search"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
	"permanence/daemon/web/picture"
)

// ticketPage is what A2 shows.
type ticketPage struct {
	desk.AgentTicket
	Form       draft // the composer
	Part       draft // a form beside the ticket that was refused
	Origin     origin
	Answered   int64 // the ticket before, whose answer waits to leave
	Gauge      template.HTML
	Blocks     template.HTML
	Canned     []desk.CannedView
	Macros     []desk.MacroView
	AllTags    []desk.TagView // of all tickets
	Contracts  []desk.ContractView
	Administer bool // the visitor is an administrator
	Agents     []hand
	Teams      []string
	Priorities []ticket.Priority
}

// hand is somebody who can be given a ticket.
type hand struct{ Name, Address string }

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
	p := ticketPage{Priorities: ticket.Priorities(), Origin: cameFrom(r), Administer: v.Agent.Role == people.RoleAdmin}
	if p.Form = d; d.Part != "" {
		p.Form, p.Part = draft{}, d
	}
	if p.AgentTicket, err = s.Desk.AgentTicket(r.Context(), number); err != nil {
		return err
	}
	if p.Form.Key == "" {
		if p.Form.Key, err = s.Key(); err != nil {
			return err
		}
	}
	if p.Part.Key == "" {
		p.Part.Key = p.Form.Key
	}
	if before, err := strconv.ParseInt(r.URL.Query().Get("answered"), 10, 64); err == nil {
		p.Answered = before
	}
	if err := s.draw(r, &p); err != nil {
		return err
	}
	p.Form.Kinds, p.Part.Kinds = kindsOfTime(), kindsOfTime()
	if p.Form.Stale {
		p.Form.StaleBy, p.Form.Came = lastOther(p.Exchanges, v), since(p.Exchanges, r.PostFormValue("seen"), v)
	}
	if err := s.choices(r, v, &p); err != nil {
		return err
	}
	return s.Show(w, r, status, "work", p)
}

// choices loads what the forms of a ticket's page offer.
func (s Screens) choices(r *http.Request, v desk.Visitor, p *ticketPage) (err error) {
	ctx := r.Context()
	if p.Canned, err = s.Desk.CannedAnswers(ctx, v.Address()); err != nil {
		return err
	}
	if p.Macros, err = s.Desk.Macros(ctx, v.Address()); err != nil {
		return err
	}
	if p.AllTags, err = s.Desk.Tags(ctx); err != nil {
		return err
	}
	if p.Contracts, err = s.Desk.Contracts(ctx, fmt.Sprint(p.ClientID)); err != nil {
		return err
	}
	p.Agents, p.Teams, err = s.hands(ctx)
	return err
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

// since is what others wrote after the exchange that an agent has read.
func since(all []desk.ExchangeView, seen string, v desk.Visitor) (came []desk.ExchangeView) {
	last, _ := strconv.ParseInt(seen, 10, 64) // a form without it has seen nothing
	for _, e := range all {
		if e.ID > last && e.Address != v.Address() && !e.Automatic {
			came = append(came, e)
		}
	}
	return came
}

// Arrived is what others wrote before a held answer.
func (p ticketPage) Arrived(held desk.ExchangeView) []desk.ExchangeView {
	return arrived(p.Exchanges, held)
}

// Value is what a field says, or what was written into it.
func (p ticketPage) Value(f desk.FieldView) string {
	if text, ok := p.Part.Values[f.ID]; ok {
		return text
	}
	return f.Value
}

// TagQuery is what finds the tickets that bear a tag.
func (p ticketPage) TagQuery(lang, tag string) string {
	return search.Query{Terms: []search.Term{{Field: search.Tag, Value: search.Value(tag)}}}.String(lang)
}

// Back is the address of the ticket.
func (p ticketPage) Back() string { return p.Origin.ticket(p.Number) }

// Follows tells whether somebody follows the ticket.
func (p ticketPage) Follows(name string) bool { return slices.Contains(p.Watchers, name) }

// hands are those who can be given a ticket.
func (s Screens) hands(ctx context.Context) (agents []hand, teams []string, err error) {
	all, err := s.Desk.Agents(ctx, "")
	if err != nil {
		return nil, nil, err
	}
	for _, a := range all {
		if a.Active && a.Role != string(people.RoleSales) && len(a.Addresses) > 0 {
			agents = append(agents, hand{a.Name, a.Addresses[0]})
		}
	}
	named, err := s.Desk.Teams(ctx)
	for _, t := range named {
		teams = append(teams, t.Name)
	}
	return agents, teams, err
}
