// Package web answers over HTTP: for now what monitoring asks for. Pages and
// the API move in here, one file per screen.
package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"permanence/daemon/desk"
)

// Options are what a Server is made of.
type Options struct {
	Desk  *desk.Desk
	Ready func(context.Context) Readiness
	Log   *slog.Logger
}

// Server is the HTTP server.
type Server struct {
	o      Options
	server *http.Server
}

// New makes a Server.
func New(o Options) *Server {
	s := &Server{o: o}
	s.server = &http.Server{Handler: s.routes(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn)}
	return s
}

// routes is the table of contents.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /metrics", s.metrics())
	return mux
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

// healthz says that the process answers.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": "ok"})
}

// readyz says whether mail comes in and goes out, and if not why.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	ready := s.o.Ready(r.Context())
	if _, err := s.o.Desk.Stats(r.Context()); err != nil {
		ready.Problems = append(ready.Problems, "the database does not answer: "+err.Error())
	}
	status := http.StatusOK
	ready.Status = "ready"
	if len(ready.Problems) > 0 {
		status, ready.Status = http.StatusServiceUnavailable, "not ready"
	}
	answer(w, status, ready)
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the reader is gone: nobody is left to tell
}

// Readiness is the answer of /readyz.
type Readiness struct {
	Status    string         `json:"status"`
	Version   string         `json:"version"`
	Problems  []string       `json:"problems,omitempty"`
	Mailboxes []MailboxState `json:"mailboxes"`
	Relay     RelayState     `json:"relay"`
}

// MailboxState is how a mailbox fares.
type MailboxState struct {
	Mailbox     string    `json:"mailbox"`
	Connected   bool      `json:"connected"`
	LastSuccess time.Time `json:"last_success"`
	LastError   string    `json:"last_error,omitempty"`
	Fetched     int64     `json:"fetched"`
	Recovered   int64     `json:"recovered"`
	Vanished    int64     `json:"vanished"`
}

// RelayState is how the relay fares.
type RelayState struct {
	Relay       string    `json:"relay"`
	LastSuccess time.Time `json:"last_success"`
	LastError   string    `json:"last_error,omitempty"`
	Sent        int64     `json:"sent"`
	Failed      int64     `json:"failed"`
	Uncertain   int64     `json:"uncertain"`
}
