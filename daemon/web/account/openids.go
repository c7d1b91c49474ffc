package account

import (
	"errors"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/account/openid"
	"permanence/daemon/web/page"
)

// keptOpenID is where a session keeps what the provider was asked.
const keptOpenID = "openid"

// AskOpenID sends an agent to the firm's provider.
func (s Screens) AskOpenID(w http.ResponseWriter, r *http.Request) error {
	if s.openID == nil {
		return desk.ErrNotFound
	}
	to, kept, err := s.openID.Ask(r.Context(), page.Local(r.URL.Query().Get("next")))
	if err != nil {
		s.Log.Error("the OpenID Connect provider does not answer", "error", err)
		return s.login(w, r, http.StatusBadGateway, loginForm{Next: page.Local(r.URL.Query().Get("next")), OpenIDFailed: true})
	}
	s.Sessions.Keep(r, keptOpenID, kept)
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// EnterByOpenID lets in the agent whom the provider sends back.
func (s Screens) EnterByOpenID(w http.ResponseWriter, r *http.Request) error {
	if s.openID == nil {
		return desk.ErrNotFound
	}
	kept := s.Sessions.Kept(r, keptOpenID)
	s.Sessions.Keep(r, keptOpenID, "") // an answer counts once
	address, next, err := s.openID.Answer(r.Context(), kept, r.URL.Query())
	var v desk.Visitor
	if err == nil {
		v, err = s.Desk.EnterAsAgent(r.Context(), address)
	}
	if errors.Is(err, openid.ErrAnswer) || errors.Is(err, desk.ErrSignIn) {
		s.Log.Info("nobody came in by OpenID Connect", "address", address, "error", err)
		return s.login(w, r, http.StatusUnauthorized, loginForm{Next: page.Local(next), OpenIDWrong: true})
	}
	if err != nil {
		return err
	}
	return s.enter(w, r, v, page.Local(next))
}
