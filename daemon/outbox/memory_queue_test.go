package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// kept is a letter in the memory queue.
type kept struct {
	Letter
	state   State // empty: queued
	leased  time.Time
	phase   Phase
	due     time.Time
	outcome Outcome
	history []Outcome
	doubts  int
	since   time.Time
	settled Action
	retried int // sent again after a doubt
}

// memory is a Queue with the rules of its contract and none of its durability.
type memory struct {
	commit time.Duration // how long a commit takes
	fail   func(call string) error

	mu      sync.Mutex
	letters []*kept
	broken  []string // breaches of the contract by the caller
	calls   map[string]int
}

func newMemory(n int, human bool) *memory {
	m := &memory{calls: map[string]int{}}
	for i := range n {
		m.letters = append(m.letters, &kept{Letter: Letter{ID: int64(i + 1), MailFrom: "support@permanence.example",
			To: fmt.Sprintf("a%d@moulin.example", i+1), Kind: "answer", Human: human, SizeBytes: int64(len(letterText)),
			Bytes: func(w io.Writer) error { _, err := io.WriteString(w, letterText); return err }}})
	}
	return m
}

func (m *memory) enter(call string) (func(), error) {
	if m.commit > 0 {
		time.Sleep(m.commit)
	}
	m.mu.Lock()
	m.calls[call]++
	if m.fail != nil {
		if err := m.fail(call); err != nil {
			m.mu.Unlock()
			return nil, err
		}
	}
	return m.mu.Unlock, nil
}

func (m *memory) Recover(_ context.Context, now time.Time) error {
	leave, err := m.enter("recover")
	if err != nil {
		return err
	}
	defer leave()
	for _, k := range m.letters {
		if k.state == "" && k.phase == PhaseDot {
			k.state, k.since = Uncertain, now
			k.doubts++
		}
		k.leased = time.Time{}
	}
	return nil
}

func (m *memory) Take(_ context.Context, now time.Time, n int, lease time.Duration) ([]Letter, error) {
	leave, err := m.enter("take")
	if err != nil {
		return nil, err
	}
	defer leave()
	var taken []Letter
	for _, k := range m.letters {
		if len(taken) == n {
			break
		}
		if k.state == "" && k.phase != PhaseDot && !now.Before(k.due) && !now.Before(k.leased) {
			k.Attempt++
			k.leased, k.phase = now.Add(lease), PhaseDialed
			taken = append(taken, k.Letter)
		}
	}
	return taken, nil
}

func (m *memory) own(id int64, attempt int) (*kept, error) {
	k := m.letters[id-1]
	if k.Attempt != attempt {
		return nil, ErrLeaseLost
	}
	return k, nil
}

func (m *memory) Release(_ context.Context, letters []Letter, at time.Time) error {
	leave, err := m.enter("release")
	if err != nil {
		return err
	}
	defer leave()
	for _, l := range letters {
		if k, err := m.own(l.ID, l.Attempt); err == nil {
			k.leased, k.phase, k.due = time.Time{}, "", at
		}
	}
	return nil
}

func (m *memory) Phase(_ context.Context, id int64, attempt int, phase Phase) error {
	leave, err := m.enter("phase")
	if err != nil {
		return err
	}
	defer leave()
	k, err := m.own(id, attempt)
	if err != nil {
		return err
	}
	if k.state != "" || k.phase == PhaseDot {
		m.broken = append(m.broken, fmt.Sprintf("letter %d: dot in state %q phase %q", id, k.state, k.phase))
	}
	k.phase = phase
	return nil
}

func (m *memory) Done(_ context.Context, id int64, attempt int, o Outcome) error {
	leave, err := m.enter("done")
	if err != nil {
		return err
	}
	defer leave()
	k, err := m.own(id, attempt)
	if err != nil {
		return err
	}
	if (o.State == Sent || o.State == Uncertain) && k.phase != PhaseDot {
		m.broken = append(m.broken, fmt.Sprintf("letter %d: %s without a dot", id, o.State))
	}
	k.outcome, k.leased, k.phase = o, time.Time{}, ""
	k.history = append(k.history, o)
	switch o.State {
	case Retry:
		k.Tries++
		k.due = o.At
	case Uncertain:
		k.doubts++
		k.state, k.since = Uncertain, time.Now().Add(-time.Hour) // reviews see it as old
	default:
		k.state = o.State
	}
	return nil
}

func (m *memory) Doubts(context.Context, time.Time) ([]Doubt, error) {
	leave, err := m.enter("doubts")
	if err != nil {
		return nil, err
	}
	defer leave()
	var doubts []Doubt
	for _, k := range m.letters {
		if k.state == Uncertain && k.settled == "" {
			doubts = append(doubts, Doubt{ID: k.ID, Attempt: k.Attempt, Human: k.Human, Doubts: k.doubts, Since: k.since})
		}
	}
	return doubts, nil
}

func (m *memory) Settle(_ context.Context, d Doubt, a Action) error {
	leave, err := m.enter("settle")
	if err != nil {
		return err
	}
	defer leave()
	k := m.letters[d.ID-1]
	if a == ActRetry {
		k.state = ""
		k.retried++
		return nil
	}
	k.settled = a
	return nil
}

// rest is whether every letter has come to an end.
func (m *memory) rest() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return !slices.ContainsFunc(m.letters, func(k *kept) bool { return k.state == "" })
}

func (m *memory) view(f func([]*kept)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f(m.letters)
}

var errDisk = errors.New("disk gone")
