package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrHalfReplaced says that the data of a directory was being replaced when
// the machine or the program ended.
var ErrHalfReplaced = errors.New("a restore was cut short here: run `permanence restore` once more")

// replacingName is the file that stands in a data directory while its data is
// being replaced: without it a daemon that started then would find no database
// and begin an empty one.
const replacingName = "restore-under-way"

// whole says whether a data directory may be opened.
func whole(dir string) error {
	_, err := os.Stat(filepath.Join(dir, replacingName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("looking into %s: %w", dir, err)
	}
	return fmt.Errorf("%s: %w", dir, ErrHalfReplaced)
}

// ours are the names in a data directory that are the store's own.
var ours = []string{DatabaseName, DatabaseName + "-wal", DatabaseName + "-shm", "mail", "spool"}

// Replace moves what the store has in dir to the new directory aside, and what
// it has in from to dir. Other files of dir stay. All three are on one file
// system, and nobody has the data open. Where it is cut short, Open says so and
// it can be done again; it says whether there was anything to move aside.
func Replace(dir, from, aside string) (had bool, err error) {
	if err := os.Mkdir(aside, 0o700); err != nil {
		return false, fmt.Errorf("replacing the data of %s: %w", dir, err)
	}
	mark := filepath.Join(dir, replacingName)
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		return false, fmt.Errorf("replacing the data of %s: %w", dir, err)
	}
	if err := syncDir(dir); err != nil {
		return false, err
	}
	had, err = move(dir, aside)
	if err == nil {
		_, err = move(from, dir)
	}
	if err = errors.Join(err, syncDir(aside), syncDir(dir)); err != nil {
		return had, fmt.Errorf("replacing the data of %s, which must be done once more: %w", dir, err)
	}
	if !had {
		err = os.Remove(aside)
	}
	return had, errors.Join(err, os.Remove(mark), syncDir(dir))
}

// move takes the store's files from one directory to another; had is whether
// there were any.
func move(from, to string) (had bool, err error) {
	for _, name := range ours {
		err := os.Rename(filepath.Join(from, name), filepath.Join(to, name))
		switch {
		case err == nil:
			had = true
		case !errors.Is(err, fs.ErrNotExist):
			return had, err
		}
	}
	return had, nil
}
