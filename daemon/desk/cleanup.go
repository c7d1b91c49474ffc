package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// cleanupGroup is how many mails lose their raw bytes in one transaction.
const cleanupGroup = 200

// formsKept is how long it is known what a form of a page has done.
const formsKept = 30 * 24 * time.Hour

// deliveriesKept is how long it is known what webhooks were told.
const deliveriesKept = 30 * 24 * time.Hour

// Cleanup removes the raw bytes of mail that is older than the settings say
// and on no ticket that is open; what was read from it stays. Sessions and
// links that lapsed, forms of pages that were sent long ago and what webhooks
// were told go too. Files of a fetch that was cut are swept by the mailbox when
// it starts.
func (d *Desk) Cleanup(ctx context.Context, now time.Time) error {
	if err := d.store.Write(ctx, func(tx *store.Tx) error { return removeLapsed(tx, now) }); err != nil {
		return fmt.Errorf("removing sessions and links that lapsed: %w", err)
	}
	before := now.AddDate(0, -d.cfg.Store.RawMonths, 0)
	total := 0
	for ctx.Err() == nil {
		var files []string
		n := 0
		err := d.store.Write(ctx, func(tx *store.Tx) error {
			past, err := tx.RawPast(before, cleanupGroup)
			if err != nil {
				return err
			}
			n, files = len(past), nil
			for _, id := range past {
				file, err := tx.RemoveRaw(id, d.now())
				if err != nil {
					return err
				}
				if file != "" {
					files = append(files, file)
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("removing raw mail past its time: %w", err)
		}
		if err := d.removeFiles(ctx, files); err != nil {
			return err
		}
		if total += n; n == 0 {
			break
		}
	}
	if total > 0 {
		d.log.Info("raw mail past its time was removed", "mails", total, "received_before", before)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.store.Write(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.ForgetForms(now.Add(-formsKept)), tx.ForgetDeliveries(now.Add(-deliveriesKept)))
	})
}

// removeLapsed removes what lets nobody in any more, and the failures that are
// forgotten.
func removeLapsed(tx *store.Tx, now time.Time) error {
	forgotten := now.Add(-people.DoorLogin.Throttle().Forget)
	return errors.Join(tx.RemoveLapsedSessions(now), tx.RemoveLapsedLinks(now.Add(-time.Hour)), tx.RemoveTries(forgotten))
}

// removeFiles removes files that no mail names any more, once that is on disk.
func (d *Desk) removeFiles(ctx context.Context, files []string) error {
	if len(files) == 0 {
		return nil
	}
	return d.store.Write(ctx, func(tx *store.Tx) error {
		var errs []error
		for _, f := range files {
			errs = append(errs, tx.RemoveRawFile(f))
		}
		return errors.Join(errs...)
	})
}
