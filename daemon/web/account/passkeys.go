package account

import (
	"errors"
	"net/http"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/web/account/passkey"
	"permanence/daemon/web/page"
)

// keptPasskey is where a session keeps what a browser was asked.
const keptPasskey = "passkey"

func (s Screens) owner(r *http.Request, v desk.Visitor) (passkey.Owner, error) {
	have, err := s.Desk.Passkeys(r.Context(), v)
	return passkey.Owner{AccessID: v.Access.ID, Login: v.Address(), Name: v.Name(), Keys: have}, err
}

// OfferPasskey asks the browser to make a passkey.
func (s Screens) OfferPasskey(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	if s.keys == nil {
		return desk.ErrNotFound
	}
	owner, err := s.owner(r, v)
	if err != nil {
		return err
	}
	options, kept, err := s.keys.Offer(owner)
	if err != nil {
		return err
	}
	return s.question(w, r, options, kept)
}

// question gives a script what it asks the browser.
func (s Screens) question(w http.ResponseWriter, r *http.Request, options []byte, kept string) error {
	s.Sessions.Keep(r, keptPasskey, kept)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(options) // the reader is gone: nobody is left to tell
	return nil
}

// AddPasskey keeps the passkey that the browser made.
func (s Screens) AddPasskey(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	if s.keys == nil {
		return desk.ErrNotFound
	}
	owner, err := s.owner(r, v)
	if err != nil {
		return err
	}
	made, err := s.keys.Accept(owner, s.takePasskey(r), r.PostFormValue("answer"))
	if errors.Is(err, passkey.ErrAnswer) {
		s.Log.Info("a passkey was not believed", "access", v.Access.ID, "error", err)
		return s.Done(w, r, "passkey-failed", accountPath)
	}
	if err != nil {
		return err
	}
	made.Name = r.PostFormValue("name")
	if err := s.Desk.AddPasskey(r.Context(), v, made); err != nil {
		return err
	}
	return s.Done(w, r, "passkey-added", accountPath)
}

// takePasskey takes what a browser was asked: an answer counts once.
func (s Screens) takePasskey(r *http.Request) string {
	kept := s.Sessions.Kept(r, keptPasskey)
	s.Sessions.Keep(r, keptPasskey, "")
	return kept
}

// RemovePasskey removes one of the visitor's passkeys.
func (s Screens) RemovePasskey(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	id, err := strconv.ParseInt(r.PostFormValue("passkey"), 10, 64)
	if err != nil {
		return desk.ErrNotFound
	}
	if err := s.Desk.RemovePasskey(r.Context(), v, id); err != nil {
		return err
	}
	return s.Done(w, r, "passkey-removed", accountPath)
}

// AskPasskey asks the browser to sign in with a passkey.
func (s Screens) AskPasskey(w http.ResponseWriter, r *http.Request) error {
	if s.keys == nil {
		return desk.ErrNotFound
	}
	options, kept, err := s.keys.Ask()
	if err != nil {
		return err
	}
	return s.question(w, r, options, kept)
}

// EnterByPasskey lets in whoever has a passkey.
func (s Screens) EnterByPasskey(w http.ResponseWriter, r *http.Request) error {
	if s.keys == nil {
		return desk.ErrNotFound
	}
	next := page.Local(r.PostFormValue("next"))
	used, err := s.keys.Check(s.takePasskey(r), r.PostFormValue("answer"), func(id []byte) (people.Passkey, error) { return s.Desk.PasskeyOf(r.Context(), id) })
	var v desk.Visitor
	if err == nil {
		v, err = s.Desk.EnterByPasskey(r.Context(), used)
	}
	if errors.Is(err, passkey.ErrAnswer) || errors.Is(err, desk.ErrPasskey) {
		s.Log.Info("nobody came in with a passkey", "error", err)
		return s.login(w, r, http.StatusUnauthorized, loginForm{Next: next, NoPasskey: true})
	}
	if err != nil {
		return err
	}
	return s.enter(w, r, v, next)
}
