package account

import (
	"errors"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

// passwordForm is what the page of choosing a password shows.
type passwordForm struct {
	First bool   // the present one is provisional (C2)
	Wrong string // key of what is wrong
}

// Password asks for a new password.
func (s Screens) Password(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.Show(w, r, http.StatusOK, "password", passwordForm{First: v.MustChoose()})
}

// ChoosePassword takes a new password. All other sessions of the person end.
func (s Screens) ChoosePassword(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	wrong := func(key string) error {
		return s.Show(w, r, http.StatusUnprocessableEntity, "password", passwordForm{First: v.MustChoose(), Wrong: key})
	}
	if !v.MustChoose() {
		err := s.Desk.CheckPassword(r.Context(), v, r.PostFormValue("present"))
		if errors.Is(err, desk.ErrSignIn) {
			return wrong("present")
		} else if err != nil {
			return err
		}
	}
	if r.PostFormValue("password") != r.PostFormValue("again") {
		return wrong("again")
	}
	access, err := s.Desk.ChoosePassword(r.Context(), v, r.PostFormValue("password"))
	for key, is := range map[string]error{"short": people.ErrPasswordShort, "long": people.ErrPasswordLong, "simple": people.ErrPasswordSimple} {
		if errors.Is(err, is) {
			return wrong(key)
		}
	}
	if err != nil {
		return err
	}
	if err := s.Sessions.In(r, access.ID, access.Generation); err != nil {
		return err
	}
	return s.Done(w, r, "password-chosen", "/")
}
