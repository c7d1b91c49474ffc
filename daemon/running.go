package daemon

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockName is the file of a data directory that a running daemon holds locked.
const lockName = "lock"

// Running says whether a daemon has a data directory, so that nothing of its is
// written anew.
func Running(dir string) (bool, error) {
	path := filepath.Join(dir, lockName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	lock := flock.New(path)
	got, err := lock.TryLock()
	if err != nil {
		return false, fmt.Errorf("asking who has the data directory %s: %w", dir, err)
	}
	if !got {
		return true, nil
	}
	return false, lock.Unlock()
}
