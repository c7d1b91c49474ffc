// Package account is how people come in to the pages and what they keep there:
// signing in and out, their password.
package account

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/web/account/openid"
	"permanence/daemon/web/account/passkey"
	"permanence/daemon/web/page"
	"permanence/daemon/web/session"
)

// Screens are those of this room.
type Screens struct {
	*page.Site
	keys   *passkey.Keys    // nil: there can be none
	openID *openid.Provider // nil: there is none
}

// New makes the screens of this room, with the ways in that the settings name.
func New(site *page.Site) (Screens, error) {
	keys, err := passkey.New(site.Config.Desk.BaseURL, site.Config.Desk.Name)
	return Screens{Site: site, keys: keys, openID: openid.New(site.Config.OIDC, site.Config.Desk.BaseURL, site.Now)}, err
}

// loginForm is what the page of signing in shows.
type loginForm struct {
	Login string
	Next  string
	Wrong bool
	Wait  time.Duration // nothing is looked at for that long
	Links bool          // a link can be asked for

	Passkeys     bool   // one can come in by a passkey
	NoPasskey    bool   // it was not believed
	OpenID       string // name of the provider, "" for none
	OpenIDWrong  bool   // it let nobody in
	OpenIDFailed bool   // it does not answer
}

// WaitMinutes is Wait in begun minutes, 0 for a wait of less than one.
func (f loginForm) WaitMinutes() int { return minutes(f.Wait) }

func minutes(wait time.Duration) int {
	if wait <= time.Minute {
		return 0
	}
	return int((wait + time.Minute - 1) / time.Minute)
}

// Login asks who comes (C1).
func (s Screens) Login(w http.ResponseWriter, r *http.Request) error {
	if _, in := session.Visitor(r); in {
		http.Redirect(w, r, page.Local(r.URL.Query().Get("next")), http.StatusSeeOther)
		return nil
	}
	return s.login(w, r, http.StatusOK, loginForm{Next: page.Local(r.URL.Query().Get("next"))})
}

func (s Screens) login(w http.ResponseWriter, r *http.Request, status int, f loginForm) error {
	f.Links, f.Passkeys = s.Config.Desk.BaseURL != "", s.keys != nil
	if s.openID != nil {
		f.OpenID = s.Config.OIDC.Name
	}
	if f.Wait > 0 {
		status = tooOften(w, f.Wait)
	}
	return s.Show(w, r, status, "login", f)
}

// tooOften tells programs how long nothing is looked at.
func tooOften(w http.ResponseWriter, wait time.Duration) int {
	w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	return http.StatusTooManyRequests
}

// SignIn lets in whoever has the password. Whether the login exists, lapsed or
// has ended is the same answer.
func (s Screens) SignIn(w http.ResponseWriter, r *http.Request) error {
	login, next := r.PostFormValue("login"), page.Local(r.PostFormValue("next"))
	v, err := s.Desk.SignIn(r.Context(), login, r.PostFormValue("password"), s.Sessions.Where(r))
	if errors.Is(err, desk.ErrSignIn) {
		return s.login(w, r, http.StatusUnauthorized, loginForm{Login: login, Next: next, Wrong: true})
	}
	if often, ok := errors.AsType[*desk.TooOften](err); ok {
		return s.login(w, r, 0, loginForm{Login: login, Next: next, Wait: often.Wait})
	}
	if err != nil {
		return err
	}
	return s.enter(w, r, v, next)
}

// enter begins the session of somebody who has proven to be who it is, or asks
// for the code of the second step first.
func (s Screens) enter(w http.ResponseWriter, r *http.Request, v desk.Visitor, next string) error {
	if v.MustChoose() {
		next = page.PasswordPath
	}
	if v.Access.TwoStep() && v.Way.AsksCode() {
		if err := s.Sessions.Halt(r, v.Access, v.Way, next); err != nil {
			return err
		}
		http.Redirect(w, r, "/login/code", http.StatusSeeOther)
		return nil
	}
	if err := s.Sessions.In(r, v.Access, v.Way); err != nil {
		return err
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
