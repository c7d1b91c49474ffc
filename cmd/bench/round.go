package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/realmail"
)

// bench is what all rounds share.
type bench struct {
	options
	host
	box     box
	dovecot *realmail.Dovecot
	sink    *sink
	figures figures
}

// counted are the mails of the box that are measured.
func (b *bench) counted() []mail { return b.box.mails[b.warm:] }

func (b *bench) say(format string, args ...any) {
	if b.progress {
		log.Printf(format, args...)
	}
}

// prepare makes the box, builds the product and starts the servers. What it
// gives must be closed, with an error too.
func prepare(ctx context.Context, o options) (*bench, error) {
	b := &bench{options: o, figures: figures{}}
	if o.warm < 0 || o.warm >= o.count {
		return b, fmt.Errorf("-warm %d: it must be less than -count %d", o.warm, o.count)
	}
	dir, err := os.MkdirTemp(o.dir, "bench")
	if err != nil {
		return b, fmt.Errorf("making a folder: %w", err)
	}
	b.dir = dir
	if b.keep {
		b.say("everything is in %s", dir)
	} else {
		b.Cleanup(func() { os.RemoveAll(dir) })
	}
	b.say("making a mailbox of %d mails", o.count)
	if b.box, err = makeBox(ctx, dir, o); err != nil {
		return b, err
	}
	if b.program == "" {
		b.program = filepath.Join(dir, "permanence")
		cmd := exec.CommandContext(ctx, "go", "build", "-tags", "sqlite_fts5", "-o", b.program, "permanence/cmd/permanence")
		if text, err := cmd.CombinedOutput(); err != nil {
			return b, fmt.Errorf("building permanence: %w: %s", err, text)
		}
	}
	if b.sink, err = startSink(); err != nil {
		return b, err
	}
	return b, b.guard(func() { b.dovecot = realmail.StartDovecot(&b.host) })
}

func (b *bench) close() error {
	var err error
	if b.sink != nil {
		err = b.sink.close()
	}
	b.cleanUp()
	return err
}

// round is one run over the whole box, on a new mailbox and a new data
// directory.
type round struct {
	b      *bench
	dir    string
	user   string // of the IMAP server
	file   string // settings
	config *config.Config
	mail   *maildir
	daemon *daemon
}

func (r *round) add(name string, value float64) {
	r.b.figures.add(name, value)
	r.b.say("  %s %s", name, number(value))
}

// step is one thing that a round measures.
type step struct {
	name string
	run  func(context.Context) error
}

func (b *bench) round(ctx context.Context, n int) (err error) {
	b.say("round %d of %d", n, b.rounds)
	r := &round{b: b, user: fmt.Sprintf("round%d", n), dir: filepath.Join(b.dir, fmt.Sprintf("round%d", n))}
	if err := os.Mkdir(r.dir, 0o700); err != nil {
		return err
	}
	defer func() {
		if r.daemon != nil {
			err = errors.Join(err, r.daemon.stop())
		}
		if !b.keep {
			os.RemoveAll(r.dir)
		}
	}()
	for _, s := range []step{
		{"the floor", r.floors}, {"reading", r.reading}, {"a new desk", r.open}, {"start", r.start}, {"warm-up", r.warmUp}, {"polls of a small mailbox", r.pollFew},
		{"intake", r.intake}, {"disk", r.disk}, {"polls of a large mailbox", r.pollMany}, {"start on a full desk", r.startFull},
		{"the balance", r.balance}, {"mails one by one", r.singles}, {"answers", r.answers},
	} {
		if err := s.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// open makes the mailbox, the settings and the desk's data.
func (r *round) open(ctx context.Context) (err error) {
	r.b.sink.forget()
	if r.mail, err = makeMaildir(r.b.dovecot.Maildir(r.user)); err != nil {
		return err
	}
	if r.config, err = r.settings(); err != nil {
		return err
	}
	return seed(ctx, r.config, r.b.box.contacts)
}

// start times the first start, on a desk without a mail.
func (r *round) start(ctx context.Context) error {
	d, err := r.serve(ctx)
	if err == nil {
		r.add("ready", d.ready.Seconds())
	}
	return err
}

// startFull times a start on a desk that has worked.
func (r *round) startFull(ctx context.Context) error {
	d, err := r.serve(ctx)
	if err == nil {
		r.add("ready_full", d.ready.Seconds())
	}
	return err
}

// warmUp brings in the first mails, which do not count.
func (r *round) warmUp(ctx context.Context) error {
	first := r.b.box.mails[:r.b.warm]
	if _, err := r.bringIn(ctx, first); err != nil {
		return err
	}
	return r.daemon.stop()
}

// pollEach is how often a daemon asks the server while its polls are measured:
// the default is once a minute, which would show nothing.
const pollEach = "PERMANENCE_MAILBOX_SUPPORT_POLL=1s"

// settleTime lets a daemon come to rest after its start.
const settleTime = 3 * time.Second

func (r *round) pollFew(ctx context.Context) error { return r.polls(ctx, "poll_cpu_few") }

func (r *round) pollMany(ctx context.Context) error {
	if err := r.polls(ctx, "poll_cpu_many"); err != nil {
		return err
	}
	r.add("poll_growth", r.b.figures.last("poll_cpu_many")/r.b.figures.last("poll_cpu_few"))
	return nil
}

// polls watches a daemon that has nothing to do but to ask the server each
// second.
func (r *round) polls(ctx context.Context, name string) error {
	d, err := r.serve(ctx, pollEach)
	if err != nil {
		return err
	}
	if err := pause(ctx, settleTime); err != nil {
		return err
	}
	before, err := d.cpu()
	if err != nil {
		return err
	}
	if err := pause(ctx, r.b.idle); err != nil {
		return err
	}
	after, err := d.cpu()
	if err != nil {
		return err
	}
	r.add(name, (after-before).Seconds()*1000/r.b.idle.Seconds())
	return d.stop()
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
