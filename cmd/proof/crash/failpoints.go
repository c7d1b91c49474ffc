package crash

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
	"permanence/daemon/fault"
)

// How many cases run side by side: most of a case is waiting, a daemon that
// hangs only waits.
const (
	lanes     = 5
	hangLanes = 30
)

// failpoint is one case: a point, what it does, at its n-th hit.
type failpoint struct {
	point  string
	action fault.Action
	nth    int
}

func (f failpoint) String() string { return fmt.Sprintf("%s:%s:%d", f.point, f.action, f.nth) }

// Failpoints makes the daemon die, panic, fail and hang at every point, starts
// it again and reconciles.
func Failpoints(ctx context.Context, size figure.Size) (f figure.Figure, err error) {
	all := failpoints(size.Of(1, 4))
	f.Unit = "cases"
	s, err := openShop(ctx)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	sum, reached, err := s.tryAll(ctx, all)
	if err != nil {
		return f, err
	}
	f.Tried, f.Trouble = len(reached), sum.Trouble
	f.Outcomes = []figure.Outcome{figure.All("points", pointsOf(reached), len(fault.Points())), figure.None("lost", sum.Lost),
		figure.None("duplicate-entries", sum.DoubleEntries), figure.None("duplicate-letters", sum.DoubleLetter)}
	return f, nil
}

// deep are the points that every transaction passes: the n-th is another step
// each time.
func deep(point string) bool {
	return strings.HasPrefix(point, "begin.") || strings.HasPrefix(point, "commit.")
}

// failpoints are all cases, each point up to its times-th hit.
func failpoints(times int) (all []failpoint) {
	for _, p := range fault.Points() {
		most := times
		if deep(p.Name) {
			most = 5 * times
		}
		for _, action := range fault.Actions() {
			if action == fault.Hang {
				most = times // ten seconds each, and one hang is like another
			}
			for n := range most {
				all = append(all, failpoint{p.Name, action, n + 1})
			}
		}
	}
	return all
}

// pointsOf counts the points whose every action was tried.
func pointsOf(reached []failpoint) (n int) {
	actions := map[string]map[fault.Action]bool{}
	for _, f := range reached {
		if actions[f.point] == nil {
			actions[f.point] = map[fault.Action]bool{}
		}
		actions[f.point][f.action] = true
	}
	for _, tried := range actions {
		if len(tried) == len(fault.Actions()) {
			n++
		}
	}
	return n
}

// tryAll runs the cases and gives those whose point was reached. One
// that is not reached so often is no trouble; one that is not reached at all is.
func (s *shop) tryAll(ctx context.Context, all []failpoint) (sum balance, reached []failpoint, err error) {
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	lane, hangLane := make(chan struct{}, lanes), make(chan struct{}, hangLanes)
	for _, f := range all {
		own := lane
		if f.action == fault.Hang {
			own = hangLane
		}
		g.Go(func() error {
			own <- struct{}{}
			defer func() { <-own }()
			one, err := f.run(ctx, s)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.Is(err, errUnreached) && f.nth > 1:
				return nil
			case err != nil:
				one.lost("%v", err)
			default:
				reached = append(reached, f)
			}
			for i, t := range one.Trouble {
				one.Trouble[i] = f.String() + ": " + t
			}
			sum.add(one)
			return nil
		})
	}
	err = g.Wait()
	return sum, reached, err
}

// run runs one case on a ground of its own.
func (f failpoint) run(ctx context.Context, s *shop) (sum balance, err error) {
	g, err := s.loaded(ctx)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	if err := f.strikes(ctx, g); err != nil {
		return sum, err
	}
	if err := g.finish(ctx); err != nil {
		return sum, err
	}
	return g.balance(ctx)
}

// strikes reaches the point: most are on the way of every mail, some only on
// that of one that met with another fault before.
func (f failpoint) strikes(ctx context.Context, g *ground) error {
	armed, rest := f.String(), dust
	if f.action == fault.Hang {
		rest = 0
	}
	area, _, _ := strings.Cut(f.point, ".")
	switch area {
	case "folder":
		if err := change(g.dir, anew...); err != nil {
			return err
		}
	case "stop":
		return g.strikeAtEnd(ctx, armed)
	case "failed":
		armed = "decide.inside:error," + armed
	case "release":
		armed = "dial.before:error," + armed
	case "doubt":
		if err := g.strike(ctx, "dot.sent:kill", 0); err != nil {
			return err
		}
		if _, err := g.recover(ctx); err != nil {
			return err
		}
		g.pass(doubtOver)
	}
	return g.strike(ctx, armed, rest)
}

// anew makes the server's folder one that was made anew, as far as the daemon
// knows: it knew another generation of it.
var anew = []string{"UPDATE folder SET uidvalidity = uidvalidity - 1", "UPDATE mail_place SET uidvalidity = uidvalidity - 1"}
