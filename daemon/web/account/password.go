package account

import (
	"errors"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

// passwordForm is what the page of choosing a password shows.
type passwordForm struct {
	First   bool   // the present one is provisional (C2)
	Present bool   // the present one is asked for
	Wrong   string // key of what is wrong
	Suggest string // a password that would be right, where the chosen one was not
}

func (s Screens) passwordForm(v desk.Visitor, wrong string) passwordForm {
	return passwordForm{First: v.MustChoose(), Present: !v.MayForget(s.Now()), Wrong: wrong}
}

// Password asks for a new password.
func (s Screens) Password(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.Show(w, r, http.StatusOK, "password", s.passwordForm(v, ""))
}

// ChoosePassword takes a new password. All other sessions of the person end.
func (s Screens) ChoosePassword(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	password, again := r.PostFormValue("password"), r.PostFormValue("again")
	key, err := "again", error(nil)
	if password == again {
		key, err = s.present(r, v)
	}
	if key == "" && err == nil {
		v.Access, err = s.Desk.ChoosePassword(r.Context(), v, password)
		key = wrongPassword(err)
	}
	switch {
	case key != "":
		return s.passwordWrong(w, r, v, key)
	case err != nil:
		return err
	}
	if err := s.Sessions.In(r, v.Access, desk.WayPassword); err != nil {
		return err
	}
	return s.Done(w, r, "password-chosen", "/")
}

// present checks the present password where it is asked for, and gives the key
// of what is wrong with it.
func (s Screens) present(r *http.Request, v desk.Visitor) (key string, err error) {
	if v.MayForget(s.Now()) {
		return "", nil
	}
	err = s.Desk.CheckPassword(r.Context(), v, r.PostFormValue("present"))
	if _, often := errors.AsType[*desk.TooOften](err); often {
		return "often", nil
	}
	if errors.Is(err, desk.ErrSignIn) {
		return "present", nil
	}
	return "", err
}

// wrongPassword is the key of what is wrong with a new password.
func wrongPassword(err error) string {
	for key, is := range map[string]error{"short": people.ErrPasswordShort, "long": people.ErrPasswordLong, "simple": people.ErrPasswordSimple} {
		if errors.Is(err, is) {
			return key
		}
	}
	return ""
}

func (s Screens) passwordWrong(w http.ResponseWriter, r *http.Request, v desk.Visitor, key string) error {
	f := s.passwordForm(v, key)
	if key == "short" || key == "simple" {
		var err error
		if f.Suggest, err = s.Desk.SuggestPassword(); err != nil {
			return err
		}
	}
	return s.Show(w, r, http.StatusUnprocessableEntity, "password", f)
}
