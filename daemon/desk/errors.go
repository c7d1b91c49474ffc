package desk

import (
	"errors"
	"fmt"
)

// What a caller may decide on.
var (
	// ErrTooLate says that an answer has left already.
	ErrTooLate = errors.New("it has left already")
	// ErrRefused says that what was asked for cannot be: its text tells why.
	ErrRefused = errors.New("refused")
	// ErrDecided says that a person has decided already.
	ErrDecided = errors.New("decided on already")
	// ErrNobodys says that a sender belongs to no client.
	ErrNobodys = errors.New("of no client")
	// ErrMissing says that one of the four fields of a new contact is not there (R3).
	ErrMissing = errors.New("a field is missing")
	// ErrAddressTaken says that an address is somebody's already.
	ErrAddressTaken = errors.New("the address is taken")
	// ErrNoDay says that a day of duty or of an absence cannot be.
	ErrNoDay = errors.New("no such day")
	// ErrDuty says that who gives a day of duty has it not, or who takes it has it.
	ErrDuty = errors.New("not on duty, or on duty already")
	// ErrAway says that somebody is away on these days already.
	ErrAway = errors.New("away already")
	// ErrNoRight says that this person may not (R1, R15).
	ErrNoRight = errors.New("no right to it")
	// ErrEmpty says that something must be written.
	ErrEmpty = errors.New("nothing was written")
	// ErrState says that a ticket's state does not allow it.
	ErrState = errors.New("the ticket's state does not allow it")
	// ErrStale says that somebody wrote meanwhile: it is to be read first (R6).
	ErrStale = errors.New("somebody wrote meanwhile")
	// ErrNotAddress says that a text is no mail address.
	ErrNotAddress = errors.New("no mail address")
	// ErrNotColleague says that somebody is not of the client's own people (R5).
	ErrNotColleague = errors.New("not of the client's people")
	// ErrTooLarge says that what was given is larger than we take.
	ErrTooLarge = errors.New("too large")
	// ErrTooLong says that a name or a subject is longer than can be read.
	ErrTooLong = errors.New("too long")
	// ErrTaken says that something else has the name.
	ErrTaken = errors.New("the name is taken")
	// ErrInUse says that something else needs it.
	ErrInUse = errors.New("it is in use")
	// ErrNotTwo says that it takes two different tickets of one client.
	ErrNotTwo = errors.New("not two tickets of one client")
	// ErrAll says that something has to stay.
	ErrAll = errors.New("nothing would stay")
	// ErrDay says that a day cannot be.
	ErrDay = errors.New("not that day")
	// ErrNotFound says that what was named does not exist.
	ErrNotFound = errors.New("not found")
)

// namedRefusal is an ErrRefused of a kind that a page has words of its own for.
type namedRefusal struct {
	kind     error
	sentence string
}

// Error is the sentence for operators.
func (r *namedRefusal) Error() string { return r.sentence }

// Unwrap gives the kind.
func (r *namedRefusal) Unwrap() error { return r.kind }

// refusedAs is refused, of a kind that errors.Is finds.
func refusedAs(kind error, format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrRefused, &namedRefusal{kind, fmt.Sprintf(format, args...)})
}

func isRefused(err error) bool { return errors.Is(err, ErrRefused) }
func isTooLate(err error) bool { return errors.Is(err, ErrTooLate) }
