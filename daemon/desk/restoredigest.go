package desk

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// restoredJob keys the letters that were listed after a restore.
const restoredJob = "digest-restored"

// RestoredDigest shows the administrators, once, the letters that a restore
// keeps from leaving. It waits until evidence had its time: then most of them
// are known to have left, and those are not in it.
func (d *Desk) RestoredDigest(ctx context.Context, _ time.Time) error {
	if d.restored.Epoch == 0 {
		return nil
	}
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		stopped, err := tx.LettersStopped(reasonRestored, restoredJob)
		if err != nil || len(stopped) == 0 {
			return err
		}
		facts := letter.DigestRestored{Made: d.restored.Made, At: d.restored.At}
		for _, l := range stopped {
			switch {
			case l.Human:
				facts.Answers = append(facts.Answers, letterLine(l))
			case l.State == store.LetterUncertain:
				return nil // evidence may still come
			default:
				facts.Letters = append(facts.Letters, letterLine(l))
			}
		}
		return d.showStopped(tx, stopped, facts)
	})
	signal(d.queued)
	if err != nil {
		return fmt.Errorf("listing letters that a restore keeps back: %w", err)
	}
	return nil
}

func (d *Desk) showStopped(tx *store.Tx, stopped []store.Letter, facts letter.DigestRestored) error {
	for _, l := range stopped {
		if _, err := tx.Once(restoredJob, strconv.FormatInt(l.ID, 10), d.now()); err != nil {
			return err
		}
	}
	to, err := d.admins(tx)
	if err != nil {
		return err
	}
	for _, r := range to {
		_, err := d.write(tx, draft{kind: letter.KindDigestRestored, to: r, cause: fmt.Sprintf("restored-digest:%d", stopped[0].ID), causeAt: d.now(),
			audience: ticket.Scheduled, facts: func(c letter.Common, _ *templates.Language) any {
				facts.Common = c
				return facts
			}})
		if err != nil {
			return err
		}
	}
	return nil
}
