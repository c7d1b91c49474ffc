//go:build fault

package power

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
)

const (
	// lossesEach is how many losses a database lives through, at the least.
	lossesEach = 40
	// seedOfLosses begins the seeds of the histories.
	seedOfLosses = 1000
)

// Loss takes the power away while the daemon's store writes, and compares what
// is there after the next start with what was acknowledged.
func Loss(ctx context.Context, size figure.Size) (figure.Figure, error) {
	return losses(ctx, size.Of(10_000, 100_000))
}

func losses(ctx context.Context, n int) (figure.Figure, error) {
	t := &tally{}
	err := t.run(ctx, n/lossesEach, func(h *house, i int) *history { return newHistory(h, uint64(seedOfLosses+i)) })
	return figure.Figure{Tried: t.losses, Unit: "losses", Trouble: t.trouble, Outcomes: []figure.Outcome{
		figure.None("lost", t.lost), figure.None("half", t.half), figure.None("corrupt", t.corrupt),
		figure.All("acknowledged", t.acked, t.losses/outcomes),
	}}, err
}

// tally adds up what histories came to.
type tally struct {
	mu                  sync.Mutex
	losses, acked       int
	lost, half, corrupt int
	trouble             []string
}

// run lives through so many histories, some at the same time.
func (t *tally) run(ctx context.Context, histories int, make func(h *house, i int) *history) error {
	next := numbers(ctx, histories)
	g, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			h, err := newHouse(ctx)
			if err != nil {
				return err
			}
			defer h.close() //nolint:errcheck // a folder left behind in /tmp
			for i := range next {
				one := make(h, i)
				t.add(i, one, one.run(ctx, lossesEach))
			}
			return nil
		})
	}
	return g.Wait()
}

// numbers gives 0 to n-1 to whoever asks, until ctx ends.
func numbers(ctx context.Context, n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			select {
			case c <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	return c
}

func (t *tally) add(i int, h *history, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.losses += h.losses
	t.acked += h.total
	if err == nil {
		return
	}
	t.trouble = append(t.trouble, fmt.Sprintf("history %d, loss %d: %v", i, h.losses, err))
	switch {
	case errors.Is(err, errLost):
		t.lost++
	case errors.Is(err, errHalf):
		t.half++
	default:
		t.corrupt++
	}
}
