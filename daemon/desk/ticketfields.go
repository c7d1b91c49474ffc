package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// onOpen is onThe for what a ticket that was merged cannot do any more.
func (d *Desk) onOpen(ctx context.Context, number int64, by, verb string, f func(*store.Tx, *ticket.Ticket) (string, error)) error {
	return d.change(ctx, func(tx *store.Tx) error { return d.onOpenIn(tx, number, by, verb, f) })
}

// onOpenIn is onOpen in a transaction that does more.
func (d *Desk) onOpenIn(tx *store.Tx, number int64, by, verb string, f func(*store.Tx, *ticket.Ticket) (string, error)) error {
	return d.onTheIn(tx, number, by, verb, func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		if !t.Mutable() {
			return "", refused("ticket %d was merged into %d", t.Number, t.MergedInto)
		}
		return f(tx, t)
	})
}

// SetPriority says how urgent the desk holds a ticket to be. The client is not
// told.
func (d *Desk) SetPriority(ctx context.Context, number int64, p ticket.Priority, by string) error {
	if p == "normal" {
		p = ticket.Normal
	}
	if !slices.Contains(ticket.Priorities(), p) {
		return refused("“%s” is no priority: low, normal, high or urgent", p)
	}
	return d.onOpen(ctx, number, by, "priority", func(_ *store.Tx, t *ticket.Ticket) (string, error) {
		t.Priority = p
		return string(p), nil
	})
}

// RenameTicket gives a ticket another subject: letters bear it from now on.
func (d *Desk) RenameTicket(ctx context.Context, number int64, subject, by string) error {
	subject = strings.TrimSpace(subject)
	if err := plainSubject(subject); err != nil {
		return err
	}
	return d.onOpen(ctx, number, by, "rename", func(_ *store.Tx, t *ticket.Ticket) (string, error) {
		was := t.Subject
		t.Subject = subject
		return fmt.Sprintf("was “%s”", was), nil
	})
}

// maxSubject is how many characters a subject has that people write on a page.
const maxSubject = 200

// plainSubject says why a text cannot be a subject: empty, of several lines, or
// too long to be read in a list.
func plainSubject(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return refusedAs(ErrEmpty, "the subject is empty")
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 127 }):
		return refused("the subject has a line end or a control character in it")
	case len([]rune(text)) > maxSubject:
		return refusedAs(ErrTooLong, "the subject is longer than %d characters", maxSubject)
	}
	return nil
}

// MoveTicket charges a ticket to another contract of its client: what was
// charged is given back on the old one (R10).
func (d *Desk) MoveTicket(ctx context.Context, number int64, ref, by string) error {
	return d.onOpen(ctx, number, by, "contract", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		client, err := tx.Client(t.ClientID)
		if err != nil {
			return "", err
		}
		c, err := d.contractOf(tx, client, ref)
		if err != nil {
			return "", err
		}
		return c.Ref, d.moveContract(tx, t, c)
	})
}
