package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"permanence/daemon/fault"
	"permanence/daemon/store"
)

// Keep commits the raw bytes of mails before anything looks at them. A place
// that is kept already is passed over. All are kept, or none and an error.
func (d *Desk) Keep(ctx context.Context, mails []Mail) error {
	packed := make([]packedMail, len(mails))
	g := new(errgroup.Group)
	g.SetLimit(2)
	for i, m := range mails {
		g.Go(func() (err error) { packed[i], err = d.pack(m); return err })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if err := fault.At("keep.before"); err != nil {
		return err
	}
	ids := make([]int64, len(mails))
	err := d.store.Write(ctx, func(tx *store.Tx) (err error) {
		for i, m := range mails {
			if ids[i], err = d.keepOne(tx, m, packed[i]); err != nil {
				return fmt.Errorf("keeping UID %d of %s/%s: %w", m.Place.UID, m.Place.Mailbox, m.Place.Folder, err)
			}
		}
		return fault.At("keep.inside")
	})
	if err != nil {
		return err
	}
	if err := fault.At("keep.after"); err != nil {
		return err
	}
	for i, m := range mails {
		if ids[i] != 0 {
			d.fresh.put(ids[i], m.Raw)
		}
		if m.Spool != "" {
			if err := os.Remove(m.Spool); err != nil {
				d.log.Warn("a spool file could not be removed", "file", m.Spool, "error", err)
			}
		}
	}
	signal(d.kept)
	return fault.At("keep.told")
}

type packedMail struct {
	sum [sha256.Size]byte
	raw store.PackedRaw
}

func (d *Desk) pack(m Mail) (packedMail, error) {
	raw := m.Raw
	if m.Spool != "" {
		var err error
		if raw, err = os.ReadFile(m.Spool); err != nil {
			return packedMail{}, fmt.Errorf("reading a spooled mail: %w", err)
		}
	}
	p := packedMail{sum: sha256.Sum256(raw)}
	var err error
	p.raw, err = d.store.PackRaw(raw, p.sum[:])
	return p, err
}

// keepOne keeps a mail. Bytes that were kept before are not kept again: a
// folder that was made anew (another UIDVALIDITY) only gives its mails new
// places; the same bytes once more are a mail of their own, a duplicate. It
// returns the id of a new mail.
func (d *Desk) keepOne(tx *store.Tx, m Mail, p packedMail) (int64, error) {
	place := store.Place(m.Place)
	if known, err := tx.HasPlace(place); err != nil || known {
		return 0, err
	}
	twin, err := tx.RawTwin(p.sum[:])
	if err != nil {
		return 0, err
	}
	if twin != 0 {
		old, err := tx.MailInOlderGeneration(place, p.sum[:])
		if err != nil {
			return 0, err
		}
		if old != 0 {
			return 0, tx.AddPlace(place, old)
		}
	}
	id, err := tx.AddMail(store.Mail{Mailbox: m.Place.Mailbox, Received: m.Received, Stored: d.now(),
		SizeBytes: m.Size, SHA256: p.sum[:], History: m.History, Oversize: m.Oversize})
	if err != nil {
		return 0, err
	}
	if twin != 0 {
		err = tx.AddRawSame(id, twin)
	} else {
		err = tx.AddRaw(id, p.raw)
	}
	return id, errors.Join(err, tx.AddPlace(place, id))
}

// Folder gives what is known of a folder, and since when it is watched.
func (d *Desk) Folder(ctx context.Context, mailbox, folder string) (f Folder, since time.Time, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		kept, err := tx.Folder(mailbox, folder)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		f = Folder{Known: true, UIDValidity: kept.UIDValidity, Start: kept.Start, Next: kept.Next}
		since = kept.Since
		return err
	})
	return f, since, err
}

// StartFolder begins a generation of a folder.
func (d *Desk) StartFolder(ctx context.Context, mailbox, folder string, f Folder, since time.Time) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		return tx.StartFolder(mailbox, folder, store.Folder{UIDValidity: f.UIDValidity, Start: f.Start, Next: f.Next, Since: since})
	})
}

// Unknown gives those of uids that are neither kept nor vanished.
func (d *Desk) Unknown(ctx context.Context, mailbox, folder string, uidValidity uint32, uids []uint32) ([]uint32, error) {
	if len(uids) == 0 {
		return nil, nil
	}
	var known []int64
	err := d.store.Read(ctx, func(tx *store.Tx) (err error) {
		known, err = tx.KnownUIDs(mailbox, folder, uidValidity, slices.Min(uids), slices.Max(uids))
		return err
	})
	if err != nil {
		return nil, err
	}
	have := make(map[uint32]bool, len(known))
	for _, uid := range known {
		have[uint32(uid)] = true
	}
	return slices.DeleteFunc(slices.Clone(uids), func(uid uint32) bool { return have[uid] }), nil
}

// Vanished records a mail that was expunged before it could be fetched.
func (d *Desk) Vanished(ctx context.Context, place Place) error {
	return d.store.Write(ctx, func(tx *store.Tx) error { return tx.AddPlace(store.Place(place), 0) })
}

// Advance moves the cursor of a folder's generation forward.
func (d *Desk) Advance(ctx context.Context, mailbox, folder string, uidValidity, next uint32) error {
	return d.store.Write(ctx, func(tx *store.Tx) error { return tx.AdvanceFolder(mailbox, folder, uidValidity, next) })
}
