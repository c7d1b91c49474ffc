package attack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
)

// tap stands before the relay and reads along what the daemon sends, in both
// ways of reading.
type tap struct {
	door   net.Listener
	behind string // the relay
	lines  sync.WaitGroup

	mu    sync.Mutex
	open  map[net.Conn]bool
	pairs [][2]*sink
}

func newTap() (*tap, error) {
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("the tap: %w", err)
	}
	t := &tap{door: door, open: map[net.Conn]bool{}}
	t.lines.Go(t.serve)
	return t, nil
}

func (t *tap) port() int { return t.door.Addr().(*net.TCPAddr).Port }

func (t *tap) serve() {
	for {
		conn, err := t.door.Accept()
		if err != nil {
			return
		}
		t.lines.Go(func() { t.pass(conn) })
	}
}

// pass carries one connection.
func (t *tap) pass(conn net.Conn) {
	relay, err := net.Dial("tcp", t.behind)
	if err != nil {
		conn.Close()
		return
	}
	pair := [2]*sink{{}, {lenient: true}}
	t.mu.Lock()
	t.open[conn], t.open[relay] = true, true
	t.pairs = append(t.pairs, pair)
	t.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { io.Copy(conn, relay); conn.Close(); relay.Close() })                     //nolint:errcheck // it ends when one of them does
	both.Go(func() { io.Copy(relay, alongside{t, conn, pair}); conn.Close(); relay.Close() }) //nolint:errcheck // likewise
	both.Wait()
	t.mu.Lock()
	delete(t.open, conn)
	delete(t.open, relay)
	t.mu.Unlock()
}

// alongside reads from the client, and lets both sinks read it before the
// relay does.
type alongside struct {
	t    *tap
	from net.Conn
	pair [2]*sink
}

// Read is io.Reader.
func (a alongside) Read(p []byte) (int, error) {
	n, err := a.from.Read(p)
	a.t.mu.Lock()
	defer a.t.mu.Unlock()
	for _, s := range a.pair {
		s.Write(p[:n]) //nolint:errcheck // it takes all
	}
	return n, err
}

// seen gives how many mails passed in all, and what was odd about them since
// the last time.
func (t *tap) seen() (mails int, trouble []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, pair := range t.pairs {
		mails += pair[0].mails
		trouble = append(trouble, differ(pair[0], pair[1])...)
		pair[0].trouble = nil
	}
	return mails, trouble
}

func (t *tap) close() error {
	err := t.door.Close()
	t.mu.Lock()
	for conn := range t.open {
		conn.Close()
	}
	t.mu.Unlock()
	t.lines.Wait()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// oneMailEach is D08 and D15: each letter that arrived is one mail to one
// reader, however a server reads line ends.
func oneMailEach(_ context.Context, s *Stage, _ event) (found []finding, err error) {
	mails, trouble := s.tap.seen()
	for _, text := range trouble {
		found = append(found, finding{leaked, "on its way to the relay: " + text})
	}
	if mails != len(s.letters) {
		found = append(found, finding{leaked, fmt.Sprintf("%d mails were sent, %d letters arrived", mails, len(s.letters))})
	}
	return found, nil
}
