package platform

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/web/page"
	"permanence/daemon/web/picture"
)

// rotaPage is what A7 shows.
type rotaPage struct {
	First    rota.Date // of the month
	Before   string    // address of the month before
	After    string
	Rotation template.HTML
	Days     []rotaDay // its working days, and those with something to tell
	Mine     []rota.Date
	Absences []desk.AbsenceView // of the agent
	Swaps    []desk.SwapForAgent
	Agents   []desk.AgentView // who can stand in or take a day
	Teams    []desk.TeamView
	Absence  absenceForm
	Proposal swapForm
	Feed     string // address of the calendar, once, after it was made
}

// rotaDay is a day of the list below the picture.
type rotaDay struct {
	desk.RotaDay
	Mine  bool // the agent is on duty
	Today bool
}

// Rota is who is on duty when, with the agent's own days, absences and swaps
// (A7, R16). The address may name a month: ?month=2026-11.
func (s Screens) Rota(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showRota(w, r, v, http.StatusOK, rotaPage{})
}

func (s Screens) showRota(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, p rotaPage) error {
	p.First = monthOf(r.URL.Query().Get("month"), s.today())
	p.Before, p.After = page.Address("/rota", "month", yearMonth(p.First.AddMonths(-1))), page.Address("/rota", "month", yearMonth(p.First.AddMonths(1)))
	month, err := s.Desk.RotaMonth(r.Context(), p.First.Year, p.First.Month, s.Language(r))
	if err != nil {
		return err
	}
	p.days(month, v, s.today())
	if p.Rotation, err = rotation(month, s.today()).HTML("rotation", s.Words(r)); err != nil {
		return err
	}
	if err := s.rotaPeople(r, v, &p); err != nil {
		return err
	}
	return s.Show(w, r, status, "rota", p)
}

// rotaPeople adds what the agent can do, and with whom.
func (s Screens) rotaPeople(r *http.Request, v desk.Visitor, p *rotaPage) (err error) {
	if p.Absences, err = s.Desk.Absences(r.Context(), v.Address(), rota.Date{}); err != nil {
		return err
	}
	if p.Swaps, err = s.Desk.SwapsOf(r.Context(), v.Address()); err != nil {
		return err
	}
	if p.Agents, err = s.Desk.Agents(r.Context(), ""); err != nil {
		return err
	}
	p.Agents = slices.DeleteFunc(p.Agents, func(a desk.AgentView) bool {
		return !a.Active || a.Role == string(people.RoleSales) || len(a.Addresses) == 0 || a.ID == v.Agent.ID
	})
	p.Teams, err = s.Desk.Teams(r.Context())
	return err
}

// days keeps the days that have something to tell.
func (p *rotaPage) days(month []desk.RotaDay, v desk.Visitor, today rota.Date) {
	for _, d := range month {
		mine := d.Has(v.Agent.ID)
		if mine && !d.Date.Before(today) {
			p.Mine = append(p.Mine, d.Date)
		}
		if d.WorkingDay || len(d.Holidays) > 0 || d.Closure != "" || len(d.Swaps) > 0 {
			p.Days = append(p.Days, rotaDay{RotaDay: d, Mine: mine, Today: d.Date == today})
		}
	}
}

// rotation is a month as a picture.
func rotation(month []desk.RotaDay, today rota.Date) picture.Rotation {
	p := picture.Rotation{Today: today}
	for _, d := range month {
		off := d.Closure
		if len(d.Holidays) > 0 {
			off = d.Holidays[0]
		}
		p.Days = append(p.Days, picture.RotationDay{Day: d.Date, Team: d.Team, Initials: initials(d.Team), Off: off})
	}
	return p
}

// initials are the first letters of a team's words, or its first two letters.
func initials(name string) string {
	words := strings.Fields(name)
	var letters []rune
	for _, w := range words {
		letters = append(letters, []rune(w)[0])
	}
	if len(words) == 1 {
		letters = []rune(words[0])[:min(2, len([]rune(words[0])))]
	}
	return string(letters)
}

// monthOf is the first day of the month that an address names, else today's.
func monthOf(text string, today rota.Date) rota.Date {
	at, err := time.Parse("2006-01", text)
	if err != nil {
		return rota.NewDate(today.Year, today.Month, 1)
	}
	return rota.NewDate(at.Year(), at.Month(), 1)
}

func yearMonth(d rota.Date) string { return fmt.Sprintf("%04d-%02d", d.Year, int(d.Month)) }
