package platform

import (
	"errors"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// macrosPage is what A8 shows of macros.
type macrosPage struct {
	List   []desk.MacroView
	Form   desk.MacroView // that is being written; ID 0 for a new one
	Time   string         // its minutes as they are written
	Tags   string         // its tags, with commas
	Wrong  string
	Canned []desk.CannedView
	Teams  []string
	Agents []hand
	Kinds  []contract.EntryKind
	Thens  []ticket.Then
}

// Macros lists the macros that an agent may use, with a form for a new one
// (A8).
func (s Screens) Macros(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showMacros(w, r, v, http.StatusOK, macrosPage{Form: desk.MacroView{TimeKind: string(contract.TimeCounted)}})
}

// OneMacro shows the list with one macro to be changed.
func (s Screens) OneMacro(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	m, err := s.macroOf(r, v)
	if err != nil {
		return err
	}
	p := macrosPage{Form: m, Tags: strings.Join(m.Tags, ", ")}
	if m.Minutes > 0 {
		p.Time = ticket.FormatDuration(m.Minutes)
	}
	return s.showMacros(w, r, v, http.StatusOK, p)
}

// macroOf is the macro that an address names; zero where it names none.
func (s Screens) macroOf(r *http.Request, v desk.Visitor) (desk.MacroView, error) {
	if r.PathValue("id") == "" {
		return desk.MacroView{}, nil
	}
	id, err := page.Number(r, "id")
	if err != nil {
		return desk.MacroView{}, err
	}
	all, err := s.Desk.Macros(r.Context(), sees(v))
	for _, m := range all {
		if m.ID == id {
			return m, err
		}
	}
	return desk.MacroView{}, errors.Join(err, desk.ErrNotFound)
}

func (s Screens) showMacros(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, p macrosPage) (err error) {
	p.Kinds, p.Thens = kindsOfTime(), []ticket.Then{ticket.ThenNothing, ticket.ThenWait, ticket.ThenResolve}
	if p.List, err = s.Desk.Macros(r.Context(), sees(v)); err != nil {
		return err
	}
	if p.Canned, err = s.Desk.CannedAnswers(r.Context(), sees(v)); err != nil {
		return err
	}
	if p.Agents, p.Teams, err = s.hands(r.Context()); err != nil {
		return err
	}
	return s.Show(w, r, status, "macros", p)
}

// SaveMacro adds a macro, or changes the one of the address.
func (s Screens) SaveMacro(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	was, err := s.macroOf(r, v)
	if err != nil {
		return err
	}
	p := macrosPage{Time: strings.TrimSpace(r.PostFormValue("time")), Tags: r.PostFormValue("tags")}
	p.Form = desk.MacroView{ID: was.ID, Name: r.PostFormValue("name"), Team: r.PostFormValue("team"), Canned: idOf(r.PostFormValue("canned")),
		Then: r.PostFormValue("then"), TimeKind: r.PostFormValue("kind"), Tags: tagsOf(p.Tags)}
	p.Form.HandAgent, p.Form.HandTeam = handTo(r.PostFormValue("to"))
	if err := s.saveMacro(r, v, &p); err != nil {
		sentence, ok, err := s.wrong(r, err)
		if !ok {
			return err
		}
		p.Wrong = sentence
		return s.showMacros(w, r, v, http.StatusUnprocessableEntity, p)
	}
	return s.Done(w, r, "saved", "/macros")
}

func (s Screens) saveMacro(r *http.Request, v desk.Visitor, p *macrosPage) (err error) {
	if p.Time != "" && p.Time != "0" {
		if p.Form.Minutes, err = ticket.ParseDuration(p.Time); err != nil {
			return errTime
		}
	}
	_, err = s.Desk.SaveMacro(r.Context(), p.Form, v.Address())
	return err
}

// tagsOf are tags written with commas between them.
func tagsOf(text string) (tags []string) {
	for tag := range strings.SplitSeq(text, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			tags = append(tags, tag)
		}
	}
	return tags
}

// RemoveMacro takes a macro away.
func (s Screens) RemoveMacro(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	m, err := s.macroOf(r, v)
	if err != nil {
		return err
	}
	if err := s.Desk.RemoveMacro(r.Context(), m.Name, v.Address()); err != nil {
		return err
	}
	return s.Done(w, r, "removed", "/macros")
}
