// Package page makes pages: it shows a screen to whoever asks, in their
// language, and turns the errors of verbs into pages that say what to do.
package page

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/web/session"
	"permanence/templates"
)

// Site is what every screen is made with.
type Site struct {
	Desk     *desk.Desk
	Config   *config.Config
	Pages    *templates.Pages
	Sessions *session.Sessions
	Now      func() time.Time
	Rand     io.Reader
	Version  string
	Log      *slog.Logger
	Stopping <-chan struct{} // closed when the server stops: streams end
}

// View is what a screen's template is given. The screen's own facts are in
// Data.
type View struct {
	Lang     string
	Theme    string // "", light or dark
	Here     string // path of the page
	Notice   string // key of what the page before did
	Visitor  desk.Visitor
	SignedIn bool
	Keys     bool // single keys are shortcuts
	Firm     Firm
	Zone     *time.Location
	Now      time.Time
	Version  string
	Data     any
}

// Firm is how our firm names itself on pages.
type Firm struct {
	Name    string // of the desk
	Address string // of support
	Contact string // for whoever wants a contract
}

// Show shows a screen.
func (s *Site) Show(w http.ResponseWriter, r *http.Request, status int, screen string, data any) error {
	b, err := s.Pages.Write(s.Language(r), screen, s.view(r, data))
	if err != nil {
		return err
	}
	return send(w, status, b)
}

// ShowPiece shows one named piece of a screen, for a page that has the rest.
func (s *Site) ShowPiece(w http.ResponseWriter, r *http.Request, screen, piece string, data any) error {
	b, err := s.Pages.Piece(s.Language(r), screen, piece, s.view(r, data))
	if err != nil {
		return err
	}
	return send(w, http.StatusOK, b)
}

func send(w http.ResponseWriter, status int, b []byte) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	_, _ = bytes.NewReader(b).WriteTo(w) // the reader is gone: nobody is left to tell
	return nil
}

func (s *Site) view(r *http.Request, data any) View {
	v, in := session.Visitor(r)
	return View{Lang: s.Language(r), Theme: theme(r, v), Keys: in && !v.IsContact() && v.Preferences.Shortcuts, Here: r.URL.Path, Notice: s.Sessions.TakeNotice(r), Visitor: v, SignedIn: in,
		Firm: Firm{Name: s.Config.Desk.Name, Address: s.address(), Contact: s.Config.Desk.ContactAddress},
		Zone: s.Config.Desk.Location, Now: s.Now(), Version: s.Version, Data: data}
}

// address is where clients write to.
func (s *Site) address() string {
	if len(s.Config.Mailboxes) == 0 {
		return ""
	}
	return s.Config.Mailboxes[0].Address
}

// Language is the one in which whoever asks reads: a visitor's own, else what
// the browser prefers of those we have.
func (s *Site) Language(r *http.Request) string {
	if v, ok := session.Visitor(r); ok && v.Language() != "" {
		return v.Language()
	}
	return preferred(r.Header.Get("Accept-Language"), s.Config.Desk.Language)
}

// Words are the typography and the catalogue of whoever asks.
func (s *Site) Words(r *http.Request) *templates.Language { return s.Pages.Language(s.Language(r)) }

// Done leaves the next page a word to say, and sends the browser there.
func (s *Site) Done(w http.ResponseWriter, r *http.Request, notice, to string) error {
	s.Sessions.Notice(r, notice)
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// ThemeCookie holds what a person chose: light or dark.
const ThemeCookie = "permanence-theme"

// theme is what this browser was told, else what an agent prefers; "" is what
// the system says.
func theme(r *http.Request, v desk.Visitor) string {
	if c, err := r.Cookie(ThemeCookie); err == nil && (c.Value == "light" || c.Value == "dark") {
		return c.Value
	}
	if v.Preferences.Theme == people.ThemeLight || v.Preferences.Theme == people.ThemeDark {
		return string(v.Preferences.Theme)
	}
	return ""
}
