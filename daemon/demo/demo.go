package demo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"permanence/daemon"
	"permanence/daemon/config"
	"permanence/daemon/desk"
)

// RunOptions say how the demo runs.
type RunOptions struct {
	Listen  string     // of the web server; "" is 127.0.0.1:8080
	Data    string     // "" is a temporary folder, removed at the end
	Now     *time.Time // where the clock starts; nil is the machine's
	JSON    bool       // one line on Stdout instead of a screen
	Program string     // how the screen calls our commands; "" is permanence
	Version string
	Stdout  io.Writer
	Stderr  io.Writer // of the log
}

// Run starts the sample servers, the sample firm and the daemon on them, says
// on Stdout how to use them once everything answers, and runs until ctx ends.
func Run(ctx context.Context, o RunOptions) (err error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if o.Listen == "" {
		o.Listen = "127.0.0.1:8080"
	}
	if o.Data == "" {
		if o.Data, err = os.MkdirTemp("", "permanence-demo-"); err != nil {
			return fmt.Errorf("making a folder for the demo: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(o.Data)) }()
	}
	if o.Data, err = filepath.Abs(o.Data); err != nil {
		return err
	}
	r := running{o: o, clock: newClock(o.Now), log: slog.New(slog.NewTextHandler(o.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))}
	if err := r.prepare(ctx); err != nil {
		return r.explain(err)
	}
	defer r.servers.Close()
	err = daemon.Run(ctx, daemon.Options{Config: r.config, Now: r.clock.now, Rand: rand.Reader, Resolver: r.servers, Log: r.log,
		Version: o.Version, Listener: r.listener, Prepare: r.seed, Ready: func(web string) { go func() { stop(r.announce(ctx, web)) }() }})
	return r.explain(errors.Join(err, failed(ctx)))
}

// failed is why we stopped the daemon ourselves, nil where we did not.
func failed(ctx context.Context) error {
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) && !errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	return nil
}

// running is a demo that has begun.
type running struct {
	o        RunOptions
	clock    clock
	log      *slog.Logger
	servers  *Servers
	listener net.Listener
	config   *config.Config
	logins   []Account // the passwords of the pages
	duty     string    // the team that is on duty
}

func (r *running) prepare(ctx context.Context) (err error) {
	if err := os.MkdirAll(r.o.Data, 0o700); err != nil {
		return fmt.Errorf("making the demo's data directory: %w", err)
	}
	if busy, err := daemon.Running(r.o.Data); err != nil || busy {
		return errors.Join(err, daemon.ErrRunning) // before its settings are written anew
	}
	if r.servers, err = Start(ctx, Options{Dir: r.o.Data, Accounts: Accounts(), Now: r.clock.now}); err != nil {
		return err
	}
	if r.logins, err = withPasswords(filepath.Join(r.o.Data, "demo"), pagePasswords, Accounts(), rand.Reader); err != nil {
		return err
	}
	if r.listener, err = net.Listen("tcp", r.o.Listen); err != nil {
		return err
	}
	r.config, err = Settings(r.servers, r.o.Data, r.listener.Addr().String(), "http://"+r.listener.Addr().String())
	return err
}

// seed adds what is missing in the data directory, before anything runs.
func (r *running) seed(ctx context.Context, d *desk.Desk) error {
	if err := d.SetClock(ctx, r.clock.ahead()); err != nil {
		return err
	}
	if err := Seed(ctx, d, r.clock.now(), r.config.Desk.Location, r.logins); err != nil {
		return err
	}
	duty, err := d.DutyNow(ctx)
	r.duty = duty.Team
	return err
}

// readyWithin is how long the demo may take until everything answers.
const readyWithin = 20 * time.Second

// announce waits until everything answers and says so; context.Canceled is
// that it went well and others end the demo.
func (r *running) announce(ctx context.Context, web string) error {
	if err := r.waitReady(ctx, web); err != nil {
		return err
	}
	say := r.screen
	if r.o.JSON {
		say = r.line
	}
	if err := say(web); err != nil {
		return fmt.Errorf("saying that the demo is ready: %w", err)
	}
	<-ctx.Done()
	return context.Canceled
}

// waitReady asks the daemon itself until the mailbox is watched.
func (r *running) waitReady(ctx context.Context, web string) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, web+"/readyz", nil)
		if err != nil {
			return err
		}
		answer, err := client.Do(request)
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the demo is not ready after %s: look at %s/readyz and at its log", readyWithin, web)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// explain says what to do about what most often goes wrong.
func (r *running) explain(err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is in use by another program: choose another address with --listen, or --listen 127.0.0.1:0 for a free port", r.o.Listen)
	}
	return err
}
