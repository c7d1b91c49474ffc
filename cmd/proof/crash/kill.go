package crash

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
)

const (
	// killLanes is how many daemons run and die side by side.
	killLanes = 3
	// jumps is how often the clock passes the time after which a doubt is
	// decided on: seldom enough to stay within one team's day.
	jumps = 6
)

// Kill ends the whole daemon with SIGKILL at random moments while mail keeps
// coming in, and reconciles at the end.
func Kill(ctx context.Context, size figure.Size) (f figure.Figure, err error) {
	s, err := openShop(ctx)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return s.kills(ctx, size.Of(1500, 10000), time.Now().UnixNano())
}

// kills is Kill with a number of cycles and a seed.
func (s *shop) kills(ctx context.Context, cycles int, seed int64) (f figure.Figure, err error) {
	f.Unit = "cycles"
	var mu sync.Mutex
	var sum balance
	g, ctx := errgroup.WithContext(ctx)
	for lane := range killLanes {
		own := cycles / killLanes
		if lane < cycles%killLanes {
			own++
		}
		g.Go(func() error {
			one, err := s.endless(ctx, own, seed+int64(lane), (*child).killed)
			mu.Lock()
			defer mu.Unlock()
			sum.add(one)
			f.Tried += own
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return f, fmt.Errorf("seed %d: %w", seed, err)
	}
	f.Trouble = append([]string{fmt.Sprintf("seed %d", seed), sum.String()}, sum.Trouble...)
	f.Outcomes = []figure.Outcome{figure.All("mails", sum.Injected, cycles), figure.None("lost", sum.Lost),
		figure.None("duplicate-entries", sum.DoubleEntries), figure.None("duplicate-letters", sum.DoubleLetter)}
	return f, nil
}

// endless starts and ends the daemon of one ground so often, and then gives
// its balance.
func (s *shop) endless(ctx context.Context, cycles int, seed int64, end func(*child) error) (sum balance, err error) {
	g, err := s.ground(ctx)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	l := newLoad(g, seed)
	random := rand.New(rand.NewSource(seed))
	usual := 50 * time.Millisecond // a daemon's start, as it was lately
	for cycle := range cycles {
		if cycle%(cycles/jumps+1) == cycles/jumps {
			g.pass(doubtOver)
		}
		if usual, err = g.cycle(ctx, l, usual, random.Float64(), end); err != nil {
			return sum, fmt.Errorf("cycle %d: %w", cycle, err)
		}
	}
	if err := g.finish(ctx); err != nil {
		return sum, err
	}
	return g.balance(ctx)
}

// cycle starts the daemon, has a mail come in, and ends it at a moment of up to
// three times what a start takes. It gives what a start takes.
func (g *ground) cycle(ctx context.Context, l *load, usual time.Duration, moment float64, end func(*child) error) (time.Duration, error) {
	began := time.Now()
	c, err := g.start("")
	if err != nil {
		return usual, err
	}
	defer c.kill()
	over := time.NewTimer(time.Duration(moment * 3 * float64(usual)))
	defer over.Stop()
	if err := l.step(); err != nil {
		return usual, err
	}
	runs := c.runs
	for {
		select {
		case <-runs:
			usual, runs = (3*usual+time.Since(began))/4, nil
		case <-c.ended:
			return usual, fmt.Errorf("the daemon ended by itself: %w: %s", c.err, c.log())
		case <-over.C:
			if runs != nil {
				usual += usual / 20 // or a machine that grows slower never sees a start to its end
			}
			return usual, end(c)
		case <-ctx.Done():
			return usual, ctx.Err()
		}
	}
}

// killed kills it, and fails where it ended otherwise.
func (c *child) killed() error {
	c.kill()
	var exit *exec.ExitError
	if errors.As(c.err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
		return nil
	}
	return fmt.Errorf("the daemon ended by itself: %w: %s", c.err, c.log())
}
