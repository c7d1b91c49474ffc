package desk

import (
	"context"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// TagTicket puts a tag on a ticket: a word by which agents sort and find it.
// No client sees it.
func (d *Desk) TagTicket(ctx context.Context, number int64, text, by string) error {
	tag, err := ticket.Tag(text)
	if err != nil {
		return refused("“%s”: %w", text, err)
	}
	return d.onOpen(ctx, number, by, "tag", func(tx *store.Tx, _ *ticket.Ticket) (string, error) {
		_, err := tx.AddTag(number, tag, d.now())
		return tag, err
	})
}

// UntagTicket takes a tag off a ticket.
func (d *Desk) UntagTicket(ctx context.Context, number int64, text, by string) error {
	tag, err := ticket.Tag(text)
	if err != nil {
		return refused("“%s”: %w", text, err)
	}
	return d.onOpen(ctx, number, by, "untag", func(tx *store.Tx, _ *ticket.Ticket) (string, error) {
		gone, err := tx.RemoveTag(number, tag)
		if err == nil && !gone {
			err = refused("ticket %d does not bear the tag “%s”", number, tag)
		}
		return tag, err
	})
}

// TagView is a tag, and how many tickets bear it.
type TagView struct {
	Name    string `json:"name"`
	Tickets int64  `json:"tickets"`
}

// Tags lists all tags by name.
func (d *Desk) Tags(ctx context.Context) (views []TagView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Tags()
		for _, t := range all {
			views = append(views, TagView(t))
		}
		return err
	})
	return views, err
}
