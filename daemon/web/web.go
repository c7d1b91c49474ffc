// Package web answers over HTTP: the client space, the platform, and what
// monitoring asks for. Its rooms hold one file per screen; the table of
// contents is routes.go.
package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/web/account"
	"permanence/daemon/web/api"
	"permanence/daemon/web/page"
	"permanence/daemon/web/session"
	"permanence/templates"
)

// Options are what a Server is made of.
type Options struct {
	Desk    *desk.Desk
	Config  *config.Config
	Pages   *templates.Pages
	Ready   func(context.Context) Readiness
	Now     func() time.Time
	Rand    io.Reader
	Version string
	Log     *slog.Logger
}

// Server is the HTTP server.
type Server struct {
	o      Options
	site   *page.Site
	in     account.Screens
	server *http.Server
}

// New makes a Server.
func New(o Options) (*Server, error) {
	proxies, err := session.ReadProxies(o.Config.Web.TrustedProxies)
	if err != nil {
		return nil, err
	}
	s := &Server{o: o}
	stopping := make(chan struct{})
	s.site = &page.Site{Stopping: stopping, Desk: o.Desk, Config: o.Config, Pages: o.Pages, Now: o.Now, Rand: o.Rand, Version: o.Version, Log: o.Log}
	s.site.Sessions = session.New(session.Options{Desk: o.Desk, Secure: strings.HasPrefix(o.Config.Desk.BaseURL, "https://"),
		Proxies: proxies, Now: o.Now, Failed: s.site.Failed})
	if s.in, err = account.New(s.site); err != nil {
		return nil, err
	}
	programs, err := api.New(api.Options{Desk: o.Desk, Config: o.Config, Pages: o.Pages, Now: o.Now, Version: o.Version, Log: o.Log}).Handler()
	if err != nil {
		return nil, err
	}
	s.server = &http.Server{Handler: s.routes(programs), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn)}
	s.server.RegisterOnShutdown(func() { close(stopping) })
	return s, nil
}

// Serve answers on the listener until ctx ends.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if err := s.server.Shutdown(stop); err != nil {
			s.o.Log.Warn("the web server did not end in time", "error", err)
		}
	}()
	err := s.server.Serve(l)
	if errors.Is(err, http.ErrServerClosed) {
		<-ended
		return nil
	}
	return err
}
