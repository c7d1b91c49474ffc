package daemon

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrRunning says that another daemon has the data directory.
var ErrRunning = errors.New("another permanence runs on this data directory: stop it first, or name another one with --data")

// lockName is the file of a data directory that a running daemon holds locked.
const lockName = "lock"

// take makes the data directory where it is not there and locks it, or gives
// ErrRunning.
func take(dir string) (*flock.Flock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the data directory: %w", err)
	}
	lock := flock.New(filepath.Join(dir, lockName))
	got, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("taking the data directory %s: %w", dir, err)
	case !got:
		return nil, ErrRunning
	}
	return lock, nil
}

// Running says whether a daemon has a data directory, so that nothing of its is
// written anew.
func Running(dir string) (bool, error) {
	if _, err := os.Stat(filepath.Join(dir, lockName)); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	lock, err := take(dir)
	if errors.Is(err, ErrRunning) {
		return true, nil
	} else if err != nil {
		return false, err
	}
	return false, lock.Unlock()
}
