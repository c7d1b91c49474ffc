package outbox

import (
	"context"
	"errors"
	"io"
	"time"
)

// Phase is how far an attempt came (reliability key K6).
type Phase string

// The phases in their order. PhaseDot is committed before the final dot is
// sent: from then on silence of the server leaves the letter uncertain.
const (
	PhaseDialed Phase = "dialed" // connecting, or connected
	PhaseMail   Phase = "mail"   // MAIL FROM said
	PhaseRcpt   Phase = "rcpt"   // RCPT TO said
	PhaseData   Phase = "data"   // DATA said, bytes may be under way
	PhaseDot    Phase = "dot"    // the final dot may have been sent
	PhaseDone   Phase = "done"   // the outcome is known
)

// Letter is one letter to one recipient, with bytes that never change.
type Letter struct {
	ID       int64
	Attempt  int    // number of this attempt: grows with every Take, part of every answer
	Tries    int    // attempts before this one that ended in Retry: decides when to try again
	MailFrom string // envelope sender without brackets; empty: the null sender
	To       string // the one recipient, without brackets
	Kind     string // kind of letter, for logs
	Human    bool   // an agent's own words, not an automatic letter
	// Bytes writes the whole letter, CRLF all through; it may be called again.
	Bytes     func(io.Writer) error
	SizeBytes int64
}

// State is what an attempt ended in.
type State string

// The ends of an attempt.
const (
	Sent      State = "sent"      // the server gave its 250
	Retry     State = "retry"     // not accepted; try again at Outcome.At
	Failed    State = "failed"    // refused for good
	Uncertain State = "uncertain" // after the dot the server said nothing that can be understood
)

// Outcome is what became of one attempt.
type Outcome struct {
	State  State
	Phase  Phase     // the phase in which it was decided
	Code   int       // the server's code, 0 without an answer
	Reply  string    // the server's words in one printable line, with its queue id when it says one
	Reason string    // why, in English, for logs and the platform
	At     time.Time // Retry: not before
}

// ErrLeaseLost is what a Queue answers when another attempt, or nobody, owns
// the letter now: the present attempt must stop before the dot.
var ErrLeaseLost = errors.New("the lease on the letter was lost")

// Queue keeps the letters. All methods may be called at the same time from
// several goroutines, so that an implementation can group their commits. A
// nil error means: on disk. An error other than [ErrLeaseLost] is logged and
// the call repeated; the Deliverer goes on.
type Queue interface {
	// Recover is called once before the first Take, by the only process that
	// sends: letters leased before the dot are free again, letters whose phase
	// is dot become uncertain.
	Recover(ctx context.Context, now time.Time) error
	// Take leases up to n letters that are due, oldest first, in one commit:
	// queued ones whose time has come, and leased ones whose lease lapsed
	// before the dot. It gives each the next attempt number and never a letter
	// whose phase is dot. With nothing due it must be cheap and write nothing.
	Take(ctx context.Context, now time.Time, n int, lease time.Duration) ([]Letter, error)
	// Release hands letters back untried, to be taken from at on: their Tries
	// do not grow. It is valid for a letter whose phase is dot only from its
	// own attempt, which knows that the dot was not sent.
	Release(ctx context.Context, letters []Letter, at time.Time) error
	// Phase records the phase of an attempt; only PhaseDot is ever asked for.
	// It fails with ErrLeaseLost if attempt is not the letter's latest, its
	// lease has lapsed, or it was cancelled: then the dot is not sent.
	Phase(ctx context.Context, id int64, attempt int, phase Phase) error
	// Done records the end of an attempt, with ErrLeaseLost if it is no longer
	// the letter's latest. It may be repeated: the same end again is no error.
	// A lapsed lease does not matter here: what the server said is true.
	Done(ctx context.Context, id int64, attempt int, outcome Outcome) error
	// Doubts lists the uncertain letters that Settle has not closed.
	Doubts(ctx context.Context, now time.Time) ([]Doubt, error)
	// Settle closes a doubt or queues the one retry, with an audit line.
	Settle(ctx context.Context, doubt Doubt, action Action) error
}
