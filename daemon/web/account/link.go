package account

import (
	"errors"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// linkForm is what the page of asking for a link shows.
type linkForm struct {
	Login       string
	WaitMinutes int // nothing is looked at for that long
	Wait        bool
}

// Link asks whom to send a link to.
func (s Screens) Link(w http.ResponseWriter, r *http.Request) error {
	return s.Show(w, r, http.StatusOK, "link", linkForm{Login: r.URL.Query().Get("login")})
}

// AskLink takes the wish for a link. The answer is the same for everybody.
func (s Screens) AskLink(w http.ResponseWriter, r *http.Request) error {
	login := r.PostFormValue("login")
	err := s.Desk.AskLink(r.Context(), login, s.Sessions.Where(r))
	if often, ok := errors.AsType[*desk.TooOften](err); ok {
		return s.Show(w, r, tooOften(w, often.Wait), "link", linkForm{Login: login, Wait: true, WaitMinutes: minutes(often.Wait)})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/login/sent", http.StatusSeeOther)
	return nil
}

// LinkSent says what comes next, whether anything does or not.
func (s Screens) LinkSent(w http.ResponseWriter, r *http.Request) error {
	return s.Show(w, r, http.StatusOK, "linksent", nil)
}

// FollowLink shows a button: programs that read mail follow its links, and
// must not use them up (W14).
func (s Screens) FollowLink(w http.ResponseWriter, r *http.Request) error {
	return s.Show(w, r, http.StatusOK, "follow", r.PathValue("token"))
}

// UseLink lets in whoever has a link.
func (s Screens) UseLink(w http.ResponseWriter, r *http.Request) error {
	v, err := s.Desk.EnterByLink(r.Context(), r.PostFormValue("token"))
	if errors.Is(err, desk.ErrLink) {
		return s.Show(w, r, http.StatusGone, "linkgone", nil)
	}
	if err != nil {
		return err
	}
	next := "/"
	if r.PostFormValue("then") == "password" {
		next = page.PasswordPath
	}
	return s.enter(w, r, v, next)
}
