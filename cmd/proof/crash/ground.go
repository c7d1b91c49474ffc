package crash

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"permanence/daemon/demo"
	"permanence/daemon/testhouse"
)

// ground is what a daemon stands on: a data directory, the sample servers and
// a name server. It outlives the daemon.
type ground struct {
	program string
	dir     string
	servers *demo.Servers
	names   *names
	env     []string     // of the daemon
	ahead   atomic.Int64 // nanoseconds by which its clock is ahead of the machine's
	noted   int64        // of these, what the data directory knows
	posted  []letter     // what was sent to the desk
	// onServer is how many mails are in the desk's box.
	onServer int
}

// freely are settings under which a firm of three clients may write as much as
// a big one, an answer does not wait, and a mail over 64 KiB is kept as a file.
var freely = []string{
	"PERMANENCE_DESK_HOLD=0s", "PERMANENCE_STORE_INLINE_BYTES=64KiB", "PERMANENCE_WEB_LISTEN=127.0.0.1:0",
	"PERMANENCE_LIMITS_RECIPIENT_HOUR=1000000", "PERMANENCE_LIMITS_RECIPIENT_DAY=1000000", "PERMANENCE_LIMITS_DOMAIN_HOUR=1000000",
	"PERMANENCE_LIMITS_TOTAL_HOUR=1000000", "PERMANENCE_LIMITS_AGENT_HOUR=1000000", "PERMANENCE_LIMITS_NOTICE_HOUR=1000000",
	"PERMANENCE_LIMITS_SENDER_HOUR=1000000", "PERMANENCE_LIMITS_SENDER_DAY=1000000",
}

// ground lays a ground on a copy of the prepared data directory.
func (s *shop) ground(ctx context.Context) (_ *ground, err error) {
	g := &ground{program: s.program}
	g.ahead.Store(int64(time.Until(moment())))
	if g.dir, err = os.MkdirTemp("", "permanence-crash-"); err != nil {
		return nil, err
	}
	if err := os.CopyFS(g.dir, os.DirFS(s.data)); err != nil {
		return nil, errors.Join(fmt.Errorf("copying the prepared data: %w", err), g.close())
	}
	if g.servers, err = demo.Start(ctx, demo.Options{Dir: g.dir, Accounts: demo.Accounts(), Now: g.now}); err != nil {
		return nil, errors.Join(err, g.close())
	}
	if _, err := demo.Settings(g.servers, g.dir, "127.0.0.1:0", ""); err != nil {
		return nil, errors.Join(err, g.close())
	}
	if g.names, err = serveNames(g.servers); err != nil {
		return nil, errors.Join(err, g.close())
	}
	before, err := g.servers.Received(demo.Mailbox)
	if err != nil {
		return nil, errors.Join(err, g.close())
	}
	g.onServer = len(before)
	g.env = append(freely[:len(freely):len(freely)], "PERMANENCE_DNS_RESOLVER="+g.names.addr)
	return g, nil
}

func (g *ground) close() error {
	if g.names != nil {
		g.names.close()
	}
	if g.servers != nil {
		g.servers.Close()
	}
	return os.RemoveAll(g.dir)
}

// now is the clock of the servers, and of each daemon from its start on.
func (g *ground) now() time.Time { return time.Now().Add(time.Duration(g.ahead.Load())).UTC() }

// pass moves it on; a daemon that runs keeps the one it started with.
func (g *ground) pass(d time.Duration) { g.ahead.Add(int64(d)) }

// start starts a daemon on the ground.
func (g *ground) start(armed string) (*child, error) {
	// Only where it is news: whoever opens the database after a crash mends it,
	// and that is to be the daemon.
	if ahead := g.ahead.Load(); ahead != g.noted {
		if err := setClock(g.dir, time.Duration(ahead)); err != nil {
			return nil, err
		}
		g.noted = ahead
	}
	return start(g.program, g.dir, armed, g.env)
}

// post hands a mail to the servers, signed by its sender's domain.
func (g *ground) post(m letter) error {
	if err := testhouse.Post(g.servers, m.from, m.signed, []string{m.to}, m.raw); err != nil {
		return fmt.Errorf("posting mail %s: %w", m.id, err)
	}
	g.posted, g.onServer = append(g.posted, m), g.onServer+1
	return nil
}
