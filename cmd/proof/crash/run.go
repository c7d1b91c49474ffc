package crash

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	// fireWithin is how long a point may take to be reached.
	fireWithin = 8 * time.Second
	// dust is how long a daemon whose point failed or panicked goes on before
	// it is told to end.
	dust = 150 * time.Millisecond
	// settleWithin is how long a daemon may take to do what is due.
	settleWithin = 20 * time.Second
	// look is how often is looked whether it has.
	look = 10 * time.Millisecond
	// doubtOver is after how long an uncertain letter is decided on, and
	// whatever is tried again is due.
	doubtOver = 45 * time.Minute
)

// errUnreached says that an armed point did not act.
var errUnreached = errors.New("the point was not reached")

// strike starts a daemon with an armed point and lets it act; the daemon is
// gone when it returns: by itself, or after rest because it was told to end.
func (g *ground) strike(ctx context.Context, armed string, rest time.Duration) error {
	c, err := g.start(armed)
	if err != nil {
		return err
	}
	defer c.kill()
	select {
	case <-c.fired:
	case <-c.ended:
	case <-time.After(fireWithin):
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-c.ended:
		return c.acted()
	case <-time.After(rest):
	}
	_, err = c.stop()
	return errors.Join(err, c.acted())
}

// strikeAtEnd is strike for the points of the end, which act when the daemon
// is told to end.
func (g *ground) strikeAtEnd(ctx context.Context, armed string) error {
	c, err := g.start(armed)
	if err != nil {
		return err
	}
	defer c.kill()
	if err := errors.Join(c.waitRuns(ctx), g.settle(ctx)); err != nil {
		return err
	}
	_, err = c.stop()
	return errors.Join(err, c.acted())
}

// acted is nil once an armed point acted.
func (c *child) acted() error {
	select {
	case <-c.fired:
		return nil
	default:
		return fmt.Errorf("%w: %s", errUnreached, c.log())
	}
}

// recover starts a daemon without a point, lets it do what is due and stops
// it. left says whether there is still something to do.
func (g *ground) recover(ctx context.Context) (left bool, err error) {
	c, err := g.start("")
	if err != nil {
		return false, err
	}
	defer c.kill()
	if err := c.waitRuns(ctx); err != nil {
		return false, err
	}
	if err := g.settle(ctx); err != nil {
		return false, fmt.Errorf("%w: %s", err, c.log())
	}
	if _, err := c.stop(); err != nil {
		return false, err
	}
	return g.left()
}

// finish lets daemons run until nothing is left to do, now or later.
func (g *ground) finish(ctx context.Context) error {
	const most = 6 // a doubt, its retry, and what that causes
	for range most {
		left, err := g.recover(ctx)
		if err != nil || !left {
			return err
		}
		g.pass(doubtOver)
	}
	return errors.New("there is always something left to do later")
}

// settle waits until the daemon has done what is due.
func (g *ground) settle(ctx context.Context) (err error) {
	db, err := openSQL(g.dir, "ro")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	end := time.Now().Add(settleWithin)
	for {
		due, _, err := waits(db, g.onServer, g.now())
		if err != nil || due == 0 {
			return err
		}
		if time.Now().After(end) {
			return fmt.Errorf("%d things are still due after %s", due, settleWithin)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
}

// left is whether a daemon still has something to do, now or later.
func (g *ground) left() (bool, error) {
	db, err := openSQL(g.dir, "ro")
	if err != nil {
		return false, err
	}
	due, later, err := waits(db, g.onServer, g.now())
	return due+later > 0, errors.Join(err, db.Close())
}
