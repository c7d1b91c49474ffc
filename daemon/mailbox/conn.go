package mailbox

import (
	"net"
	"sync/atomic"
	"time"
)

// meteredConn knows when the server last sent something: last is that moment,
// in nanoseconds since epoch.
type meteredConn struct {
	net.Conn          // what is read and written, perhaps TLS on raw
	raw      net.Conn // what is closed: closing TLS would first try to write
	last     atomic.Int64
}

// Close ends the connection at once.
func (c *meteredConn) Close() error { return c.raw.Close() }

// libraryLiteralLimit is more than the library's deadline for a response (30
// s) and less than the one for a literal (5 min in all, however large).
const libraryLiteralLimit = time.Minute

// Read notes that the server is alive.
func (c *meteredConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.touch()
	}
	return n, err
}

// SetReadDeadline leaves the library its deadline for a response, but lifts
// the one for a literal: a large mail over a slow line may take longer than
// five minutes as long as bytes arrive, and session.do watches that they do.
func (c *meteredConn) SetReadDeadline(t time.Time) error {
	if !t.IsZero() && time.Until(t) > libraryLiteralLimit {
		t = time.Time{}
	}
	return c.Conn.SetReadDeadline(t)
}

func (c *meteredConn) touch() { c.last.Store(int64(time.Since(epoch))) }

func (c *meteredConn) silence() time.Duration {
	return time.Since(epoch) - time.Duration(c.last.Load())
}

// epoch is any moment: monotonic readings count from it.
var epoch = time.Now()
