// Package account is how people come in to the pages and what they keep there:
// signing in and out, their password.
package account

import (
	"errors"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
	"permanence/daemon/web/session"
)

// Screens are those of this room.
type Screens struct{ *page.Site }

// loginForm is what the page of signing in shows.
type loginForm struct {
	Login string
	Next  string
	Wrong bool
}

// Login asks who comes (C1).
func (s Screens) Login(w http.ResponseWriter, r *http.Request) error {
	if _, in := session.Visitor(r); in {
		http.Redirect(w, r, page.Local(r.URL.Query().Get("next")), http.StatusSeeOther)
		return nil
	}
	return s.Show(w, r, http.StatusOK, "login", loginForm{Next: page.Local(r.URL.Query().Get("next"))})
}

// SignIn lets in whoever has the password. Whether the login exists, lapsed or
// has ended is the same answer.
func (s Screens) SignIn(w http.ResponseWriter, r *http.Request) error {
	login, next := r.PostFormValue("login"), page.Local(r.PostFormValue("next"))
	v, err := s.Desk.SignIn(r.Context(), login, r.PostFormValue("password"))
	if errors.Is(err, desk.ErrSignIn) {
		return s.Show(w, r, http.StatusUnauthorized, "login", loginForm{Login: login, Next: next, Wrong: true})
	}
	if err != nil {
		return err
	}
	if err := s.Sessions.In(r, v.Access.ID, v.Access.Generation); err != nil {
		return err
	}
	if v.MustChoose() {
		next = page.PasswordPath
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// SignOut ends the session.
func (s Screens) SignOut(w http.ResponseWriter, r *http.Request) error {
	if err := s.Sessions.Out(r); err != nil {
		return err
	}
	http.Redirect(w, r, "/login", http.StatusSeeOther)
	return nil
}

// Theme keeps light or dark, or what the system says.
func (s Screens) Theme(w http.ResponseWriter, r *http.Request) error {
	c := &http.Cookie{Name: page.ThemeCookie, Value: r.PostFormValue("theme"), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if c.Value != "light" && c.Value != "dark" {
		c.Value, c.MaxAge = "", -1
	}
	http.SetCookie(w, c)
	http.Redirect(w, r, page.Local(r.PostFormValue("next")), http.StatusSeeOther)
	return nil
}
