package webhook

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"permanence/daemon/desk"
)

// Queue is where tellings are taken from, and what became of them is written.
type Queue interface {
	TakeDeliveries(ctx context.Context, n int, busy []int64, lease time.Duration) ([]desk.Delivery, error)
	SettleDelivery(ctx context.Context, d desk.Delivery, t desk.Told) error
	Happened() <-chan struct{}
}

const (
	// atOnce is how many webhooks are called at the same time, each once.
	atOnce = 8
	// lease is longer than any attempt takes.
	lease = time.Minute
	// lookEvery bounds how long a telling that is due waits.
	lookEvery = 2 * time.Second
)

// Teller tells webhooks what is due.
type Teller struct {
	queue  Queue
	caller *Caller
	log    *slog.Logger

	busy map[int64]bool // webhooks that are being called; only Run's own
	done chan int64
}

// New makes a Teller.
func New(q Queue, c *Caller, log *slog.Logger) *Teller {
	return &Teller{queue: q, caller: c, log: log, busy: map[int64]bool{}, done: make(chan int64)}
}

// Run tells until ctx ends.
func (t *Teller) Run(ctx context.Context) error {
	var calls sync.WaitGroup
	defer calls.Wait()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for ctx.Err() == nil {
		t.take(ctx, &calls)
		select {
		case <-ctx.Done():
		case id := <-t.done:
			delete(t.busy, id)
		case <-t.queue.Happened():
		case <-ticker.C:
		}
	}
	return nil
}

// take begins to call those webhooks that have something due.
func (t *Teller) take(ctx context.Context, calls *sync.WaitGroup) {
	if len(t.busy) >= atOnce {
		return
	}
	busy := make([]int64, 0, len(t.busy))
	for id := range t.busy {
		busy = append(busy, id)
	}
	taken, err := t.queue.TakeDeliveries(ctx, atOnce-len(busy), busy, lease)
	if err != nil && ctx.Err() == nil {
		t.log.Error("webhooks could not be told", "error", err)
	}
	for _, d := range taken {
		t.busy[d.Webhook] = true
		calls.Go(func() { t.call(ctx, d) })
	}
}

// call tells one webhook, and writes what became of it also where the daemon
// is ending. A call that the end cut short is made again.
func (t *Teller) call(ctx context.Context, d desk.Delivery) {
	told := t.caller.Call(ctx, d)
	if told.OK || ctx.Err() == nil {
		if err := t.queue.SettleDelivery(context.WithoutCancel(ctx), d, told); err != nil {
			t.log.Error("what became of a webhook could not be written", "delivery", d.ID, "error", err)
		}
		t.log.Info("webhook", "delivery", d.ID, "webhook", d.Webhook, "attempt", d.Try, "taken", told.OK, "status", told.Status)
	}
	select {
	case t.done <- d.Webhook:
	case <-ctx.Done():
	}
}
