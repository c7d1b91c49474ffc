package page

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/session"
)

// Handler makes one page. An error becomes a page that says what happened.
type Handler func(w http.ResponseWriter, r *http.Request) error

// ForVisitor makes a page for somebody who is signed in.
type ForVisitor func(w http.ResponseWriter, r *http.Request, v desk.Visitor) error

// Open is a page for everybody.
func (s *Site) Open(h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most := int64(strangersForm)
		if _, in := session.Visitor(r); in {
			most = maxForm
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		if err := h(w, r); err != nil {
			s.Failed(w, r, err)
		}
	})
}

// SignedIn is a page for those who are signed in. Others sign in first and
// come back. Who came in with a provisional password chooses one first (R2).
func (s *Site) SignedIn(h ForVisitor) http.Handler {
	return s.Open(func(w http.ResponseWriter, r *http.Request) error {
		v, ok := session.Visitor(r)
		switch {
		case !ok:
			http.Redirect(w, r, "/login?next="+url.QueryEscape(comeBack(r)), http.StatusSeeOther)
			return nil
		case v.MustChoose() && r.URL.Path != PasswordPath:
			http.Redirect(w, r, PasswordPath, http.StatusSeeOther)
			return nil
		case s.mustSetUpCodes(r, v):
			http.Redirect(w, r, TwoStepPath, http.StatusSeeOther)
			return nil
		}
		return h(w, r, v)
	})
}

// PasswordPath is where a person chooses a password, TwoStepPath where the
// second step is set up.
const (
	PasswordPath = "/password"
	TwoStepPath  = "/account/two-step"
)

// mustSetUpCodes tells whether the visitor has to set up the second step before
// anything else. What is below the page of it, and the password, come first.
func (s *Site) mustSetUpCodes(r *http.Request, v desk.Visitor) bool {
	return s.Desk.MustHaveCodes(v) && !v.Access.TwoStep() && v.Way.AsksCode() &&
		r.URL.Path != PasswordPath && r.URL.Path != TwoStepPath && !strings.HasPrefix(r.URL.Path, TwoStepPath+"/")
}

// Each is one address with two pages: a contact's and an agent's. A nil page
// is not there.
func (s *Site) Each(contact, agent ForVisitor) http.Handler {
	return s.SignedIn(func(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
		h := agent
		if v.IsContact() {
			h = contact
		}
		if h == nil {
			return desk.ErrNotFound
		}
		return h(w, r, v)
	})
}

// Contact is a page of the client space.
func (s *Site) Contact(h ForVisitor) http.Handler { return s.Each(h, nil) }

// Agent is a page of the platform.
func (s *Site) Agent(h ForVisitor) http.Handler { return s.Each(nil, h) }

// comeBack is where to go after signing in: the page itself, or for a form the
// page that it was on.
func comeBack(r *http.Request) string {
	if r.Method == http.MethodGet {
		return r.URL.RequestURI()
	}
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host {
		return from.RequestURI()
	}
	return "/"
}

// Local is the path to go to, "/" where it is none of ours.
func Local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\t\r\n") {
		return "/"
	}
	return to
}

// refusals are the kinds of refusal that have words in the catalogue.
var refusals = []struct {
	kind error
	key  string
}{
	{desk.ErrStale, "stale"}, {desk.ErrEmpty, "empty"}, {desk.ErrTooLarge, "too-large"}, {desk.ErrNoRight, "no-right"},
	{desk.ErrState, "state"}, {desk.ErrNotAddress, "not-address"}, {desk.ErrNotColleague, "not-colleague"}, {desk.ErrTooLate, "too-late"},
	{desk.ErrDay, "day"}, {ticket.ErrTag, "tag"}, {desk.ErrTooLong, "too-long"}, {desk.ErrTaken, "taken"},
	{desk.ErrInUse, "in-use"}, {desk.ErrNotTwo, "not-two"}, {desk.ErrAll, "all"}, {ticket.ErrWhen, "when"},
	{ticket.ErrMacroEmpty, "macro-empty"}, {ticket.ErrMacroHands, "macro-hands"},
	{desk.ErrDecided, "decided"}, {desk.ErrNobodys, "nobodys"}, {desk.ErrMissing, "field-missing"}, {desk.ErrAddressTaken, "address-taken"},
	{desk.ErrNoDay, "no-day"}, {desk.ErrDuty, "duty"}, {desk.ErrAway, "away"},
}

// Refusal is what a verb refused, in the words of whoever asks, for a form that
// comes back filled in. A kind without words of its own is the verb's sentence.
func (s *Site) Refusal(r *http.Request, err error) (sentence string, ok bool) {
	for _, known := range refusals {
		if errors.Is(err, known.kind) {
			if sentence, e := s.Words(r).Word("refusal", known.key); e == nil {
				return sentence, true
			}
		}
	}
	if !errors.Is(err, desk.ErrRefused) {
		return "", false
	}
	return strings.TrimPrefix(err.Error(), desk.ErrRefused.Error()+": "), true
}

// Failed shows what an error means to whoever asked. What does not exist and
// what is somebody else's are one page.
func (s *Site) Failed(w http.ResponseWriter, r *http.Request, err error) {
	switch sentence, refused := s.Refusal(r, err); {
	case errors.Is(err, context.Canceled):
		return
	case errors.Is(err, desk.ErrNotFound):
		s.plain(w, r, http.StatusNotFound, "missing", nil)
	case refused:
		s.plain(w, r, http.StatusUnprocessableEntity, "refused", sentence)
	default:
		code := s.reference()
		s.Log.Error("a page failed", "reference", code, "method", r.Method, "path", r.URL.Path, "error", err)
		s.plain(w, r, http.StatusInternalServerError, "failed", code)
	}
}

// plain shows a page of its own for an error; where even that fails it is text.
func (s *Site) plain(w http.ResponseWriter, r *http.Request, status int, screen string, data any) {
	if err := s.Show(w, r, status, screen, data); err != nil {
		s.Log.Error("a page of an error failed", "screen", screen, "error", err)
		http.Error(w, http.StatusText(status), status)
	}
}

// reference is what a person can quote and an administrator find in the log.
func (s *Site) reference() string {
	var b [5]byte
	if _, err := io.ReadFull(s.Rand, b[:]); err != nil {
		return s.Now().UTC().Format("150405.000")
	}
	return hex.EncodeToString(b[:])
}

// Missing is the page of an address that is not there.
func (s *Site) Missing(http.ResponseWriter, *http.Request) error { return desk.ErrNotFound }
