package outbox

import (
	"sync"
	"time"
)

// AlarmAfter is how long a relay must take nothing before it alarms.
const AlarmAfter = 15 * time.Minute

// lasting is how far apart the first and the newest failure must be: one that
// nothing followed, because nothing was sent since, is no refusal.
const lasting = time.Minute

// Status is how delivery fares, for /readyz, metrics and alarms.
type Status struct {
	Relay         string    // address of the relay
	LastSuccess   time.Time // last 250 after a dot; zero: never
	RefusingSince time.Time // first of the failures since then that are the relay's; zero: none
	LastError     string    // newest of them
	LastErrorAt   time.Time
	NextTry       time.Time // not before it is the relay tried again; zero: at once
	Refused       bool      // the relay refuses us (login, greeting): mending needs a person
	Alarmed       bool      // RefusingSince is AlarmAfter or more ago
	QueueError    string    // newest error of the queue not followed by a success

	Sent, Retried, Failed, Uncertain int64 // outcomes since the start
}

// Ready is nil while the relay does not alarm and the queue answers.
func (s Status) Ready() bool { return !s.Alarmed && s.QueueError == "" }

// Event is an alarm of the relay, or its end: each is told once.
type Event struct {
	Relay     string
	Over      bool
	Since, At time.Time // refusing since, told at
	Refused   bool
	LastError string
}

// Knock is how long to leave a relay alone after the strikes-th failure in a
// row (1 is the first): shortly where it was unreachable, longer where it
// refused us, so that a wrong password locks no account.
func Knock(strikes int, refused bool) time.Duration {
	waits := []time.Duration{5 * time.Second, 15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute}
	if refused {
		waits = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute}
	}
	return waits[min(max(strikes, 1), len(waits))-1]
}

// health is the relay's state, shared by the connections and their readers.
type health struct {
	mu      sync.Mutex
	s       Status
	strikes int
	told    bool // the alarm was told, its end was not
	since   time.Time
}

func (h *health) change(f func(*Status)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f(&h.s)
}

// status is the state at now.
func (h *health) status(now time.Time) Status {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.s
	s.Alarmed = !s.RefusingSince.IsZero() && now.Sub(s.RefusingSince) >= AlarmAfter &&
		s.LastErrorAt.Sub(s.RefusingSince) >= lasting
	return s
}

// took notes that the relay accepted a letter.
func (h *health) took(now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.strikes = 0
	h.s.LastSuccess = now
	h.s.RefusingSince, h.s.NextTry, h.s.Refused = time.Time{}, time.Time{}, false
	h.s.LastError, h.s.LastErrorAt = "", time.Time{}
}

// faulted notes a failure that is the relay's without closing the way to it.
func (h *health) faulted(now time.Time, reason string) {
	h.change(func(s *Status) {
		if s.RefusingSince.IsZero() {
			s.RefusingSince = now
		}
		s.LastError, s.LastErrorAt = reason, now
	})
}

// shut notes a failure that every letter would meet and answers when to try
// again. Failures while the way is shut already do not lengthen the wait.
func (h *health) shut(now time.Time, reason string, refused bool) time.Time {
	h.faulted(now, reason)
	h.mu.Lock()
	defer h.mu.Unlock()
	if ahead := h.s.NextTry.Sub(now); ahead > 0 && ahead <= Knock(len(backoff), true) {
		return h.s.NextTry
	}
	h.strikes++
	h.s.Refused = refused
	h.s.NextTry = now.Add(Knock(h.strikes, refused))
	return h.s.NextTry
}

// way says whether the relay is to be left alone at now, and whether its last
// connection failed, so that one letter has to find out. A next try beyond the
// longest wait comes from a clock that was set back and does not count.
func (h *health) way(now time.Time) (shut, doubtful bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	ahead := h.s.NextTry.Sub(now)
	return !h.s.NextTry.IsZero() && ahead > 0 && ahead <= Knock(len(backoff), true), h.strikes > 0
}

// count counts an outcome.
func (h *health) count(state State) {
	h.change(func(s *Status) {
		switch state {
		case Sent:
			s.Sent++
		case Retry:
			s.Retried++
		case Failed:
			s.Failed++
		case Uncertain:
			s.Uncertain++
		}
	})
}

// opened notes that a connection stands again.
func (h *health) opened() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.strikes = 0
	h.s.NextTry, h.s.Refused = time.Time{}, false
}

// event is what has to be told now; nil: nothing. It is told again until done
// is called on it.
func (h *health) event(now time.Time) *Event {
	s := h.status(now)
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case s.Alarmed && !h.told:
		return &Event{Relay: s.Relay, Since: s.RefusingSince, At: now, Refused: s.Refused, LastError: s.LastError}
	case h.told && s.RefusingSince.IsZero():
		return &Event{Relay: s.Relay, Over: true, Since: h.since, At: now}
	}
	return nil
}

// done notes that an event was told.
func (h *health) done(e *Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.told, h.since = !e.Over, e.Since
}
