package loop

import (
	"container/heap"
	"context"
	"fmt"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/desk/people"
)

const (
	// transit is how long a mail is under way.
	transit = 3 * time.Second
	// flood is how many automatic mails of a pairing are enough to see that
	// nothing stops it.
	flood = 200
)

// post is a mail under way.
type post struct {
	from string // envelope sender; "" is the null sender
	to   string
	raw  []byte
}

// party is somebody with a mailbox.
type party interface {
	receive(ctx context.Context, w *world, l post) error
}

// world is who writes to whom, on one clock. What happens at a moment happens
// in the order in which it was planned.
type world struct {
	clock   *clockwork.Clock
	parties map[string]party
	planned events
	count   int
}

func newWorld(clock *clockwork.Clock) *world {
	return &world{clock: clock, parties: map[string]party{}}
}

// event is something that happens at a moment.
type event struct {
	at time.Time
	n  int
	do func(context.Context) error
}

type events []event

func (e events) Len() int      { return len(e) }
func (e events) Swap(i, j int) { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)   { *e = append(*e, x.(event)) }
func (e events) Less(i, j int) bool {
	return e[i].at.Before(e[j].at) || e[i].at.Equal(e[j].at) && e[i].n < e[j].n
}

func (e *events) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}

// plan has something happen after a time.
func (w *world) plan(after time.Duration, do func(context.Context) error) {
	w.count++
	heap.Push(&w.planned, event{w.clock.Now().Add(after), w.count, do})
}

// every has something happen again and again.
func (w *world) every(after, each time.Duration, do func(context.Context) error) {
	w.plan(after, func(ctx context.Context) error {
		w.every(each, each, do)
		return do(ctx)
	})
}

// send puts a mail on its way. Personal addresses of a mailbox are its own.
func (w *world) send(l post) {
	p, ok := w.parties[plain(l.to)]
	if !ok {
		return
	}
	w.plan(transit, func(ctx context.Context) error { return p.receive(ctx, w, l) })
}

// plain is an address without what stands behind a plus.
func plain(address string) string {
	local, domain := people.Fold(address), people.Domain(address)
	for i := range local {
		if local[i] == '+' || local[i] == '@' {
			return local[:i] + "@" + domain
		}
	}
	return local
}

// run lets time pass until an end, or until enough says that it is enough.
func (w *world) run(ctx context.Context, end time.Time, enough func() bool) error {
	for len(w.planned) > 0 && !w.planned[0].at.After(end) && !enough() {
		if err := ctx.Err(); err != nil {
			return err
		}
		e := heap.Pop(&w.planned).(event)
		w.clock.Until(e.at)
		if err := e.do(ctx); err != nil {
			return fmt.Errorf("at %s: %w", e.at.Format(time.RFC3339), err)
		}
	}
	return nil
}
