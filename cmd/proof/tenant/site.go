package tenant

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"

	"permanence/daemon/testhouse"
	"permanence/daemon/web"
	"permanence/templates"
)

// site is the web server of a town's desk, on a port of this machine.
type site struct {
	base  string
	halt  context.CancelFunc
	ended chan error
}

// openSite serves the pages of the desk.
func (t *town) openSite(ctx context.Context) error {
	pages, err := templates.LoadPages(nil)
	if err != nil {
		return err
	}
	server, err := web.New(web.Options{Desk: t.desk.Desk, Config: t.desk.Config, Pages: pages, Ready: func(context.Context) web.Readiness { return web.Readiness{} },
		Now: t.clock.Now, Rand: rand.NewChaCha8([32]byte{byte(t.seed), byte(t.seed >> 8)}), Version: "proof", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	running, halt := context.WithCancel(context.WithoutCancel(ctx))
	t.site = &site{base: "http://" + l.Addr().String(), halt: halt, ended: make(chan error, 1)}
	go func() { t.site.ended <- server.Serve(running, l) }()
	for _, s := range t.sides {
		s.tab = testhouse.NewBrowser(t.site.base)
		s.program = program{client: s.tab.Client}
	}
	return nil
}

func (s *site) close() error {
	if s == nil {
		return nil
	}
	s.halt()
	return <-s.ended
}

// signIn lets whoever a side's contract names in to the pages. A login that is
// paused stays out.
func (t *town) signIn(ctx context.Context, s *side) error {
	all, err := t.desk.Contracts(ctx, fmt.Sprint(s.client))
	if err != nil || len(all) == 0 {
		return errors.Join(err, fmt.Errorf("%s has %d contracts", s.name, len(all)))
	}
	who := all[0].Technical
	s.password = "of " + who
	if err := t.desk.SetPassword(ctx, who, s.password, "proof"); err != nil {
		return err
	}
	_, err = s.tab.Post("/login", map[string][]string{"login": {who}, "password": {s.password}})
	return err
}

// lost tells whether an answer sends somebody to the page of signing in.
func lost(a testhouse.Answer) bool {
	at := a.Header.Get("Location")
	return a.Status == http.StatusSeeOther && len(at) >= len("/login") && at[:len("/login")] == "/login"
}

// asked has somebody of a side ask for something, signed in, and goes where the
// answer leads. It looks at all that they see. thrown is what they wrote into
// the address or the form themselves.
func (t *town) asked(ctx context.Context, s *side, thrown string, ask func(*testhouse.Browser) (testhouse.Answer, error)) (testhouse.Answer, error) {
	a, err := ask(s.tab)
	if err == nil && lost(a) {
		if err := t.signIn(ctx, s); err != nil {
			return a, err
		}
		a, err = ask(s.tab)
	}
	if err != nil {
		return a, err
	}
	if a.Status >= http.StatusInternalServerError {
		return a, fmt.Errorf("the pages failed: %d: %s", a.Status, around(a.Body, "<h1>"))
	}
	t.saw(s, a, thrown)
	if at := a.Header.Get("Location"); at != "" {
		next, err := s.tab.Get(at)
		if err != nil {
			return a, err
		}
		t.saw(s, next, thrown)
	}
	return a, nil
}

func (t *town) get(ctx context.Context, s *side, path, thrown string) (testhouse.Answer, error) {
	return t.asked(ctx, s, thrown, func(b *testhouse.Browser) (testhouse.Answer, error) { return b.Get(path) })
}

func (t *town) post(ctx context.Context, s *side, path string, f form) (testhouse.Answer, error) {
	return t.asked(ctx, s, "", func(b *testhouse.Browser) (testhouse.Answer, error) {
		kind, body := f.write()
		return b.Send(path, kind, body)
	})
}
