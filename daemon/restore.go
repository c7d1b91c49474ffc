package daemon

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/store"
)

// RestoreOptions say which backup takes the place of which data.
type RestoreOptions struct {
	Dir  string // the data directory
	File string // the backup
	// Stopped is when the desk that ran before came to its end. Mail that came
	// later was seen by nobody, so its letters leave as ever. Zero: it is not
	// known, and taken to be now.
	Stopped time.Time
	// Clock gives the clock by which the data lives; nil: the machine's.
	Clock func(context.Context, *store.Store) (func() time.Time, error)
}

// Restore is what a restore did.
type Restore struct {
	desk.Restored
	Aside    string // where the data lies that was here before; "" where there was none
	Mails    int64
	Tickets  int64
	Doubtful int // letters of which the backup knows no end
}

// RestoreBackup puts a backup in the place of the data of a directory. What was
// there is moved aside, never deleted; until the backup was found whole nothing
// is touched. No daemon may run there.
func RestoreBackup(ctx context.Context, o RestoreOptions) (r Restore, err error) {
	backup, err := os.Open(o.File)
	if err != nil {
		return r, err
	}
	defer backup.Close()
	lock, err := take(o.Dir)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if err := sweepUnpacked(o.Dir); err != nil {
		return r, err
	}
	unpacked, err := os.MkdirTemp(o.Dir, unpackedNames)
	if err != nil {
		return r, fmt.Errorf("making room to unpack: %w", err)
	}
	defer os.RemoveAll(unpacked)
	manifest, err := store.Unpack(ctx, backup, unpacked)
	if err != nil {
		return r, err
	}
	if err := r.prepare(ctx, o, unpacked, manifest); err != nil {
		return r, err
	}
	aside, err := asideIn(o.Dir)
	if err != nil {
		return r, err
	}
	had, err := store.Replace(o.Dir, unpacked, aside)
	if had {
		r.Aside = aside
	}
	return r, err
}

// prepare brings the unpacked data up to the present version and marks it as
// restored.
func (r *Restore) prepare(ctx context.Context, o RestoreOptions, dir string, m store.Manifest) (err error) {
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	now := time.Now
	if o.Clock != nil {
		if now, err = o.Clock(ctx, s); err != nil {
			return err
		}
	}
	x := desk.Restoring{Made: m.Created, At: now()}
	if x.Until = x.At; !o.Stopped.IsZero() && o.Stopped.Before(x.At) {
		x.Until = o.Stopped
	}
	if next, err := store.NextIn(ctx, o.Dir); err == nil { // what is there may be lost or beyond reading
		x.Next = next
	}
	if r.Restored, r.Doubtful, err = desk.MarkRestored(ctx, s, x); err != nil {
		return fmt.Errorf("marking the data as restored: %w", err)
	}
	return s.Read(ctx, func(tx *store.Tx) (err error) {
		if _, r.Mails, _, err = tx.MailBalance(); err != nil {
			return err
		}
		tickets, err := tx.TicketCounts()
		for _, n := range tickets {
			r.Tickets += n
		}
		return err
	})
}

// unpackedNames are those of the directories that a backup is unpacked into.
const unpackedNames = "restoring-*"

// sweepUnpacked removes what a restore that was cut short had unpacked.
func sweepUnpacked(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, unpackedNames))
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	if err != nil {
		return fmt.Errorf("removing what an earlier restore left: %w", err)
	}
	return nil
}

// asideIn is a name, not taken yet, for the data that was there before.
func asideIn(dir string) (string, error) {
	name := filepath.Join(dir, "before-restore-"+time.Now().Format("20060102-150405"))
	for n := 1; ; n++ {
		path := name
		if n > 1 {
			path = fmt.Sprintf("%s-%d", name, n)
		}
		switch _, err := os.Stat(path); {
		case errors.Is(err, os.ErrNotExist):
			return path, nil
		case err != nil:
			return "", err
		}
	}
}
