package desk

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// QuarantineDigest lists, each working morning, the held mail that was not
// shown at once and is in no digest yet, to the team on duty, or to the
// administrator where there is none (R4). Without such mail there is no letter.
func (d *Desk) QuarantineDigest(ctx context.Context, now time.Time) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		m, err := d.morningOf(tx, now)
		if err != nil || !m.working {
			return err
		}
		held, err := tx.Mails(store.MailFilter{Quarantine: true, Undigested: true})
		if err != nil || len(held) == 0 {
			return err
		}
		return d.digestHeld(tx, held, now)
	})
	signal(d.queued)
	if err != nil {
		return fmt.Errorf("listing held mail: %w", err)
	}
	return nil
}

func (d *Desk) digestHeld(tx *store.Tx, held []store.Mail, now time.Time) error {
	lines := make([]letter.HeldLine, len(held))
	for i, m := range held {
		lines[i] = letter.HeldLine{MailID: m.ID, Received: m.Received, From: letter.Person{Address: m.FromAddress}, Subject: m.Subject, Reason: string(m.Reason)}
		if err := tx.MailDigested(m.ID, d.now()); err != nil {
			return err
		}
	}
	to, err := d.teamOnDuty(tx, now)
	if err != nil {
		return err
	}
	for _, r := range to {
		// a mail is in one digest: the first one's id names it
		_, err := d.write(tx, draft{kind: letter.KindQuarantineDigest, to: r, cause: fmt.Sprintf("held-digest:%d", held[0].ID), causeAt: d.now(),
			audience: ticket.Scheduled, head: letter.Head{Reason: "digest"},
			facts: func(c letter.Common, _ *templates.Language) any {
				return letter.QuarantineDigest{Common: c, Held: lines}
			}})
		if err != nil {
			return err
		}
	}
	return nil
}

// uncertainJob keys the letters that were listed as given up.
const uncertainJob = "digest-uncertain"

// UncertainDigest lists to the administrator, once a day, the automatic letters
// whose fate is not known and that were given up (reliability 4.5).
func (d *Desk) UncertainDigest(ctx context.Context, _ time.Time) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		gone, err := tx.LettersGivenUp(reasonGrouped, uncertainJob)
		if err != nil || len(gone) == 0 {
			return err
		}
		var lines []letter.LetterLine
		for _, l := range gone {
			if l.Reason == reasonRestored {
				continue // in the list of the restore
			}
			if _, err := tx.Once(uncertainJob, strconv.FormatInt(l.ID, 10), d.now()); err != nil {
				return err
			}
			if l.Kind != string(letter.KindDigestUncertain) { // no digest of digests
				lines = append(lines, letterLine(l))
			}
		}
		if len(lines) == 0 {
			return nil
		}
		to, err := d.admins(tx)
		if err != nil {
			return err
		}
		for _, r := range to {
			_, err := d.write(tx, draft{kind: letter.KindDigestUncertain, to: r, cause: fmt.Sprintf("uncertain-digest:%d", lines[0].ID), causeAt: d.now(),
				audience: ticket.Scheduled, facts: func(c letter.Common, _ *templates.Language) any {
					return letter.DigestUncertain{Common: c, Letters: lines}
				}})
			if err != nil {
				return err
			}
		}
		return nil
	})
	signal(d.queued)
	if err != nil {
		return fmt.Errorf("listing letters that were given up: %w", err)
	}
	return nil
}

func letterLine(l store.Letter) letter.LetterLine {
	return letter.LetterLine{ID: l.ID, Kind: letter.Kind(l.Kind), To: l.Recipient, Subject: l.Subject, At: l.Created}
}

// admins are the administrators, else the address of the settings.
func (d *Desk) admins(tx *store.Tx) ([]reader, error) {
	agents, err := tx.Agents(people.RoleAdmin)
	if err != nil {
		return nil, err
	}
	var all []reader
	for _, a := range agents {
		if to := d.agentReader(a); to.active {
			all = append(all, to)
		}
	}
	if len(all) == 0 {
		all = []reader{d.adminReader()}
	}
	return all, nil
}
