package account

import (
	"net/http"

	"permanence/daemon/desk"
)

// accountPath is where the page of the account is.
const accountPath = "/account"

// accountPage is what the page of the account shows.
type accountPage struct {
	desk.AccountView
	MayPasskeys bool // there can be some
}

// Account shows what a visitor keeps here (C9).
func (s Screens) Account(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	view, err := s.Desk.Account(r.Context(), v)
	if err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "account", accountPage{AccountView: view, MayPasskeys: s.keys != nil})
}

// SetLanguage sets the language of pages and letters.
func (s Screens) SetLanguage(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	if err := s.Desk.SetLanguage(r.Context(), v, r.PostFormValue("language")); err != nil {
		return err
	}
	return s.Done(w, r, "language-set", accountPath)
}

// EndSession ends one of the visitor's sessions, or all but this one.
func (s Screens) EndSession(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	if id := r.PostFormValue("session"); id != "others" {
		if err := s.Desk.EndSession(r.Context(), v, id); err != nil {
			return err
		}
		return s.Done(w, r, "session-ended", accountPath)
	}
	if err := s.Desk.EndOtherSessions(r.Context(), v); err != nil {
		return err
	}
	return s.Done(w, r, "sessions-ended", accountPath)
}
