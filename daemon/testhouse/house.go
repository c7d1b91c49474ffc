// Package testhouse is the sample firm on the demo's servers with a daemon in
// this process that can be stopped and started: what end-to-end tests and the
// proofs stand on.
package testhouse

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"permanence/daemon"
	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/demo"
	"permanence/daemon/desk"
)

// Options say how a house is to be. All may be left out.
type Options struct {
	Moment   time.Time                               // where its clock starts; zero is Wednesday
	Hold     time.Duration                           // how long answers wait
	Settings func(*config.Config)                    // changes the sample settings
	Accounts []demo.Account                          // mailboxes besides those of the sample firm
	Resolver authn.Resolver                          // nil: the sample domains' keys
	Prepare  func(context.Context, *desk.Desk) error // after the firm is there, at each start
	Log      *slog.Logger
	// Pages gives the sample people passwords for the pages, and the letters
	// links to these.
	Pages bool
	// SilentIdle makes the server say nothing in IDLE: only the poll finds mail.
	SilentIdle bool
}

// Wednesday is a working morning on which the team of Claire and Karim is on
// duty.
func Wednesday() time.Time { return time.Date(2026, time.July, 1, 10, 15, 0, 0, demo.Zone()) }

// House is the firm, its servers and its daemon.
type House struct {
	Servers *demo.Servers
	Config  *config.Config
	// Desk is that of the daemon that runs, or ran last.
	Desk *desk.Desk
	// Web is the address of its web server.
	Web string

	o     Options
	dir   string
	own   bool // dir is ours to remove
	began time.Time
	ahead atomic.Int64 // nanoseconds by which Jump moved the clock
	still atomic.Pointer[time.Time]

	listener net.Listener
	logins   []demo.Account

	halt  context.CancelFunc
	ended chan error
	once  sync.Once
}

// Open starts the servers and the daemon on a data directory; "" is a
// temporary one, which Close removes.
func Open(ctx context.Context, dir string, o Options) (_ *House, err error) {
	if o.Moment.IsZero() {
		o.Moment = Wednesday()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	h := &House{o: o, dir: dir, began: time.Now()}
	if dir == "" {
		if h.dir, err = os.MkdirTemp("", "permanence-house-"); err != nil {
			return nil, err
		}
		h.own = true
	}
	if h.Servers, err = demo.Start(ctx, demo.Options{Dir: h.dir, Accounts: append(demo.Accounts(), o.Accounts...), Now: h.Now, SilentIdle: o.SilentIdle}); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	if err = h.settle(); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	h.Config.Desk.Hold = o.Hold
	if o.Settings != nil {
		o.Settings(h.Config)
	}
	if err := h.Start(ctx); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

// settle writes the settings, and makes the passwords of the pages.
func (h *House) settle() (err error) {
	listen, base := "127.0.0.1:0", ""
	if h.o.Pages {
		if h.listener, err = net.Listen("tcp", listen); err != nil {
			return err
		}
		listen = h.listener.Addr().String()
		base = "http://" + listen
		for _, a := range demo.Accounts() {
			h.logins = append(h.logins, demo.Account{Address: a.Address, Password: Password(a.Address)})
		}
	}
	h.Config, err = demo.Settings(h.Servers, h.dir, listen, base)
	return err
}

// Dir is the data directory.
func (h *House) Dir() string { return h.dir }

// Now is the clock of the house.
func (h *House) Now() time.Time {
	if still := h.still.Load(); still != nil {
		return *still
	}
	return h.o.Moment.Add(time.Since(h.began) + time.Duration(h.ahead.Load())).UTC()
}

// Jump moves the clock, also back.
func (h *House) Jump(d time.Duration) { h.ahead.Add(int64(d)) }

// Freeze makes the clock stand still.
func (h *House) Freeze() {
	now := h.Now()
	h.still.Store(&now)
}

// Start starts the daemon and waits until it watches the mailbox.
func (h *House) Start(ctx context.Context) error {
	resolver := h.o.Resolver
	if resolver == nil {
		resolver = h.Servers
	}
	ready := make(chan string, 1)
	running, halt := context.WithCancel(ctx)
	h.halt, h.ended = halt, make(chan error, 1)
	ended := h.ended
	go func() {
		ended <- daemon.Run(running, daemon.Options{Config: h.Config, Now: h.Now, Rand: rand.Reader, Resolver: resolver, Log: h.o.Log, Listener: h.listener,
			Ready: func(web string) { ready <- web }, Prepare: h.prepare})
	}()
	select {
	case h.Web = <-ready:
		return h.waitReady(ctx)
	case err := <-ended:
		halt()
		h.halt = nil
		return fmt.Errorf("the daemon did not start: %w", err)
	}
}

func (h *House) prepare(ctx context.Context, d *desk.Desk) error {
	h.Desk = d
	if err := demo.Seed(ctx, d, h.Now(), demo.Zone(), h.logins); err != nil || h.o.Prepare == nil {
		return err
	}
	return h.o.Prepare(ctx, d)
}

// Stop stops the daemon and gives what it ended with.
func (h *House) Stop() error {
	if h.halt == nil {
		return nil
	}
	h.halt()
	h.halt, h.listener = nil, nil // the next start listens anew, at the same address
	return <-h.ended
}

// Close stops all.
func (h *House) Close() (err error) {
	h.once.Do(func() {
		err = h.Stop()
		if h.Servers != nil {
			h.Servers.Close()
		}
		if h.own {
			err = errors.Join(err, os.RemoveAll(h.dir))
		}
	})
	return err
}

// Patience is how long anything may take before it counts as not done.
const Patience = 15 * time.Second

// look is how often is looked whether something is done.
const look = 2 * time.Millisecond

func (h *House) waitReady(ctx context.Context) error {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	return until(ctx, "the daemon does not become ready", func() (bool, error) {
		answer, err := client.Get(h.Web + "/readyz")
		if err != nil {
			return false, nil
		}
		answer.Body.Close()
		return answer.StatusCode == http.StatusOK, nil
	})
}

// until waits for something to be done.
func until(ctx context.Context, what string, done func() (bool, error)) error {
	for end := time.Now().Add(Patience); time.Now().Before(end); {
		if ok, err := done(); ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(look):
		}
	}
	return fmt.Errorf("%s within %s", what, Patience)
}
