package mailbox

import (
	"sync"
	"time"
)

// Status is how a watcher fares, for /readyz, metrics and alarms.
type Status struct {
	Mailbox string
	Host    string

	Connected   bool      // every folder has a connection that is logged in
	Idle        bool      // every folder waits in IDLE
	LastSuccess time.Time // when the folder furthest behind was last found complete, or mail of it kept; zero: never
	LastError   string    // newest error not followed by a success; empty: none
	LastErrorAt time.Time

	Fetched    int64 // mails handed over and kept
	Recovered  int64 // of these, found by the reconciler only
	Vanished   int64 // mails expunged between list and fetch
	Unreadable int64 // mails listed that the server has so far refused to give: tried again
	Reconnects int64 // connections after the first of each folder
}

// Status gives the present state; it may be called at any time.
func (w *Watcher) Status() Status {
	sum := Status{Mailbox: w.account.Name, Host: w.account.Host, Connected: true, Idle: true}
	for i, f := range w.folders {
		s := f.state.get()
		sum.Connected = sum.Connected && s.Connected
		sum.Idle = sum.Idle && s.Idle
		sum.Fetched += s.Fetched
		sum.Recovered += s.Recovered
		sum.Vanished += s.Vanished
		sum.Unreadable += s.Unreadable
		sum.Reconnects += s.Reconnects
		if i == 0 || s.LastSuccess.Before(sum.LastSuccess) {
			sum.LastSuccess = s.LastSuccess
		}
		if s.LastErrorAt.After(sum.LastErrorAt) {
			sum.LastError, sum.LastErrorAt = s.LastError, s.LastErrorAt
		}
	}
	return sum
}

// state is the Status of one folder, shared between its loop and readers.
type state struct {
	mu sync.Mutex
	s  Status
}

func (st *state) get() Status {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.s
}

func (st *state) change(f func(*Status)) {
	st.mu.Lock()
	defer st.mu.Unlock()
	f(&st.s)
}

func (st *state) failed(err error, at time.Time) {
	st.change(func(s *Status) {
		s.Connected, s.Idle = false, false
		s.LastError, s.LastErrorAt = err.Error(), at
	})
}

func (st *state) succeeded(at time.Time) {
	st.change(func(s *Status) {
		s.LastSuccess = at
		s.LastError, s.LastErrorAt = "", time.Time{}
	})
}
