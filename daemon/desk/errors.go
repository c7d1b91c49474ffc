package desk

import "errors"

// What a caller may decide on.
var (
	// ErrTooLate says that an answer has left already.
	ErrTooLate = errors.New("it has left already")
	// ErrRefused says that what was asked for cannot be: its text tells why.
	ErrRefused = errors.New("refused")
	// ErrNotFound says that what was named does not exist.
	ErrNotFound = errors.New("not found")
)

func isRefused(err error) bool { return errors.Is(err, ErrRefused) }
func isTooLate(err error) bool { return errors.Is(err, ErrTooLate) }
