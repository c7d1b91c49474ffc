package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// Envelope is one letter as the courier sees it: one recipient per
// transaction (D15), bytes that are CRLF all through.
type Envelope struct {
	From  string // without brackets; empty: the null sender
	To    string // without brackets
	Bytes func(io.Writer) error
}

// Causes of a Fault before the dot that are our own: the letter was not sent.
var (
	ErrStopped     = errors.New("stopped before the dot")               // the context ended
	ErrNotRecorded = errors.New("the step to the dot was not recorded") // beforeDot failed
	ErrUnreadable  = errors.New("the letter's bytes could not be read") // Bytes failed or panicked
)

var (
	errGone  = errors.New("the connection is closed")
	errEarly = errors.New("the relay spoke before it was asked")
)

// Conn is a connection to the relay that carries letters one after the other.
// It is used by one goroutine; after a Fault ask Usable.
type Conn struct {
	relay  Relay
	client *smtp.Client
	sent   int  // transactions begun
	dirty  bool // a transaction is open at the server: RSET before the next
	inside bool // a letter is being sent: no command may be said

	mu     sync.Mutex // guards what an end of the program changes from outside
	wire   *wire
	past   bool      // no way back: the step to the dot has begun
	stopBy time.Time // the program ends: the last answer is awaited until then
	broken bool
}

// attach gives the wire to the connection; false if it was cut before.
func (c *Conn) attach(w *wire) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wire = w
	return !c.broken
}

// abort cuts the wire. Nothing is flushed and no command is sent: the library
// would end an unfinished letter with a dot before any command.
func (c *Conn) abort() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.broken = true
	if c.wire != nil {
		_ = c.wire.Close() // nothing to do about a socket that does not close
	}
}

// Usable says whether another letter may be sent on the connection.
func (c *Conn) Usable() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.broken
}

// Letters is how many transactions were begun on the connection.
func (c *Conn) Letters() int { return c.sent }

// Close says QUIT where the connection still stands, waits for the answer at
// most for wait, and closes it. In the middle of a letter, which a panic may
// have left, it only closes: QUIT would first end the letter with a dot.
func (c *Conn) Close(wait time.Duration) {
	if c.Usable() && !c.inside {
		c.phase(wait)
		_ = c.client.Quit() // its answer decides nothing
	}
	c.abort()
}

func (c *Conn) phase(limit time.Duration) { c.wire.phase(limit) }

// Send sends one letter. beforeDot is called when all its bytes but the final
// dot are written; the dot is sent only if it returns nil. The end of ctx
// before that call cuts the connection; after it the server's answer is still
// awaited, for at most Timeouts.Stop. The error is a [*Fault]; nil means the
// server answered 250, and Reply says in which words.
func (c *Conn) Send(ctx context.Context, e Envelope, beforeDot func(context.Context) error) (Reply, error) {
	if err := errors.Join(checkPath(e.From, true), checkPath(e.To, false)); err != nil {
		return Reply{}, newFault(PhaseDialed, err)
	}
	if !c.begin() {
		return Reply{}, newFault(PhaseDialed, errGone)
	}
	release := context.AfterFunc(ctx, c.stop)
	defer release()
	reused := c.sent > 0
	c.inside = true
	reply, fault := c.transact(ctx, e, beforeDot)
	c.inside = false
	if fault == nil {
		return reply, nil
	}
	fault.Reused = reused
	if fault.Reply.Code == 0 || fault.Reply.Code == 421 || !keepsStep(fault) {
		c.abort()
	}
	if ctx.Err() != nil && fault.Phase != PhaseDot && fault.Reply.Code == 0 && !errors.Is(fault.Err, ErrStopped) {
		fault.Err = fmt.Errorf("%w: %w", ErrStopped, fault.Err)
	}
	return Reply{}, fault
}

// keepsStep is whether the dialogue goes on in step after a refusal: an answer
// that is no refusal at all (a 250 where 354 is due, a 354 where 250 is due)
// means that questions and answers no longer belong together.
func keepsStep(f *Fault) bool { return f.Reply.Code >= 400 && f.Reply.Code <= 599 }

func (c *Conn) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.past, c.stopBy = false, time.Time{}
	return !c.broken
}

// stop is the end of the program: before the dot cut, after it hurry.
func (c *Conn) stop() {
	c.mu.Lock()
	past := c.past
	if past {
		c.stopBy = time.Now().Add(c.relay.Timeouts.Stop)
		_ = c.wire.SetDeadline(c.stopBy) // fails only on a closed wire
	}
	c.mu.Unlock()
	if !past {
		c.abort()
	}
}

// pass takes the step after which the letter is finished; false if the end of
// the program came first.
func (c *Conn) pass(ctx context.Context) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx.Err() != nil || c.broken {
		return false
	}
	c.past = true
	return true
}

// awaitFinal sets the deadline of the last answer, unless the end of the
// program has set a nearer one.
func (c *Conn) awaitFinal(ctx context.Context) {
	c.mu.Lock()
	defer c.mu.Unlock()
	limit := c.relay.Timeouts.Final
	switch {
	case !c.stopBy.IsZero(): // recording took a part of the time; leave the answer a moment
		limit = min(limit, max(time.Until(c.stopBy), c.relay.Timeouts.Stop/6))
	case ctx.Err() != nil:
		limit = min(limit, c.relay.Timeouts.Stop)
	}
	c.wire.phase(limit)
}
