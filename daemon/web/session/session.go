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
	"permanence/daemon/desk/people"
)

// life is how long somebody stays signed in.
const life = 30 * 24 * time.Hour

// seenEvery is how exactly is kept when a session was last used.
const seenEvery = time.Hour

// What a session holds. Instants are milliseconds.
const (
	keyAccess     = "access"     // id of the access, int64
	keyGeneration = "generation" // of the access, int
	keyWay        = "way"        // by which the person came in
	keyBegun      = "begun"
	keySeen       = "seen"
	keyNetwork    = "network"
	keyBrowser    = "browser"
	keyNotice     = "notice" // what the next page says once
)

// Sessions are those of one server.
type Sessions struct {
	desk    *desk.Desk
	scs     *scs.SessionManager
	proxies Proxies
	now     func() time.Time
	failed  func(http.ResponseWriter, *http.Request, error)
}

// Options are what Sessions are made of.
type Options struct {
	Desk *desk.Desk
	// Secure is for pages behind TLS: the cookie is bound to the host then, and
	// sent over TLS alone.
	Secure  bool
	Proxies Proxies
	Now     func() time.Time
	Failed  func(http.ResponseWriter, *http.Request, error) // shows an error of the store
}

// New keeps sessions in the desk's store.
func New(o Options) *Sessions {
	m := &scs.SessionManager{Lifetime: life, Store: vault{o.Desk, o.Now}, Codec: scs.GobCodec{}, ErrorFunc: o.Failed, Cookie: scs.SessionCookie{
		Name: "permanence", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: o.Secure, Path: "/", Persist: true}}
	if o.Secure {
		m.Cookie.Name = "__Host-permanence"
	}
	return &Sessions{desk: o.Desk, scs: m, proxies: o.Proxies, now: o.Now, failed: o.Failed}
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
			s.complete(r, &v)
			r = r.WithContext(context.WithValue(r.Context(), visitorKey{}, v))
		}
		if err != nil {
			s.failed(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// complete adds to a visitor what the session knows, and notes that it is used.
func (s *Sessions) complete(r *http.Request, v *desk.Visitor) {
	ctx, now := r.Context(), s.now()
	v.From = s.Where(r)
	v.Way = desk.Way(s.scs.GetString(ctx, keyWay))
	v.Begun = time.UnixMilli(s.scs.GetInt64(ctx, keyBegun))
	v.Session = hashed(s.scs.Token(ctx))
	if now.Sub(time.UnixMilli(s.scs.GetInt64(ctx, keySeen))) >= seenEvery {
		s.seen(r)
	}
}

// seen notes when and from where the session was used last.
func (s *Sessions) seen(r *http.Request) {
	ctx, from := r.Context(), s.Where(r)
	s.scs.Put(ctx, keySeen, s.now().UnixMilli())
	s.scs.Put(ctx, keyNetwork, from.Network)
	s.scs.Put(ctx, keyBrowser, from.Browser)
}

// Where is from where a page is asked for.
func (s *Sessions) Where(r *http.Request) desk.Where {
	return desk.Where{Network: s.proxies.Peer(r), Browser: browser(r.UserAgent())}
}

// In begins a session of somebody who came in, with a new cookie: one that was
// there before is worth nothing.
func (s *Sessions) In(r *http.Request, a people.Access, way desk.Way) error {
	if err := s.renew(r); err != nil {
		return err
	}
	s.scs.Put(r.Context(), keyAccess, a.ID)
	s.scs.Put(r.Context(), keyGeneration, a.Generation)
	s.scs.Put(r.Context(), keyWay, string(way))
	s.scs.Put(r.Context(), keyBegun, s.now().UnixMilli())
	s.seen(r)
	return nil
}

// renew empties the session and gives it a new cookie.
func (s *Sessions) renew(r *http.Request) error {
	err := s.scs.Clear(r.Context())
	if err == nil {
		err = s.scs.RenewToken(r.Context())
	}
	if err != nil {
		return fmt.Errorf("beginning a session: %w", err)
	}
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
