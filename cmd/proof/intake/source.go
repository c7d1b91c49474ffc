package intake

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// source is the folder of this module's source: the one with go.mod at or
// above the working directory.
func source() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("there is no go.mod here or above: run this in the source of the program")
		}
		dir = up
	}
}
