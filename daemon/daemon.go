// Package daemon is the helpdesk as a running service: it starts, watches and
// stops the loops that read mailboxes, decide on mail, send letters, do what
// is due, and answer over HTTP.
package daemon

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/sync/errgroup"

	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/desk/letter"
	"permanence/daemon/directory"
	"permanence/daemon/fault"
	"permanence/daemon/mailbox"
	"permanence/daemon/outbox"
	"permanence/daemon/schedule"
	"permanence/daemon/store"
	"permanence/daemon/web"
	"permanence/daemon/webhook"
	"permanence/templates"
)

// Options are what a daemon is made of. Config is required.
type Options struct {
	Config   *config.Config
	Now      func() time.Time // nil: time.Now
	Rand     io.Reader        // keys of a new data directory
	Resolver authn.Resolver   // nil: as the settings say
	Log      *slog.Logger
	Version  string
	Listener net.Listener // of the web server; nil: web.listen of the settings
	// Ready is called once when everything answers, with the address of the
	// web server.
	Ready func(web string)
	// Prepare is called with the desk before anything runs: the demo adds its
	// firm there.
	Prepare func(ctx context.Context, d *desk.Desk) error
}

// Daemon is a helpdesk that has been put together and not started.
type Daemon struct {
	o         Options
	lock      *flock.Flock
	store     *store.Store
	desk      *desk.Desk
	texts     *templates.Set
	pages     *templates.Pages
	watchers  []*mailbox.Watcher
	deliverer *outbox.Deliverer
	schedule  *schedule.Runner
	web       *web.Server
	teller    *webhook.Teller
	listener  net.Listener
	alarms    alarms
}

// Run starts everything and runs until ctx ends. It returns nil then; any
// other error says what kept it from starting or running.
func Run(ctx context.Context, o Options) error {
	d, err := Open(ctx, o)
	if err != nil {
		return err
	}
	return errors.Join(d.Serve(ctx), fault.At("stop.before"), d.Close())
}

// Open puts a daemon together: it takes the data directory and checks what can
// be checked before anything runs.
func Open(ctx context.Context, o Options) (*Daemon, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	d := &Daemon{o: o, alarms: alarms{since: map[string]time.Time{}}}
	if err := d.open(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Daemon) open(ctx context.Context) error {
	c := d.o.Config
	if err := checkTexts(c); err != nil {
		return err
	}
	var err error
	if d.lock, err = take(c.Store.Dir); err != nil {
		return err
	}
	if err = fault.At("start.locked"); err != nil {
		return err
	}
	if d.store, err = store.Open(c.Store.Dir, store.Options{Now: d.o.Now, InlineBytes: int(c.Store.InlineBytes), Settle: true}); err != nil {
		return err
	}
	if err := fault.At("start.opened"); err != nil {
		return err
	}
	if d.texts, err = Texts(c); err != nil {
		return err
	}
	if d.pages, err = Pages(c); err != nil {
		return err
	}
	resolver := d.o.Resolver
	if resolver == nil {
		resolver = Resolver(c)
	}
	staff, err := directory.New(c.LDAP)
	if err != nil {
		return err
	}
	d.desk, err = desk.New(ctx, desk.Options{Directory: deskDirectory(staff), Store: d.store, Config: c, Texts: d.texts, Checker: authn.New(resolver, d.o.Now),
		Now: d.o.Now, Rand: d.o.Rand, Log: d.o.Log})
	if err != nil {
		return err
	}
	if d.o.Prepare != nil {
		if err := d.o.Prepare(ctx, d.desk); err != nil {
			return fmt.Errorf("preparing the desk: %w", err)
		}
	}
	return d.loops()
}

// deskDirectory is the firm's directory as the desk wants it: nil for none.
func deskDirectory(staff *directory.Directory) desk.Directory {
	if staff == nil {
		return nil
	}
	return staff
}

// loops puts together what will run.
func (d *Daemon) loops() error {
	c := d.o.Config
	for _, m := range c.Mailboxes {
		w, err := mailbox.New(account(m, d.store.SpoolDir()), d.desk, mailbox.Outside{Now: d.o.Now, Jitter: rand.Float64, Log: d.o.Log})
		if err != nil {
			return err
		}
		d.watchers = append(d.watchers, w)
	}
	var err error
	d.deliverer, err = outbox.New(outbox.Options{Queue: Queue(d.desk), Relay: relay(c.Relay), Now: d.o.Now, Log: d.o.Log,
		Wake: d.desk.Queued(), Tell: d.tellRelay, Connections: c.Relay.Connections})
	if err != nil {
		return err
	}
	d.schedule, err = schedule.New(schedule.Options{Jobs: schedule.Jobs(c.Schedule, d.desk), Table: d.desk, Zone: c.Desk.Location,
		Now: d.o.Now, Log: d.o.Log})
	if err != nil {
		return err
	}
	d.teller = webhook.New(d.desk, webhook.NewCaller(c.Webhook.Prefixes(), nil, 0, d.o.Now), d.o.Log)
	if d.listener = d.o.Listener; d.listener == nil {
		if d.listener, err = net.Listen("tcp", c.Web.Listen); err != nil {
			return fmt.Errorf("web.listen: %w: choose another address in the settings", err)
		}
	}
	d.web, err = web.New(web.Options{Desk: d.desk, Config: c, Pages: d.pages, Ready: d.readiness, Now: d.o.Now, Rand: d.o.Rand, Version: d.o.Version, Log: d.o.Log})
	if err != nil {
		return err
	}
	return fault.At("start.ready")
}

// over is the firm's folder of texts, nil where it has none.
func over(c *config.Config) fs.FS {
	if c.Desk.TemplatesDir == "" {
		return nil
	}
	return os.DirFS(c.Desk.TemplatesDir)
}

// Pages are our screens, with those of the firm over them.
func Pages(c *config.Config) (*templates.Pages, error) {
	pages, err := templates.LoadPages(over(c))
	if err != nil {
		return nil, fmt.Errorf("desk.templates_dir %s: %w", c.Desk.TemplatesDir, err)
	}
	return pages, nil
}

// Texts are our texts, with those of the firm over them.
func Texts(c *config.Config) (*templates.Set, error) {
	texts, err := templates.Load(over(c))
	if err != nil {
		return nil, fmt.Errorf("desk.templates_dir %s: %w", c.Desk.TemplatesDir, err)
	}
	return texts, nil
}

// checkTexts writes every letter once with the firm's texts: a mistake in one
// must not wait for the first mail that needs it.
func checkTexts(c *config.Config) error {
	if c.Desk.TemplatesDir == "" {
		return nil
	}
	if err := errors.Join(letter.Check(os.DirFS(c.Desk.TemplatesDir))...); err != nil {
		return fmt.Errorf("desk.templates_dir %s: %w", c.Desk.TemplatesDir, err)
	}
	return nil
}

// Resolver asks the name server of the settings, or the system's.
func Resolver(c *config.Config) *net.Resolver {
	if c.DNS.Resolver == "" {
		return net.DefaultResolver
	}
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		dialer := net.Dialer{Timeout: c.DNS.Timeout}
		return dialer.DialContext(ctx, network, c.DNS.Resolver)
	}}
}

