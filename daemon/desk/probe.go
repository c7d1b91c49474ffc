package desk

import (
	"context"

	"permanence/daemon/authn"
	"permanence/daemon/desk/people"
	"permanence/daemon/store"
	"permanence/parser"
)

// Probed are the mails of a mailbox on their way to Probe.
type Probed struct {
	mails []authn.Mail
}

// Add takes a mail along; one that cannot be read or names no sender is left
// out.
func (d *Desk) Add(ctx context.Context, to *Probed, raw []byte, m Mail) error {
	fields, _, defects := parser.Fields(raw)
	msg, err := parser.Read(raw)
	if err != nil || msg == nil || msg.From.Address == "" {
		return nil //nolint:nilerr // a mail nobody can read proves nothing
	}
	look := authn.Mail{Raw: raw, Fields: fields, Defects: defects, From: people.Fold(msg.From.Address), Received: m.Received}
	if err := d.store.Read(ctx, func(tx *store.Tx) error { return knownSender(tx, &look) }); err != nil {
		return err
	}
	to.mails = append(to.mails, look)
	return nil
}

// Probe says for each setting of a mailbox which registered senders of the
// mails would be believed (reliability 3.4).
func (d *Desk) Probe(ctx context.Context, p *Probed) []authn.Probed {
	return d.checker.Probe(ctx, p.mails)
}

// KeptMail gives the last n mails that were kept of a mailbox, for Probe where
// the mailbox itself cannot be reached.
func (d *Desk) KeptMail(ctx context.Context, mailbox string, n int, take func(raw []byte, m Mail) error) error {
	return d.store.Read(ctx, func(tx *store.Tx) error {
		recent, err := tx.RecentMail(n)
		if err != nil {
			return err
		}
		for _, m := range recent {
			if m.Mailbox != mailbox {
				continue
			}
			raw, err := tx.Raw(m.ID)
			if err != nil {
				return err
			}
			if err := take(raw, Mail{Received: m.Received}); err != nil {
				return err
			}
		}
		return nil
	})
}
