package outbox

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// hurried is a clock that runs faster than the real one.
type hurried struct {
	begun time.Time
	speed int64
}

func (h hurried) now() time.Time {
	return h.begun.Add(time.Duration(int64(time.Since(h.begun)) * h.speed))
}

// start runs a Deliverer until the returned function is called, which answers
// how long the stop took.
func start(t testing.TB, o Options) (*Deliverer, func() time.Duration) {
	t.Helper()
	o.Log = slog.New(slog.DiscardHandler)
	setIfZero(&o.Poll, time.Millisecond)
	setIfZero(&o.Watch, time.Millisecond)
	setIfZero(&o.Review, time.Hour)
	d, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	var once sync.Once
	var took time.Duration
	stop := func() time.Duration {
		once.Do(func() {
			begun := time.Now()
			cancel()
			if err := <-ended; err != nil {
				t.Errorf("Run: %v", err)
			}
			took = time.Since(begun)
		})
		return took
	}
	t.Cleanup(func() { stop() })
	return d, stop
}

func eventually(t testing.TB, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !f(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

func TestLettersAreSentOnceEach(t *testing.T) {
	s, q := startScripted(t, nil), newMemory(200, false)
	d, stop := start(t, Options{Queue: q, Relay: s.relay()})
	eventually(t, "all letters at rest", q.rest)
	stop()
	q.view(func(letters []*kept) {
		for _, k := range letters {
			if n, _ := s.count(k.To); k.state != Sent || n != 1 || k.outcome.Reply != "2.0.0 Ok: queued as 4F2A1" || k.Attempt != 1 {
				t.Errorf("letter %d: %s, arrived %d times, %+v", k.ID, k.state, n, k.outcome)
			}
		}
	})
	if st := d.Status(); st.Sent != 200 || st.LastSuccess.IsZero() || !st.Ready() {
		t.Errorf("status %+v", st)
	}
	if s.steps["greet"] > 4 || len(q.broken) > 0 {
		t.Errorf("%d connections, breaches %v", s.steps["greet"], q.broken)
	}
	if q.calls["take"] > 40+q.calls["done"] || q.calls["phase"] != 200 || q.calls["done"] != 200 {
		t.Errorf("calls %v: want two commits a letter", q.calls)
	}
}

func TestAWakeBringsALetterOutAtOnce(t *testing.T) {
	s, q := startScripted(t, nil), newMemory(1, true)
	q.letters[0].due = time.Now().Add(50 * time.Millisecond)
	wake := make(chan struct{}, 1)
	start(t, Options{Queue: q, Relay: s.relay(), Wake: wake, Poll: time.Hour})
	time.Sleep(80 * time.Millisecond)
	if q.rest() {
		t.Fatal("sent without a hint")
	}
	wake <- struct{}{}
	eventually(t, "letter sent", q.rest)
}

func TestAConnectionThatWentAwayCostsNoAttempt(t *testing.T) {
	for name, react := range map[string]func(string, int) reaction{
		"421 at the second MAIL":    at("mail", 1, reaction{reply: "421 4.7.0 enough\r\n"}),
		"closed at the second MAIL": at("mail", 1, reaction{cut: true}),
		"503 at the second MAIL":    at("mail", 1, reaction{reply: "503 5.5.1 nested\r\n"}),
	} {
		t.Run(name, func(t *testing.T) {
			s, q := startScripted(t, react), newMemory(3, true)
			_, stop := start(t, Options{Queue: q, Relay: s.relay(), Connections: 1})
			eventually(t, "all letters at rest", q.rest)
			stop()
			q.view(func(letters []*kept) {
				for _, k := range letters {
					if k.Attempt != 1 || k.state != Sent {
						t.Errorf("letter %d: %d attempts, %s", k.ID, k.Attempt, k.state)
					}
				}
			})
		})
	}
}

func TestARefusedLoginStopsKnockingAndUsesNoAttempt(t *testing.T) {
	var refuse atomic.Bool
	refuse.Store(true)
	s := startScripted(t, func(step string, _ int) reaction {
		if step == "auth" && refuse.Load() {
			return reaction{reply: "535 5.7.8 bad credentials AGRlc2sAczNjcjN0\r\n"}
		}
		return reaction{}
	})
	q := newMemory(50, true)
	r := s.relay()
	r.User = "desk"
	r.Password = func(context.Context) (string, error) { return "s3cr3t", nil }
	var offset atomic.Int64
	d, _ := start(t, Options{Queue: q, Relay: r, Now: func() time.Time { return time.Now().Add(time.Duration(offset.Load())) }})
	eventually(t, "refusal noted", func() bool { return !d.Status().RefusingSince.IsZero() })
	time.Sleep(100 * time.Millisecond)
	s.mu.Lock()
	tries := s.steps["auth"]
	s.mu.Unlock()
	if tries != 1 {
		t.Errorf("%d logins with a wrong password at once", tries)
	}
	if st := d.Status(); !st.Refused || st.Alarmed || st.LastError == "" || containsSecret(st.LastError) {
		t.Errorf("status %+v", st)
	}
	offset.Store(int64(time.Hour))
	eventually(t, "one more knock", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.steps["auth"] == tries+1 })
	time.Sleep(50 * time.Millisecond)
	s.mu.Lock()
	if got := s.steps["auth"]; got != tries+1 {
		t.Errorf("%d knocks instead of one", got-tries)
	}
	s.mu.Unlock()
	refuse.Store(false)
	offset.Store(int64(2 * time.Hour))
	eventually(t, "all letters at rest", q.rest)
	q.view(func(letters []*kept) {
		for _, k := range letters {
			if k.state != Sent || k.Tries != 0 {
				t.Errorf("letter %d: %s after %d tries", k.ID, k.state, k.Tries)
			}
		}
	})
}

func containsSecret(s string) bool {
	return hide(s, []string{"s3cr3t", "AGRlc2sAczNjcjN0"}) != s
}

func TestARelayThatRefusesForAQuarterOfAnHourAlarmsOnceAndOnceWhenOver(t *testing.T) {
	var down atomic.Bool
	down.Store(true)
	s := startScripted(t, func(step string, _ int) reaction {
		if step == "greet" && down.Load() {
			return reaction{reply: "421 4.3.2 not now\r\n"}
		}
		return reaction{}
	})
	q := newMemory(3, false)
	events := make(chan Event, 10)
	var told atomic.Int64
	var offset atomic.Int64
	d, _ := start(t, Options{Queue: q, Relay: s.relay(), Now: func() time.Time { return time.Now().Add(time.Duration(offset.Load())) },
		Tell: func(_ context.Context, e Event) error {
			if told.Add(1) == 1 {
				return errDisk // the first try to tell fails: it is told again
			}
			events <- e
			return nil
		}})
	eventually(t, "refusal noted", func() bool { return !d.Status().RefusingSince.IsZero() })
	offset.Store(int64(14 * time.Minute))
	time.Sleep(20 * time.Millisecond)
	if d.Status().Alarmed || told.Load() > 0 {
		t.Fatal("alarm before its time")
	}
	offset.Store(int64(15*time.Minute + time.Second))
	if e := <-events; e.Over || e.Relay != s.addr || e.LastError == "" {
		t.Errorf("event %+v", e)
	}
	if st := d.Status(); !st.Alarmed || st.Ready() {
		t.Errorf("status %+v", st)
	}
	down.Store(false)
	eventually(t, "the end is told", func() bool {
		offset.Add(int64(time.Minute)) // past any wait that a last failure began
		return len(events) > 0
	})
	if e := <-events; !e.Over || e.Since.IsZero() {
		t.Errorf("event %+v", e)
	}
	time.Sleep(20 * time.Millisecond)
	if told.Load() != 3 {
		t.Errorf("told %d times", told.Load())
	}
}

func TestTheQueueFailingStopsNothingAndIsSeen(t *testing.T) {
	s, q := startScripted(t, nil), newMemory(10, true)
	failures := map[string]int{"recover": 2, "take": 2, "phase": 2, "done": 3, "release": 1}
	q.fail = func(call string) error {
		if failures[call] > 0 {
			failures[call]--
			return errDisk
		}
		return nil
	}
	clock := hurried{time.Now(), 2000}
	d, stop := start(t, Options{Queue: q, Relay: s.relay(), Now: clock.now})
	eventually(t, "all letters at rest", q.rest)
	stop()
	q.view(func(letters []*kept) {
		for _, k := range letters {
			if n, _ := s.count(k.To); k.state != Sent || n != 1 || k.Tries != 0 {
				t.Errorf("letter %d: %s, arrived %d times, %d tries", k.ID, k.state, n, k.Tries)
			}
		}
	})
	if len(q.broken) > 0 || d.Status().QueueError != "" {
		t.Errorf("breaches %v, status %+v", q.broken, d.Status())
	}
}

func TestALostLeaseStopsBeforeTheDot(t *testing.T) {
	s, q := startScripted(t, at("data", 0, reaction{delay: 60 * time.Millisecond})), newMemory(1, true)
	_, stop := start(t, Options{Queue: q, Relay: s.relay()})
	eventually(t, "letter under way", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.steps["data"] == 1 })
	q.view(func(letters []*kept) { letters[0].Attempt++; letters[0].state = Sent }) // another process has it
	time.Sleep(120 * time.Millisecond)
	stop()
	if n, _ := s.count("a1@moulin.example"); n != 0 {
		t.Error("sent without a lease")
	}
}

