// Package restore puts an old backup back on a desk that went on after it, and
// looks whether the mail in between ends where it was before, once, and whether
// anybody is written to a second time.
package restore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon"
	"permanence/daemon/store"
)

// Restore is the figure of the scoreboard: mail of all kinds between a backup
// and its restore, once where people's tokens are addresses and the moment at
// which the desk stopped is known, once where neither is so.
func Restore(ctx context.Context, size figure.Size) (figure.Figure, error) {
	var all outcome
	for _, t := range []trial{{seed: 1, plus: true, known: true}, {seed: 2}} {
		t.mails = size.Of(60, 250)
		o, err := t.run(ctx, back)
		if err != nil {
			return figure.Figure{}, fmt.Errorf("seed %d: %w", t.seed, err)
		}
		all.add(t, o)
	}
	return figure.Figure{Tried: all.mails, Unit: "mails", Outcomes: []figure.Outcome{figure.None("lost", all.lost), figure.None("doubled", all.doubled),
		figure.None("astray", all.astray), figure.None("second", all.second), figure.None("untold", all.untold)}, Trouble: all.trouble}, nil
}

// outcome counts what went wrong.
type outcome struct {
	mails   int
	lost    int // mail that is not there after the restore
	doubled int // mail with two rows or two entries
	astray  int // mail that ended otherwise, or on another ticket than its conversation
	second  int // letters about what was answered before
	untold  int // what nobody was told of: a ticket, a letter kept back, an answer that is due
	trouble []string
}

func (o *outcome) add(t trial, more outcome) {
	o.mails += more.mails
	o.lost, o.doubled, o.astray = o.lost+more.lost, o.doubled+more.doubled, o.astray+more.astray
	o.second, o.untold = o.second+more.second, o.untold+more.untold
	for _, line := range more.trouble {
		o.trouble = append(o.trouble, fmt.Sprintf("seed %d: %s", t.seed, line))
	}
}

func (o *outcome) blame(count *int, format string, args ...any) {
	*count++
	o.trouble = append(o.trouble, fmt.Sprintf(format, args...))
}

// trial is one desk.
type trial struct {
	seed  uint64
	mails int  // between the backup and the restore
	plus  bool // letters ask to be answered at personal addresses
	known bool // the restore is told when the desk stopped
}

// putBack puts a backup in the place of the data.
type putBack func(ctx context.Context, s *stage, file string, stopped time.Time) error

// back is what the command does.
func back(ctx context.Context, s *stage, file string, stopped time.Time) error {
	_, err := daemon.RestoreBackup(ctx, daemon.RestoreOptions{Dir: s.house.Dir(), File: file, Stopped: stopped,
		Clock: func(context.Context, *store.Store) (func() time.Time, error) { return s.house.Now, nil }})
	return err
}

// beforeBackup is how many mails there are when the backup is made, whileDown
// how many come when nobody reads them.
const beforeBackup, whileDown = 12, 3

func (t trial) run(ctx context.Context, restore putBack) (o outcome, err error) {
	s, err := open(ctx, t)
	if err != nil {
		return o, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.play(ctx, beforeBackup); err != nil {
		return o, err
	}
	file := filepath.Join(s.house.Dir(), "old.tar")
	if err := s.backUp(ctx, file); err != nil {
		return o, fmt.Errorf("backing up: %w", err)
	}
	if err := s.morning(ctx); err != nil {
		return o, err
	}
	if err := s.play(ctx, t.mails); err != nil {
		return o, err
	}
	was, err := s.remember(ctx)
	if err != nil {
		return o, err
	}
	if err := s.house.Stop(); err != nil {
		return o, err
	}
	stopped := s.stopped()
	if err := s.down(); err != nil {
		return o, err
	}
	if !t.known {
		stopped = time.Time{}
	}
	if err := restore(ctx, s, file, stopped); err != nil {
		return o, fmt.Errorf("restoring: %w", err)
	}
	o.mails = t.mails + whileDown
	return o, errors.Join(s.afterwards(ctx), s.judge(ctx, was, &o), s.goOn(ctx, was, &o))
}

// backUp writes a backup beside the daemon, as the command does.
func (s *stage) backUp(ctx context.Context, file string) (err error) {
	data, err := store.Open(s.house.Dir(), store.Options{Now: s.house.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	_, err = data.Backup(ctx, f)
	return errors.Join(err, f.Close())
}
