// Package api is /api/v1: what the pages can do, for programs. One table names
// every operation with its scope and the types that go in and out; requests are
// read, answers written and the OpenAPI description made from that table.
//
// A file a resource; each handler calls one verb of the desk. A token is all
// that says who asks: no cookie is read, and no other site's script may ask.
package api

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/templates"
)

// Base is where the API is.
const Base = "/api/v1"

// Options are what an API is made of.
type Options struct {
	Desk    *desk.Desk
	Config  *config.Config
	Pages   *templates.Pages
	Now     func() time.Time
	Version string
	Log     *slog.Logger
}

// API answers programs.
type API struct {
	Options
	desk   *desk.Desk
	limits *limits
}

// New makes an API.
func New(o Options) *API {
	return &API{Options: o, desk: o.Desk, limits: newLimits(o.Config.Limits.APIMinute)}
}

// Handler answers all below Base.
func (a *API) Handler() (http.Handler, error) {
	mux := http.NewServeMux()
	for _, o := range a.Operations() {
		mux.Handle(o.Method+" "+Base+o.Path, a.serve(o))
	}
	if err := a.describe(mux); err != nil {
		return nil, err
	}
	mux.HandleFunc(Base+"/", func(w http.ResponseWriter, _ *http.Request) { missing().write(w) })
	return guarded(mux), nil
}

// guarded is stricter than what the server says with every answer: nothing here
// has a script or a form.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

// reference is what a program can quote and an administrator find in the log.
func reference() string { return rand.Text()[:10] }