func TestStoppingLeavesNothingUncertain(t *testing.T) {
	for name, react := range map[string]func(string, int) reaction{
		"slow at RCPT":      always("rcpt", reaction{delay: 300 * time.Millisecond}),
		"slow at the dot":   always("dot", reaction{delay: 300 * time.Millisecond}),
		"silent at MAIL":    always("mail", reaction{silent: true}),
		"silent at connect": always("greet", reaction{silent: true}),
		"quick":             nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, q := startScripted(t, react), newMemory(500, true)
			r := s.relay()
			r.Timeouts = Timeouts{} // the real ones: minutes
			_, stop := start(t, Options{Queue: q, Relay: r})
			time.Sleep(100 * time.Millisecond)
			if took := stop(); took > 2*time.Second {
				t.Errorf("stopping took %v", took)
			}
			q.view(func(letters []*kept) {
				for _, k := range letters {
					n, _ := s.count(k.To)
					if k.state != Sent && k.state != "" || (k.state == Sent) != (n == 1) || k.phase == PhaseDot || !k.leased.IsZero() || k.Tries != 0 {
						t.Fatalf("letter %d: %q phase %q, arrived %d times, leased until %v", k.ID, k.state, k.phase, n, k.leased)
					}
				}
			})
		})
	}
}

func TestACrashAfterTheDotLeavesTheLetterUncertain(t *testing.T) {
	s, q := startScripted(t, nil), newMemory(2, false)
	q.letters[0].phase, q.letters[0].leased = PhaseDot, time.Now().Add(time.Hour)    // killed between j and m
	q.letters[1].phase, q.letters[1].leased = PhaseDialed, time.Now().Add(time.Hour) // killed before
	start(t, Options{Queue: q, Relay: s.relay()})
	eventually(t, "all letters at rest", q.rest)
	if n, _ := s.count("a1@moulin.example"); n != 0 || q.letters[0].state != Uncertain {
		t.Errorf("letter with a dot: %s, sent %d times", q.letters[0].state, n)
	}
	if n, _ := s.count("a2@moulin.example"); n != 1 || q.letters[1].state != Sent {
		t.Errorf("letter before the dot: %s, sent %d times", q.letters[1].state, n)
	}
}

func TestUncertainLettersAreSettledAsPromised(t *testing.T) {
	for _, human := range []bool{false, true} {
		s, q := startScripted(t, always("dot", reaction{cut: true})), newMemory(5, human)
		want, sent := ActAbandon, 1
		if human {
			want, sent = ActLeave, 2
		}
		_, stop := start(t, Options{Queue: q, Relay: s.relay(), Review: time.Millisecond})
		eventually(t, "all doubts settled", func() bool {
			settled := true
			q.view(func(letters []*kept) {
				for _, k := range letters {
					settled = settled && k.settled != ""
				}
			})
			return settled
		})
		stop()
		q.view(func(letters []*kept) {
			for _, k := range letters {
				if n, _ := s.count(k.To); n != sent || k.settled != want {
					t.Errorf("human %v: letter %d left %d times, settled %s; want %d, %s", human, k.ID, n, k.settled, sent, want)
				}
			}
		})
	}
}
