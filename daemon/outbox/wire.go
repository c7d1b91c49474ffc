package outbox

import (
	"errors"
	"net"
	"sync/atomic"
	"time"

	"permanence/daemon/fault"
)

// maxAnswer is how many bytes a server may send in one phase: a hundred times
// the longest honest answer or certificate chain (attack P17: endless "250-").
const maxAnswer = 256 << 10

var errBabble = errors.New("the relay's answer does not end")

// wire is the TCP connection, with a limit on what one phase may bring in.
type wire struct {
	net.Conn
	left atomic.Int64
	// final is whether the dot has left and its answer is read next.
	final bool
	// failed is why the last read of this phase gave nothing more; only the
	// goroutine that reads looks at it.
	failed error
}

// phase begins a phase: it must be over after limit and within maxAnswer
// bytes, however slowly or endlessly the server talks.
func (w *wire) phase(limit time.Duration) {
	w.left.Store(maxAnswer)
	w.failed = nil
	_ = w.SetDeadline(time.Now().Add(limit)) // fails only on a closed connection, which the next call reports
}

func (w *wire) Read(p []byte) (int, error) {
	if w.final {
		w.final = false
		if err := fault.At("dot.sent"); err != nil {
			return 0, err
		}
	}
	left := w.left.Load()
	if left <= 0 {
		w.failed = errBabble
		return 0, errBabble
	}
	if int64(len(p)) > left {
		p = p[:left]
	}
	n, err := w.Conn.Read(p)
	w.left.Add(-int64(n))
	w.failed = err
	return n, err
}
