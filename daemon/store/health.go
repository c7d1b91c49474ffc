package store

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"
)

// ErrBroken says that a sync of the database failed. What the disk holds is not
// known then, and a later sync that works proves nothing: the daemon must end,
// and the next start begins with what is really there.
var ErrBroken = errors.New("the disk failed while the database was synced: nothing is written any more until the next start")

// Trouble is what keeps the store from writing.
type Trouble struct {
	What  string // what fails: databaseTrouble, fileTrouble
	Since time.Time
	Err   error
}

// What can be in trouble.
const (
	databaseTrouble = "the database"
	fileTrouble     = "files of large mails"
)

// health is what the store knows of its disk.
type health struct {
	now    func() time.Time
	broken chan struct{}

	mu       sync.Mutex
	cause    error // why it is broken
	troubles map[string]Trouble
}

func newHealth(now func() time.Time) *health {
	return &health{now: now, broken: make(chan struct{}), troubles: map[string]Trouble{}}
}

// note remembers an error until a later success (nil) at the same.
func (h *health) note(what string, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t, before := h.troubles[what]
	switch {
	case err == nil:
		delete(h.troubles, what)
		return
	case !before:
		t = Trouble{What: what, Since: h.now()}
	}
	t.Err = err
	h.troubles[what] = t
}

func (h *health) brokenBy() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.cause
}

// failed notes an error of the database itself. That another process was
// writing for too long is none of the disk's.
func (w *writer) failed(err error) {
	var e sqlite3.Error
	if !errors.As(err, &e) || e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked {
		return
	}
	w.health.note(databaseTrouble, err)
	if e.ExtendedCode != sqlite3.ErrIoErrFsync && e.ExtendedCode != sqlite3.ErrIoErrDirFsync {
		return
	}
	w.health.mu.Lock()
	defer w.health.mu.Unlock()
	if w.health.cause == nil {
		w.health.cause = fmt.Errorf("%w: %w", ErrBroken, err)
		close(w.health.broken)
	}
}

// Troubles are what keeps the store from writing now; none while it is well.
func (s *Store) Troubles() (all []Trouble) {
	s.health.mu.Lock()
	defer s.health.mu.Unlock()
	for _, what := range []string{databaseTrouble, fileTrouble} {
		if t, ok := s.health.troubles[what]; ok {
			all = append(all, t)
		}
	}
	return all
}

// Broken is closed when the store must not be written any more; Cause says why.
func (s *Store) Broken() <-chan struct{} { return s.health.broken }

// Cause is ErrBroken with what caused it; nil while the store is not broken.
func (s *Store) Cause() error { return s.health.brokenBy() }
