// Package session says who asks: it keeps people signed in by a cookie, and
// finds the visitor of a request.
package session

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"permanence/daemon/desk"
)

// life is how long somebody stays signed in.
const life = 30 * 24 * time.Hour

// What a session holds.
const (
	keyAccess     = "access"     // id of the access, int64
	keyGeneration = "generation" // of the access, int
	keyNotice     = "notice"     // what the next page says once
)

// Sessions are those of one server.
type Sessions struct {
	desk   *desk.Desk
	scs    *scs.SessionManager
	failed func(http.ResponseWriter, *http.Request, error)
}

// New keeps sessions in the desk's store. secure is for pages behind TLS: the
// cookie is bound to the host then, and sent over TLS alone. failed shows an
// error of the store.
func New(d *desk.Desk, secure bool, failed func(http.ResponseWriter, *http.Request, error)) *Sessions {
	m := &scs.SessionManager{Lifetime: life, Store: vault{d}, Codec: scs.GobCodec{}, ErrorFunc: failed, Cookie: scs.SessionCookie{
		Name: "permanence", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure, Path: "/", Persist: true}}
	if secure {
		m.Cookie.Name = "__Host-permanence"
	}
	return &Sessions{desk: d, scs: m, failed: failed}
}

// visitorKey is where the visitor of a request is in its context.
type visitorKey struct{}

// Visitor is who asks; ok is false for nobody.
func Visitor(r *http.Request) (v desk.Visitor, ok bool) {
	v, ok = r.Context().Value(visitorKey{}).(desk.Visitor)
	return v, ok
}

// Known finds out who asks before the page is made.
func (s *Sessions) Known(next http.Handler) http.Handler {
	return s.scs.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := s.scs.GetInt64(r.Context(), keyAccess)
		if id == 0 {
			next.ServeHTTP(w, r)
			return
		}
		v, err := s.desk.Visitor(r.Context(), id, s.scs.GetInt(r.Context(), keyGeneration))
		switch {
		case errors.Is(err, desk.ErrNotFound):
			err = s.Out(r) // the access has ended
		case err == nil:
			r = r.WithContext(context.WithValue(r.Context(), visitorKey{}, v))
		}
		if err != nil {
			s.failed(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// In begins a session of an access, with a new cookie: one that was there
// before is worth nothing.
func (s *Sessions) In(r *http.Request, accessID int64, generation int) error {
	if err := s.scs.RenewToken(r.Context()); err != nil {
		return fmt.Errorf("beginning a session: %w", err)
	}
	s.scs.Put(r.Context(), keyAccess, accessID)
	s.scs.Put(r.Context(), keyGeneration, generation)
	return nil
}

// Out ends the session.
func (s *Sessions) Out(r *http.Request) error {
	if err := s.scs.Destroy(r.Context()); err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	return nil
}

// Notice gives the next page a word to say, once: a key of the catalogue.
func (s *Sessions) Notice(r *http.Request, key string) { s.scs.Put(r.Context(), keyNotice, key) }

// TakeNotice takes the word that the page before left.
func (s *Sessions) TakeNotice(r *http.Request) string {
	if !s.scs.Exists(r.Context(), keyNotice) {
		return ""
	}
	return s.scs.PopString(r.Context(), keyNotice)
}
