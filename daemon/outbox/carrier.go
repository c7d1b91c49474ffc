package outbox

import (
	"context"
	"errors"
	"time"

	"permanence/daemon/fault"
)

// errShut says that the relay is left alone for now.
var errShut = errors.New("the relay is left alone for a moment")

// carrier is one connection to the relay and what it carries.
type carrier struct {
	d        *Deliverer
	conn     *Conn
	recorded chan struct{} // closed once the outcome of the letter before is on disk; nil: none yet
}

func (c *carrier) run(ctx context.Context) {
	idle := time.NewTimer(c.d.o.Idle)
	defer idle.Stop()
	defer func() {
		c.hangUp(time.Second)
		if c.recorded != nil {
			<-c.recorded
		}
	}()
	for {
		select {
		case letter, ok := <-c.d.work:
			if !ok {
				return
			}
			c.deliver(ctx, letter)
			idle.Reset(c.d.o.Idle)
		case <-idle.C:
			c.hangUp(c.d.o.Relay.Timeouts.Reset)
		}
	}
}

func (c *carrier) hangUp(wait time.Duration) {
	if c.conn != nil {
		c.conn.Close(wait)
		c.conn = nil
	}
}

// deliver makes one attempt and records what became of it. The record is
// written while the next letter begins, so that both share a commit, but no
// other dot leaves before it is on disk.
func (c *carrier) deliver(ctx context.Context, letter Letter) {
	d := c.d
	reply, fault := c.attempt(ctx, letter)
	now := d.o.Now()
	verdict := Verdict{Outcome: Outcome{State: Sent, Phase: PhaseDone, Code: reply.Code, Reply: reply.Text}}
	if fault != nil {
		verdict = Judge(fault, letter.Tries, now)
	}
	next := d.feel(verdict, fault, now)
	if verdict.Release {
		d.o.Log.Warn("letter not sent", "letter", letter.ID, "attempt", letter.Attempt, "kind", letter.Kind, "cause", fault.Error())
		d.release(ctx, []Letter{letter}, next)
	} else {
		c.record(func() { d.done(ctx, letter, verdict.Outcome) })
	}
	select {
	case d.turn <- struct{}{}:
	default:
	}
}

// record runs f beside the next letter, after the record before it.
func (c *carrier) record(f func()) {
	before, recorded := c.recorded, make(chan struct{})
	c.recorded = recorded
	go func() {
		defer close(recorded)
		if before != nil {
			<-before
		}
		f()
	}()
}

// dot commits that the letter's dot comes, and that the outcome of the letter
// before it is on disk.
func (c *carrier) dot(ctx context.Context, letter Letter) error {
	if err := c.d.dot(ctx, letter); err != nil || c.recorded == nil {
		return err
	}
	select {
	case <-c.recorded:
		return nil
	default:
	}
	select {
	case <-c.recorded:
		return nil
	case <-ctx.Done():
		return ErrStopped
	}
}

// attempt offers the letter to the relay, on a new connection where the old
// one turns out to be gone.
func (c *carrier) attempt(ctx context.Context, letter Letter) (Reply, *Fault) {
	for {
		if fault := c.connect(ctx); fault != nil {
			return Reply{}, fault
		}
		reply, err := c.conn.Send(ctx, Envelope{From: letter.MailFrom, To: letter.To, Bytes: letter.Bytes},
			func(ctx context.Context) error { return c.dot(ctx, letter) })
		if err == nil {
			return reply, nil
		}
		fault := asFault(err)
		if !stale(fault) {
			return Reply{}, fault
		}
		c.hangUp(time.Second)
	}
}

// stale is whether a letter failed only because its connection had served
// before: nothing reached the dot, so a new connection costs no attempt.
func stale(f *Fault) bool {
	for _, ours := range []error{ErrStopped, ErrNotRecorded, ErrUnreadable, ErrUnfit} {
		if errors.Is(f.Err, ours) {
			return false
		}
	}
	return f.Reused && f.Phase != PhaseDot && (f.Reply.Code == 0 || f.Reply.Code == 421 || f.Phase == PhaseMail)
}

func (c *carrier) connect(ctx context.Context) *Fault {
	if c.conn != nil && (!c.conn.Usable() || c.conn.Letters() >= c.d.o.PerConnection) {
		c.hangUp(time.Second)
	}
	if c.conn != nil {
		return nil
	}
	c.d.dialing.Lock() // one after the other: a wrong password is tried once, not by every carrier
	defer c.d.dialing.Unlock()
	if shut, _ := c.d.health.way(c.d.o.Now()); shut {
		return newFault(PhaseDialed, errShut)
	}
	conn, err := c.dial(ctx)
	if err != nil {
		fault := asFault(err)
		if ctx.Err() != nil {
			fault.Err = errors.Join(ErrStopped, fault.Err)
		}
		now := c.d.o.Now()
		c.d.feel(Judge(fault, 0, now), fault, now) // before the next carrier dials
		fault.noted = true
		return fault
	}
	c.conn = conn
	c.d.health.opened()
	return nil
}

func (c *carrier) dial(ctx context.Context) (*Conn, error) {
	if err := fault.At("dial.before"); err != nil {
		return nil, err
	}
	conn, err := c.d.o.Relay.Dial(ctx)
	if err != nil {
		return nil, err
	}
	if err := fault.At("dial.after"); err != nil {
		conn.abort()
		return nil, err
	}
	return conn, nil
}

func asFault(err error) *Fault {
	var fault *Fault
	if errors.As(err, &fault) {
		return fault
	}
	return newFault(PhaseDialed, err)
}
