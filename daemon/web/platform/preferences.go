package platform

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/web/page"
)

// preferencesPage is what A11 shows.
type preferencesPage struct {
	desk.PreferencesView
	From, To  string // the quiet hours as they are written
	Wrong     string
	Token     string // of the calendar, right after it was made
	Reasons   []people.Reason
	Afters    []people.After
	Themes    []people.Theme
	Languages []string
}

// Mail tells whether mail comes for a reason.
func (p preferencesPage) Mail(r people.Reason) bool { return !slices.Contains(p.Mute, r) }

// Preferences is what an agent sets for themself (A11).
func (s Screens) Preferences(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.preferences(w, r, v, "")
}

func (s Screens) preferences(w http.ResponseWriter, r *http.Request, v desk.Visitor, token string) (err error) {
	p := preferencesPage{Token: token}
	if p.PreferencesView, err = s.Desk.Preferences(r.Context(), v.Address()); err != nil {
		return err
	}
	if p.QuietFromMinutes != p.QuietToMinutes {
		p.From, p.To = clock(p.QuietFromMinutes), clock(p.QuietToMinutes)
	}
	return s.showPreferences(w, r, http.StatusOK, p)
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

func (s Screens) showPreferences(w http.ResponseWriter, r *http.Request, status int, p preferencesPage) error {
	p.Reasons, p.Languages = people.Reasons(), s.Languages()
	p.Afters = []people.After{people.AfterNext, people.AfterStay, people.AfterList}
	p.Themes = []people.Theme{people.ThemeSystem, people.ThemeLight, people.ThemeDark}
	return s.Show(w, r, status, "preferences", p)
}

// SetPreferences keeps them. What this browser was told about light and dark
// gives way to them.
func (s Screens) SetPreferences(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	p := chosen(r)
	err := p.readQuiet()
	if err == nil {
		err = s.Desk.SetPreferences(r.Context(), v.Address(), p.PreferencesView, v.Address())
	}
	if err != nil {
		sentence, ok, err := s.wrong(r, err)
		if !ok {
			return err
		}
		p.Wrong = sentence
		return s.showPreferences(w, r, http.StatusUnprocessableEntity, p)
	}
	http.SetCookie(w, &http.Cookie{Name: page.ThemeCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	return s.Done(w, r, "saved", "/preferences")
}

// errClock says that a time of day cannot be read.
var errClock = errors.New("no time of day")

// chosen are the preferences as the form has them.
func chosen(r *http.Request) preferencesPage {
	p := preferencesPage{From: r.PostFormValue("from"), To: r.PostFormValue("to")}
	p.Language = r.PostFormValue("language")
	p.After, p.Theme = people.After(r.PostFormValue("after")), people.Theme(r.PostFormValue("theme"))
	p.Shortcuts, p.Signature, p.Mute = r.PostFormValue("shortcuts") == "on", r.PostFormValue("signature"), []people.Reason{}
	for _, reason := range people.Reasons() {
		if !slices.Contains(r.PostForm["mail"], string(reason)) {
			p.Mute = append(p.Mute, reason)
		}
	}
	return p
}

// readQuiet reads the quiet hours: both, or none. The error is errClock.
func (p *preferencesPage) readQuiet() (err error) {
	if p.From == "" && p.To == "" {
		return nil
	}
	if p.QuietFromMinutes, err = rota.ParseClock(p.From); err == nil {
		p.QuietToMinutes, err = rota.ParseClock(p.To)
	}
	if err != nil {
		return errClock
	}
	return nil
}

// Calendar makes the token of the agent's calendar anew, and shows it once.
func (s Screens) Calendar(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	token, err := s.Desk.RenewCalendarToken(r.Context(), v.Address(), v.Address())
	if err != nil {
		return err
	}
	return s.preferences(w, r, v, token)
}
