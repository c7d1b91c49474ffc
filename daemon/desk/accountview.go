package desk

import (
	"context"
	"encoding/hex"
	"time"

	"permanence/daemon/store"
)

// AccountView is what a visitor sees of the own account (C9).
type AccountView struct {
	HasPassword  bool
	TwoStep      bool
	MustTwoStep  bool // it cannot be ended
	RecoveryLeft int  // recovery codes that were not used
	Sessions     []SessionView
	Passkeys     []PasskeyView
}

// PasskeyView is a key on one of a visitor's devices.
type PasskeyView struct {
	ID    int64
	Name  string
	Added *time.Time
	Used  *time.Time // last; nil for never
}

// SessionView is a browser that a visitor is signed in with.
type SessionView struct {
	ID      string
	Browser string
	Network string
	Begun   *time.Time
	Seen    *time.Time // last, to the hour
	Here    bool       // the one that asks
}

// Account reads the visitor's account.
func (d *Desk) Account(ctx context.Context, v Visitor) (view AccountView, err error) {
	view = AccountView{HasPassword: v.Access.Password != "", TwoStep: v.Access.TwoStep(), MustTwoStep: d.MustHaveCodes(v)}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		left, err := tx.RecoveryCodesLeft(v.Access.ID)
		if err != nil {
			return err
		}
		view.RecoveryLeft = int(left)
		keys, err := tx.PasskeysOf(v.Access.ID)
		if err != nil {
			return err
		}
		for _, p := range keys {
			view.Passkeys = append(view.Passkeys, PasskeyView{ID: p.ID, Name: p.Name, Added: d.at(p.Added), Used: d.at(p.Used)})
		}
		all, err := tx.SessionsOf(v.Access.ID, d.now())
		for _, s := range all {
			id := hex.EncodeToString(s.Hash)
			view.Sessions = append(view.Sessions, SessionView{ID: id, Browser: s.Browser, Network: s.Network, Begun: d.at(s.Begun), Seen: d.at(s.Seen),
				Here: id == hex.EncodeToString(v.Session)})
		}
		return err
	})
	return view, err
}

// EndSession ends one of the visitor's sessions; ErrNotFound where it is none.
func (d *Desk) EndSession(ctx context.Context, v Visitor, id string) error {
	hash, err := hex.DecodeString(id)
	if err != nil {
		return ErrNotFound
	}
	return d.change(ctx, func(tx *store.Tx) error {
		if was, err := tx.RemoveSessionOf(v.Access.ID, hash); err != nil || !was {
			return orNotFound(err)
		}
		return d.audit(tx, v.Name(), "end-session", objectAccess(v.Access.ID), "")
	})
}

// EndOtherSessions ends the visitor's sessions but the one that asks.
func (d *Desk) EndOtherSessions(ctx context.Context, v Visitor) error {
	return d.change(ctx, func(tx *store.Tx) error {
		if err := tx.RemoveOtherSessions(v.Access.ID, v.Session); err != nil {
			return err
		}
		return d.audit(tx, v.Name(), "end-sessions", objectAccess(v.Access.ID), "")
	})
}

func orNotFound(err error) error {
	if err != nil {
		return err
	}
	return ErrNotFound
}

// SetLanguage sets the language in which the visitor reads pages and letters.
func (d *Desk) SetLanguage(ctx context.Context, v Visitor, language string) error {
	if language == "" {
		return refused("choose a language")
	}
	if err := knownLanguage(language); err != nil {
		return err
	}
	return d.change(ctx, func(tx *store.Tx) error {
		if v.IsContact() {
			return tx.SetContactLanguage(v.Contact.ID, language)
		}
		a, err := tx.Agent(v.Agent.ID)
		if err != nil {
			return err
		}
		a.Language = language
		return tx.SetAgent(a)
	})
}
