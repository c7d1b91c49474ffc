package web

import (
	"encoding/json"
	"net/http"
	"time"
)

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
