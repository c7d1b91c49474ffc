package mailbox

import (
	"context"
	"time"

	"permanence/daemon/desk"
)

// Keeper is what a Watcher needs of the desk: what is known, and "keep this".
// Its methods are called from several goroutines, one per folder. An error
// makes the watcher drop the connection and try again later: it never skips a
// mail because of one.
type Keeper interface {
	// Folder gives what is known of a folder and since when it has been
	// watched: the time given to the first StartFolder of this mailbox and
	// folder, over all generations. Folder.Known is false for a new one.
	Folder(ctx context.Context, mailbox, folder string) (f desk.Folder, since time.Time, err error)

	// StartFolder records that a generation (UIDValidity) of a folder begins:
	// its Next becomes the cursor; mails below its Start lay there before the
	// folder was first watched (0: unknown, because this generation replaced
	// another: the time received tells). Next is below Start during an import.
	// It is called for a folder not known and whenever UIDVALIDITY changes. Places of earlier generations stay known. since is
	// kept at the first call for a folder and ignored later.
	StartFolder(ctx context.Context, mailbox, folder string, f desk.Folder, since time.Time) error

	// Unknown gives those of uids, in the order given, that are neither kept
	// nor vanished in that generation.
	Unknown(ctx context.Context, mailbox, folder string, uidValidity uint32, uids []uint32) ([]uint32, error)

	// Keep commits the raw bytes of all mails durably before it returns nil:
	// all or none. A place that is kept already is passed over without error.
	// After nil the Spool files belong to the keeper, which has read or moved
	// them; after an error the watcher removes them.
	Keep(ctx context.Context, mails []desk.Mail) error

	// Vanished records that the mail at place was listed but could no longer
	// be fetched, because it was expunged in between. Idempotent.
	Vanished(ctx context.Context, place desk.Place) error

	// Advance moves the cursor (Folder.Next) of a generation: all UIDs under
	// next that concern us are kept or vanished. It never moves it back, and
	// is called seldom, not for each mail: after a crash Unknown tells what
	// was kept beyond the cursor.
	Advance(ctx context.Context, mailbox, folder string, uidValidity, next uint32) error
}
