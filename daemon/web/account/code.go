package account

import (
	"errors"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/session"
)

// codeForm is what a page that asks for a code shows.
type codeForm struct {
	Wrong       bool
	Wait        bool // nothing is looked at for WaitMinutes
	WaitMinutes int
}

// codeWrong is the form where the error says that the code was not taken.
func codeWrong(w http.ResponseWriter, err error) (f codeForm, status int, ok bool) {
	if often, is := errors.AsType[*desk.TooOften](err); is {
		return codeForm{Wait: true, WaitMinutes: minutes(often.Wait)}, tooOften(w, often.Wait), true
	}
	return codeForm{Wrong: true}, http.StatusUnauthorized, errors.Is(err, desk.ErrCode)
}

// Code asks for the second step of signing in.
func (s Screens) Code(w http.ResponseWriter, r *http.Request) error {
	return s.halfway(w, r, func(session.Halfway) error { return s.Show(w, r, http.StatusOK, "code", codeForm{}) })
}

// GiveCode takes the second step of signing in.
func (s Screens) GiveCode(w http.ResponseWriter, r *http.Request) error {
	return s.halfway(w, r, func(h session.Halfway) error {
		err := s.Desk.CheckCode(r.Context(), h.Visitor, r.PostFormValue("code"))
		if form, status, wrong := codeWrong(w, err); wrong {
			return s.Show(w, r, status, "code", form)
		}
		if err != nil {
			return err
		}
		if err := s.Sessions.In(r, h.Visitor.Access, h.Way); err != nil {
			return err
		}
		http.Redirect(w, r, h.Next, http.StatusSeeOther)
		return nil
	})
}

// halfway is a page for somebody whose password was right; others begin anew.
func (s Screens) halfway(w http.ResponseWriter, r *http.Request, f func(session.Halfway) error) error {
	h, ok, err := s.Sessions.Halfway(r)
	if err != nil {
		return err
	}
	if !ok {
		http.Redirect(w, r, "/login", http.StatusSeeOther)
		return nil
	}
	return f(h)
}
