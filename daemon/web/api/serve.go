package api

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"

	"permanence/daemon/desk"
)

// serve answers one operation: who asks, may they, what do they ask, do it.
func (a *API) serve(o Operation) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out, err := a.answer(w, r, o)
		if err != nil {
			a.failed(w, r, err)
			return
		}
		if err := write(w, o.Status, out); err != nil {
			a.failed(w, r, err)
		}
	})
}

func (a *API) answer(w http.ResponseWriter, r *http.Request, o Operation) (any, error) {
	c, err := a.caller(r)
	if err != nil {
		return nil, err
	}
	if wait := a.limits.wait(c.TokenID, a.Now()); wait > 0 {
		return nil, tooMany(wait)
	}
	if !o.open(c) || o.Scope != "" && !c.May(o.Scope) {
		return nil, noScope(o)
	}
	in := reflect.New(o.in)
	if err := a.read(w, r, o, in.Elem()); err != nil {
		return nil, err
	}
	return o.run(r.Context(), c, in.Interface())
}

// caller finds who a request's bearer token belongs to (RFC 6750 2.1).
func (a *API) caller(r *http.Request) (desk.Caller, error) {
	all := r.Header.Values("Authorization")
	if len(all) != 1 {
		return desk.Caller{}, unknown()
	}
	kind, token, _ := strings.Cut(all[0], " ")
	if !strings.EqualFold(kind, "Bearer") || token == "" {
		return desk.Caller{}, unknown()
	}
	c, err := a.desk.Caller(r.Context(), token)
	if errors.Is(err, desk.ErrNotFound) {
		err = unknown()
	}
	return c, err
}

// failed writes what an error means to whoever asked.
func (a *API) failed(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	p := problemOf(err)
	if p.Status == http.StatusInternalServerError {
		p.Reference = reference()
		a.Log.Error("the API failed", "reference", p.Reference, "method", r.Method, "path", r.URL.Path, "error", err)
	}
	p.write(w)
}
