package outbox

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestARelayThatRefusesEachMailCostsOneAttemptNotALoop(t *testing.T) {
	for _, reply := range []string{"550 5.7.1 not you\r\n", "421 4.3.2 closing\r\n"} {
		s, q := startScripted(t, always("mail", reaction{reply: reply})), newMemory(2, true)
		d, stop := start(t, Options{Queue: q, Relay: s.relay(), Connections: 1})
		eventually(t, "both tried", func() bool { return d.Status().Retried == 2 })
		time.Sleep(20 * time.Millisecond)
		stop()
		q.view(func(letters []*kept) {
			for _, k := range letters {
				if k.Attempt != 1 || k.Tries != 1 || k.state != "" || k.due.Before(time.Now().Add(50*time.Second)) {
					t.Errorf("%q: letter %d: %d attempts, %d tries, %q, due %v", reply, k.ID, k.Attempt, k.Tries, k.state, k.due)
				}
			}
		})
		if s.steps["mail"] > 3 {
			t.Errorf("%q: MAIL said %d times for two letters", reply, s.steps["mail"])
		}
	}
}

func TestNoDotLeavesBeforeTheOutcomeOfTheLetterBeforeIsOnDisk(t *testing.T) {
	s, q := startScripted(t, nil), newMemory(3, true)
	var broken atomic.Bool
	broken.Store(true)
	q.fail = func(call string) error {
		if call == "done" && broken.Load() {
			return errDisk
		}
		return nil
	}
	d, _ := start(t, Options{Queue: q, Relay: s.relay(), Connections: 1})
	eventually(t, "the failing disk is seen", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.steps["data"] == 2 })
	time.Sleep(50 * time.Millisecond)
	s.mu.Lock()
	if s.steps["dot"] != 1 {
		t.Errorf("%d letters left while the first outcome is not on disk", s.steps["dot"])
	}
	s.mu.Unlock()
	broken.Store(false)
	eventually(t, "all letters at rest", q.rest)
	if st := d.Status(); st.QueueError != "" {
		t.Errorf("status %+v", st)
	}
}

// Whatever the relay does, a letter it said 250 to never leaves again, one it
// may have kept leaves at most once more and only as an agent's answer, and
// every letter comes to an end.
func TestNoSequenceOfFaultsSendsALetterTwice(t *testing.T) {
	steps := []string{"greet", "ehlo", "mail", "rcpt", "data", "body", "dot", "rset", "quit"}
	kinds := []reaction{{cut: true}, {cut: true, cutAt: 3}, {cut: true, cutAt: 9}, {silent: true}, {reply: "421 4.3.2 closing\r\n"},
		{reply: "451 4.3.0 later\r\n"}, {reply: "554 5.3.0 no\r\n"}, {reply: "535 5.7.8 who\r\n"}, {reply: "what\r\n"},
		{reply: "250 fine\r\n"}, {reply: "354 go\r\n"}, {twice: true}}
	rapid.Check(t, func(rt *rapid.T) {
		plan := map[string]reaction{}
		for range rapid.IntRange(1, 12).Draw(rt, "faults") {
			step := rapid.SampledFrom(steps).Draw(rt, "step")
			kind := rapid.SampledFrom(kinds).Draw(rt, "kind")
			if step == "body" && (kind.reply == "" || kind.reply == "250 fine\r\n") {
				continue // only words make sense there, and a lying 250 is told apart elsewhere
			}
			plan[fmt.Sprint(step, rapid.IntRange(0, 5).Draw(rt, "at"))] = kind
		}
		human := rapid.Bool().Draw(rt, "human")
		s := startScripted(t, func(step string, n int) reaction { return plan[fmt.Sprint(step, n)] })
		r := s.relay()
		wait := 40 * time.Millisecond
		r.Timeouts = Timeouts{Connect: wait, Greet: wait, Command: wait, Data: wait, Block: wait, Final: wait, Reset: wait, Stop: wait}
		q := newMemory(6, human)
		clock := hurried{time.Now(), 1_000_000}
		_, stop := start(t, Options{Queue: q, Relay: r, Now: clock.now, Connections: 2, Review: 5 * time.Millisecond})
		eventually(t, fmt.Sprintf("rest after %v", plan), func() bool {
			over := true
			q.view(func(letters []*kept) {
				for _, k := range letters {
					over = over && (k.state == Sent || k.state == Failed || k.settled != "")
				}
			})
			return over
		})
		stop()
		q.view(func(letters []*kept) {
			for _, k := range letters {
				arrived, _ := s.count(k.To)
				ceiling := 1
				if human && k.retried == 1 {
					ceiling = 2
				}
				switch {
				case arrived > ceiling, k.retried > 1, k.state == Sent && arrived == 0, k.state == Failed && arrived > k.retried, k.doubts > 2:
					rt.Fatalf("letter %d: %s, arrived %d times, %+v", k.ID, k.state, arrived, k.history)
				case arrived > 0 && s.bytes[k.To] != letterText:
					rt.Fatalf("letter %d arrived changed", k.ID)
				}
				for i, o := range k.history {
					if o.State == Sent && i != len(k.history)-1 {
						rt.Fatalf("letter %d went on after its 250: %+v", k.ID, k.history)
					}
				}
			}
			if len(q.broken) > 0 {
				rt.Fatal(q.broken)
			}
		})
	})
}

func BenchmarkLetters(b *testing.B) {
	for _, commit := range []time.Duration{0, 300 * time.Microsecond, 3 * time.Millisecond} {
		b.Run(fmt.Sprintf("commit=%v", commit), func(b *testing.B) {
			s, q := startScripted(b, nil), newMemory(b.N, false)
			q.commit = commit
			b.ResetTimer()
			start(b, Options{Queue: q, Relay: s.relay()})
			for !q.rest() {
				time.Sleep(time.Millisecond)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
		})
	}
}
