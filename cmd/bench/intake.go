package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"permanence/daemon/store"
)

const (
	// silence is how long the sink must have got nothing before a run is over.
	silence = 2 * time.Second
	// patience is how long a run may go on without any letter.
	patience = 20 * time.Second
	look     = 5 * time.Millisecond
)

// bringIn delivers mails all at once and waits until each ticket that they
// open is acknowledged and nothing more comes out.
func (r *round) bringIn(ctx context.Context, mails []mail) (delivered time.Time, err error) {
	names, err := r.mail.layBox(mails)
	if err != nil {
		return delivered, err
	}
	_, acknowledged := r.b.sink.counts()
	want := acknowledged + toOpen(mails)
	if delivered, err = r.mail.deliver(names...); err != nil {
		return delivered, err
	}
	for ctx.Err() == nil {
		idle := min(r.b.sink.quiet(), time.Since(delivered))
		_, acknowledged = r.b.sink.counts()
		if idle > patience || idle > silence && acknowledged >= want {
			break
		}
		time.Sleep(look)
	}
	return delivered, ctx.Err()
}

// intake measures the box.
func (r *round) intake(ctx context.Context) error {
	d, err := r.serve(ctx)
	if err != nil {
		return err
	}
	if err := pause(ctx, settleTime); err != nil {
		return err
	}
	if err := r.memory("memory_idle"); err != nil {
		return err
	}
	before, err := d.cpu()
	if err != nil {
		return err
	}
	letters, opened := r.b.sink.counts()
	delivered, err := r.bringIn(ctx, r.b.counted())
	if err != nil {
		return err
	}
	after, err := d.cpu()
	if err != nil {
		return err
	}
	n := float64(len(r.b.counted()))
	r.add("cpu_per_mail", (after-before).Seconds()*1000/n)
	sent, acknowledged := r.b.sink.counts()
	r.add("letters", float64(sent-letters))
	r.add("unacknowledged", float64(toOpen(r.b.counted())-acknowledged+opened))
	peak, err := d.peak()
	if err != nil {
		return err
	}
	r.add("memory_peak", float64(peak)/1e6)
	if err := r.memory("memory_after"); err != nil {
		return err
	}
	return r.rate(ctx, n, delivered, last(r.b.sink.acknowledged()))
}

// last is when the last of some letters came.
func last(letters map[int64]letter) (at time.Time) {
	for _, l := range letters {
		if l.at.After(at) {
			at = l.at
		}
	}
	return at
}

// rate is mails a second, from the moment the first one could be seen to the
// last acknowledgement or, where that is later, the last decision.
func (r *round) rate(ctx context.Context, n float64, from, until time.Time) error {
	s, err := store.Open(r.config.Store.Dir, store.Options{InlineBytes: int(r.config.Store.InlineBytes)})
	if err != nil {
		return err
	}
	defer s.Close()
	var mails []store.Mail
	if err := s.Read(ctx, func(tx *store.Tx) (err error) { mails, err = tx.Mails(store.MailFilter{}); return err }); err != nil {
		return err
	}
	var decided time.Time
	for _, m := range mails {
		if m.Handled.After(decided) {
			decided = m.Handled
		}
	}
	if decided.After(until) {
		until = decided
	}
	r.add("decided", n/decided.Sub(from).Seconds())
	r.add("intake", n/until.Sub(from).Seconds())
	r.add("intake_share_of_loop", r.b.figures.last("intake")/r.b.figures.last("floor_loop"))
	r.add("intake_share_of_rows", r.b.figures.last("intake")/r.b.figures.last("floor_packed_rows"))
	v, err := floorFetch(r.b.dovecot.IMAPAddr, r.user)
	if err != nil {
		return fmt.Errorf("floor_fetch: %w", err)
	}
	r.add("floor_fetch", v)
	return nil
}

func (r *round) memory(name string) error {
	bytes, err := r.daemon.memory()
	if err == nil {
		r.add(name, float64(bytes)/1e6)
	}
	return err
}

// disk measures the data directory while the daemon runs, with its write-ahead
// log, and when it has ended and all of that log is in the database.
func (r *round) disk(ctx context.Context) error {
	stored := float64(raw(r.b.box.mails))
	running, err := diskBytes(r.config.Store.Dir)
	if err != nil {
		return err
	}
	r.add("disk_per_raw_running", float64(running)/stored)
	if err := r.daemon.stop(); err != nil {
		return err
	}
	if err := checkpoint(ctx, filepath.Join(r.config.Store.Dir, store.DatabaseName)); err != nil {
		return err
	}
	ended, err := diskBytes(r.config.Store.Dir)
	if err != nil {
		return err
	}
	r.add("disk_per_raw", float64(ended)/stored)
	return nil
}
