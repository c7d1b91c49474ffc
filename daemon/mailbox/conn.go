package mailbox

import (
	"errors"
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
	left     atomic.Int64 // bytes that it may still send
}

// What a server may send for one command besides mails: what it says, and a list
// of mails. More would fill the memory, because a word or a line is held whole
// however long it is (attack P16).
const (
	maxTalk    = 4 << 20
	maxList    = 32 << 20
	talkOfMail = 1 << 10 // in the answer to a FETCH
)

var errBabble = errors.New("the server's answer does not end")

// allow lets the server send more. What TLS adds to it counts, too.
func (c *meteredConn) allow(bytes int64) { c.left.Add(bytes + bytes/8) }

// Close ends the connection at once.
func (c *meteredConn) Close() error { return c.raw.Close() }

// libraryLiteralLimit is more than the library's deadline for a response (30
// s) and less than the one for a literal (5 min in all, however large).
const libraryLiteralLimit = time.Minute

// Read notes that the server is alive, and ends where it says too much.
func (c *meteredConn) Read(b []byte) (int, error) {
	left := c.left.Load()
	if left <= 0 {
		return 0, errBabble
	}
	n, err := c.Conn.Read(b[:min(int64(len(b)), left)])
	c.left.Add(int64(-n))
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
