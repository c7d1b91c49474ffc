package store

import (
	"errors"

	"github.com/mattn/go-sqlite3"
)

// Unwell says that an error is the database's or the disk's own trouble (full,
// locked, unreadable), not that of what was to be written.
func Unwell(err error) bool {
	if errors.Is(err, errClosed) || errors.Is(err, ErrBroken) {
		return true
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case sqlite3.ErrConstraint, sqlite3.ErrMismatch, sqlite3.ErrTooBig, sqlite3.ErrError, sqlite3.ErrRange:
		return false
	}
	return true
}
