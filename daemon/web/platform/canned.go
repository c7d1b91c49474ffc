package platform

import (
	"errors"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// cannedPage is what A8 shows of canned answers.
type cannedPage struct {
	List      []desk.CannedView
	Suggested []desk.CannedView // where there are none
	Form      desk.CannedView   // that is being written; ID 0 for a new one
	Wrong     string
	Teams     []string
	Languages []string
	Variables []ticket.Variable
	Sample    string // a ticket's number, as it was written
	Filled    string // the text as it would be sent on that ticket
	Unfilled  []ticket.Variable
}

// Canned lists the canned answers that an agent may use, with a form for a new
// one (A8).
func (s Screens) Canned(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showCanned(w, r, v, http.StatusOK, desk.CannedView{Language: s.Language(r)}, "")
}

// OneCanned shows the list with one answer to be changed.
func (s Screens) OneCanned(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	c, err := s.cannedOf(r, v)
	if err != nil {
		return err
	}
	return s.showCanned(w, r, v, http.StatusOK, c, "")
}

// sample fills the answer that is shown in for a real ticket, where the address
// names one.
func (s Screens) sample(r *http.Request, v desk.Visitor, p *cannedPage) (err error) {
	if p.Sample = strings.TrimSpace(r.URL.Query().Get("ticket")); p.Sample == "" || p.Form.ID == 0 {
		return nil
	}
	number, err := written(p.Sample)
	if err == nil {
		p.Filled, p.Unfilled, err = s.Desk.FilledCanned(r.Context(), p.Form.ID, number, v.Address())
	}
	if errors.Is(err, desk.ErrNotFound) {
		p.Wrong, err = s.Words(r).Word("work", "not-there")
	}
	return err
}

// sees is whose canned answers and macros somebody is shown: those of their
// teams, an administrator all.
func sees(v desk.Visitor) string {
	if v.Agent.Role == people.RoleAdmin {
		return ""
	}
	return v.Address()
}

// cannedOf is the answer that an address names; zero where it names none.
func (s Screens) cannedOf(r *http.Request, v desk.Visitor) (desk.CannedView, error) {
	if r.PathValue("id") == "" {
		return desk.CannedView{}, nil
	}
	id, err := page.Number(r, "id")
	if err != nil {
		return desk.CannedView{}, err
	}
	all, err := s.Desk.CannedAnswers(r.Context(), sees(v))
	for _, c := range all {
		if c.ID == id {
			return c, err
		}
	}
	return desk.CannedView{}, errors.Join(err, desk.ErrNotFound)
}

func (s Screens) showCanned(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, form desk.CannedView, wrong string) (err error) {
	p := cannedPage{Form: form, Wrong: wrong, Languages: s.Languages(), Variables: ticket.Variables()}
	if p.List, err = s.Desk.CannedAnswers(r.Context(), sees(v)); err != nil {
		return err
	}
	if p.Suggested, err = s.Desk.SuggestedCanned(r.Context()); err != nil {
		return err
	}
	if _, p.Teams, err = s.hands(r.Context()); err != nil {
		return err
	}
	if err := s.sample(r, v, &p); err != nil {
		return err
	}
	return s.Show(w, r, status, "canned", p)
}

// SaveCanned adds a canned answer, or changes the one of the address.
func (s Screens) SaveCanned(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	c, err := s.cannedOf(r, v)
	if err != nil {
		return err
	}
	c.Title, c.Language, c.Team, c.Text = r.PostFormValue("title"), r.PostFormValue("language"), r.PostFormValue("team"), r.PostFormValue("text")
	if _, err := s.Desk.SaveCanned(r.Context(), c, v.Address()); err != nil {
		sentence, ok, err := s.wrongText(r, err)
		if !ok {
			return err
		}
		return s.showCanned(w, r, v, http.StatusUnprocessableEntity, c, sentence)
	}
	return s.Done(w, r, "saved", "/canned")
}

// wrongText is wrong, which names a variable that is none.
func (s Screens) wrongText(r *http.Request, err error) (string, bool, error) {
	var unknown *ticket.UnknownVariable
	if errors.As(err, &unknown) {
		sentence, err := s.Words(r).Say("canned.unknown", "{"+unknown.Name+"}")
		return sentence, err == nil, err
	}
	return s.wrong(r, err)
}

// RemoveCanned takes a canned answer away.
func (s Screens) RemoveCanned(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	c, err := s.cannedOf(r, v)
	if err != nil {
		return err
	}
	if err := s.Desk.RemoveCanned(r.Context(), c.ID, v.Address()); err != nil {
		sentence, ok, err := s.wrong(r, err)
		if !ok {
			return err
		}
		return s.showCanned(w, r, v, http.StatusUnprocessableEntity, c, sentence)
	}
	return s.Done(w, r, "removed", "/canned")
}

// SuggestCanned takes the suggested answers of a language over.
func (s Screens) SuggestCanned(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	if _, err := s.Desk.AddSuggestedCanned(r.Context(), r.PostFormValue("language"), v.Address()); err != nil {
		return err
	}
	return s.Done(w, r, "saved", "/canned")
}
