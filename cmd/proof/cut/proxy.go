package cut

import (
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// manner is how a line ends.
type manner int

// The manners: an orderly end, a reset, a line that swallows all that follows
// and says nothing.
const (
	closed manner = iota
	reset
	swallowed
)

// String names the manner.
func (m manner) String() string { return [...]string{"closed", "reset", "swallowed"}[m] }

// whole is a number of bytes after which nothing is cut.
const whole = -1

// severance is where a line is cut: after so many bytes that reached the
// client, or the server. Both are whole where nothing is cut.
type severance struct {
	fromServer, fromClient int
	how                    manner
}

// proxy is the line between a client and a server. It spoils one connection,
// the first, and lets all others be.
type proxy struct {
	addr     string
	upstream string
	cut      severance
	spoil    *spoiler // nil: bytes pass as they are

	listener net.Listener
	going    sync.WaitGroup
	conns    atomic.Int64
	spent    atomic.Pointer[time.Time] // when the fault happened
	server   atomic.Int64              // bytes of the first connection that reached the client
	client   atomic.Int64              // and the server

	mu   sync.Mutex
	open map[net.Conn]bool
}

func startProxy(upstream string, cut severance, spoil *spoiler) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{addr: l.Addr().String(), upstream: upstream, cut: cut, spoil: spoil, listener: l, open: map[net.Conn]bool{}}
	p.going.Go(p.accept)
	return p, nil
}

func (p *proxy) accept() {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.going.Go(func() { p.carry(conn) })
	}
}

// close ends the proxy and every line through it.
func (p *proxy) close() {
	p.listener.Close() //nolint:errcheck // so that accept ends
	p.mu.Lock()
	p.end()
	p.open = nil // whoever comes now is sent away
	p.mu.Unlock()
	p.going.Wait()
}

// drop ends every line that stands; others may follow.
func (p *proxy) drop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.end()
}

func (p *proxy) end() {
	for conn := range p.open {
		conn.Close() //nolint:errcheck // so that its copies end
	}
}

// own notes a connection that close must end; false after close.
func (p *proxy) own(conn net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open != nil {
		p.open[conn] = true
	}
	return p.open != nil
}

func (p *proxy) disown(conn net.Conn) {
	conn.Close() //nolint:errcheck // perhaps closed already
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, conn)
}

func (p *proxy) carry(client net.Conn) {
	defer p.disown(client)
	if !p.own(client) {
		return
	}
	server, err := net.Dial("tcp", p.upstream)
	if err != nil {
		return
	}
	defer p.disown(server)
	if !p.own(server) {
		return
	}
	l := &line{proxy: p, client: client, server: server, first: p.conns.Add(1) == 1}
	l.run()
}

// happened notes that the fault is over and done.
func (p *proxy) happened() {
	now := time.Now()
	p.spent.CompareAndSwap(nil, &now)
}

// line is one connection through the proxy.
type line struct {
	proxy          *proxy
	client, server net.Conn
	first          bool
	deaf           atomic.Bool // all that comes is swallowed
}

func (l *line) run() {
	down := &meter{line: l, to: l.client, left: whole}
	up := &meter{line: l, to: l.server, left: whole}
	if l.first {
		down.left, down.count = l.proxy.cut.fromServer, &l.proxy.server
		up.left, up.count = l.proxy.cut.fromClient, &l.proxy.client
	}
	var both sync.WaitGroup
	both.Go(func() {
		l.copy(up, l.client, l.proxy.spoil.commands)
		l.hangUp()
	})
	both.Go(func() {
		l.copy(down, l.server, l.proxy.spoil.responses)
		if !l.deaf.Load() {
			l.hangUp()
		}
	})
	both.Wait()
}

// copy passes bytes on until one side ends. A spoiler sees them first.
func (l *line) copy(to *meter, from net.Conn, spoil func(*line, io.Writer, io.Reader)) {
	if to.left == 0 {
		l.sever()
	}
	if l.first && l.proxy.spoil != nil {
		spoil(l, to, from)
		return
	}
	io.Copy(to, from) //nolint:errcheck // the end of either side ends the line
}

func (l *line) hangUp() {
	l.client.Close() //nolint:errcheck // perhaps closed already
	l.server.Close() //nolint:errcheck // perhaps closed already
}

// sever ends the line in the manner of the fault.
func (l *line) sever() {
	l.proxy.happened()
	switch l.proxy.cut.how {
	case swallowed:
		l.deaf.Store(true)
		return
	case reset:
		if tcp, ok := l.client.(*net.TCPConn); ok {
			tcp.SetLinger(0) //nolint:errcheck // then the end is an orderly one
		}
	}
	l.hangUp()
}

var errSevered = errors.New("the line is cut")

// meter passes so many bytes on, then severs the line.
type meter struct {
	line  *line
	to    net.Conn
	left  int
	count *atomic.Int64
}

// Write passes on what may pass.
func (m *meter) Write(b []byte) (int, error) {
	if m.line.deaf.Load() {
		return len(b), nil
	}
	if m.left < 0 || len(b) < m.left {
		n, err := m.to.Write(b)
		m.passed(n)
		return n, err
	}
	n, err := m.to.Write(b[:m.left])
	m.passed(n)
	m.line.sever()
	if err == nil && !m.line.deaf.Load() {
		err = errSevered
	}
	return len(b), err
}

func (m *meter) passed(n int) {
	if m.left > 0 {
		m.left -= n
	}
	if m.count != nil {
		m.count.Add(int64(n))
	}
}
