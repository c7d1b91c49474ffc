package platform

import (
	"net/http"
	"slices"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/web/page"
)

// absenceForm is the form as it was filled in.
type absenceForm struct {
	From, To   string
	Substitute string
	Wrong      string // what was refused, in words
}

// AddAbsence notes that the agent is away, and who stands in.
func (s Screens) AddAbsence(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	f := absenceForm{From: field(r, "from"), To: field(r, "to"), Substitute: field(r, "substitute")}
	err := readable(f.From, f.To)
	if err == nil {
		_, err = s.Desk.AddAbsence(r.Context(), desk.AbsenceView{Agent: v.Address(), From: dateOf(f.From), To: dateOf(f.To), Substitute: f.Substitute}, v.Address())
	}
	if err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		f.Wrong = sentence
		return s.showRota(w, r, v, http.StatusUnprocessableEntity, rotaPage{Absence: f})
	}
	return s.Done(w, r, "absence-added", "/rota")
}

// readable says that a text that stands for a day is none.
func readable(days ...string) error {
	for _, d := range days {
		if d != "" && dateOf(d).IsZero() {
			return desk.ErrNoDay
		}
	}
	return nil
}

// RemoveAbsence takes away an absence of the agent's own; administrators take
// away anybody's.
func (s Screens) RemoveAbsence(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	whose := v.Address()
	if v.Agent.Role == people.RoleAdmin {
		whose = ""
	}
	all, err := s.Desk.Absences(r.Context(), whose, rota.Date{})
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(a desk.AbsenceView) bool { return a.ID == id }) {
		return desk.ErrNotFound
	}
	if err := s.Desk.RemoveAbsence(r.Context(), id, v.Address()); err != nil {
		return err
	}
	return s.Done(w, r, "absence-removed", "/rota")
}
