package web

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/store"
	"permanence/templates"
)

// serverWith is the web server of an empty desk that fares as told.
func serverWith(t *testing.T, ready Readiness) http.Handler {
	t.Helper()
	s, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	texts, err := templates.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(context.Background(), desk.Options{Store: s, Config: &config.Config{}, Texts: texts,
		Checker: authn.New(nil, time.Now), Now: time.Now, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := templates.LoadPages(nil)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := New(Options{Desk: d, Config: &config.Config{}, Pages: pages, Ready: func(context.Context) Readiness { return ready },
		Now: time.Now, Rand: rand.Reader, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return srv.server.Handler
}

func get(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	body, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(body)
}

func TestMonitoringIsAnswered(t *testing.T) {
	well := Readiness{Version: "1", Mailboxes: []MailboxState{{Mailbox: "support", Connected: true, LastSuccess: time.Unix(1_790_000_000, 0)}}}
	ill := Readiness{Problems: []string{"mailbox support could not be read since 14:05"}}
	for _, c := range []struct {
		name, path string
		ready      Readiness
		status     int
		says       []string
	}{
		{"alive", "/healthz", ill, http.StatusOK, []string{`"status":"ok"`}},
		{"ready", "/readyz", well, http.StatusOK, []string{`"status":"ready"`, `"mailbox":"support"`}},
		{"not ready, and why", "/readyz", ill, http.StatusServiceUnavailable, []string{`"status":"not ready"`, "since 14:05"}},
		{"figures", "/metrics", well, http.StatusOK, []string{
			"permanence_queue_oldest_seconds 0", `permanence_imap_last_success_timestamp_seconds{mailbox="support"} 1.79e+09`, "go_goroutines"}},
		{"nothing else", "/nowhere", well, http.StatusNotFound, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body := get(t, serverWith(t, c.ready), c.path)
			if status != c.status {
				t.Errorf("answered %d, want %d", status, c.status)
			}
			for _, want := range c.says {
				if !strings.Contains(body, want) {
					t.Errorf("the answer lacks %q:\n%s", want, body)
				}
			}
		})
	}
}