// Serve runs the loops until ctx ends.
func (d *Daemon) Serve(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, w := range d.watchers {
		g.Go(func() error { return w.Run(ctx) })
	}
	for _, loop := range []func(context.Context) error{
		d.handle, d.deliverer.Run, d.schedule.Run, d.teller.Run, d.watchOthers, d.watchMailboxes, d.watchStore, d.desk.AnswerLinks,
		func(ctx context.Context) error { return d.web.Serve(ctx, d.listener) },
	} {
		g.Go(func() error { return loop(ctx) })
	}
	d.o.Log.Info("permanence runs", "version", d.o.Version, "web", d.listener.Addr().String(), "data", d.store.Dir(),
		"mailboxes", len(d.watchers), "relay", d.o.Config.Relay.Addr())
	if d.o.Ready != nil {
		d.o.Ready("http://" + d.listener.Addr().String())
	}
	err := g.Wait()
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Close gives the data directory back.
func (d *Daemon) Close() error {
	var errs []error
	if d.listener != nil {
		if err := d.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	if d.store != nil {
		errs = append(errs, d.store.Close())
	}
	errs = append(errs, fault.At("stop.after"))
	if d.lock != nil {
		errs = append(errs, d.lock.Unlock())
	}
	return errors.Join(errs...)
}

const (
	// handleEvery bounds how long a mail that waits for a retry is not looked at.
	handleEvery = 15 * time.Second
	// handleAgain is when mail is looked at again where the store was unwell.
	handleAgain = time.Second
)

// handle decides on mail as it comes in.
func (d *Daemon) handle(ctx context.Context) error {
	for ctx.Err() == nil {
		wait := handleEvery
		if _, err := d.desk.Handle(ctx); err != nil && ctx.Err() == nil {
			d.o.Log.Error("mail could not be handled", "error", err)
			wait = handleAgain
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-d.desk.Kept():
		case <-timer.C:
		}
		timer.Stop()
	}
	return nil
}

// watchStore ends the daemon where the database must not be written any more:
// the next start begins with what is really on the disk.
func (d *Daemon) watchStore(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-d.store.Broken():
		return d.store.Cause()
	}
}

// lookEvery is how soon a change by a command beside the daemon is noticed.
const lookEvery = 400 * time.Millisecond

// watchOthers wakes the loops when another process has written.
func (d *Daemon) watchOthers(ctx context.Context) error {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	var seen int64
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		v, err := d.store.Version(ctx)
		if err != nil {
			if ctx.Err() == nil {
				d.o.Log.Error("the database does not answer", "error", err)
			}
			continue
		}
		if v != seen {
			seen = v
			d.desk.Wake()
		}
	}
}
