package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// TimeEdit is what a time entry says once it is corrected; what is zero stays
// as it was.
type TimeEdit struct {
	Minutes int
	Kind    contract.EntryKind
	Text    *string
}

// of is the entry with what the edit changes.
func (t TimeEdit) of(e store.TimeEntry) store.TimeEntry {
	e.Minutes, e.Kind, e.Corrects = cmp.Or(t.Minutes, e.Minutes), cmp.Or(t.Kind, e.Kind), e.ID
	if t.Text != nil {
		e.Text = *t.Text
	}
	return e
}

// EditTime corrects a time entry, for a reason that stays beside it. Nothing
// that was written is changed: the entry is taken back, another one stands for
// it, and the ledger gets the difference (R10). agent, by name or address, is
// its author or an administrator. It gives the id of the new entry.
func (d *Desk) EditTime(ctx context.Context, entryID int64, edit TimeEdit, reason, agent, by string) (corrected int64, err error) {
	err = d.onEntry(ctx, entryID, reason, agent, by, "edit-time", func(tx *store.Tx, e store.TimeEntry) (string, error) {
		was := e
		e = edit.of(e)
		if err := e.Check(); err != nil {
			return "", refused("%w", err)
		}
		corrected, err = d.correctTime(tx, was, e, reason)
		return fmt.Sprintf("entry %d is %d: %d minutes %s, were %d %s: %s", was.ID, corrected, e.Minutes, e.Kind, was.Minutes, was.Kind, reason), err
	})
	return corrected, err
}

// RemoveTime takes a time entry back, for a reason: the ledger gives back what
// it cost (R10). agent, by name or address, is its author or an administrator.
func (d *Desk) RemoveTime(ctx context.Context, entryID int64, reason, agent, by string) error {
	return d.onEntry(ctx, entryID, reason, agent, by, "remove-time", func(tx *store.Tx, e store.TimeEntry) (string, error) {
		return fmt.Sprintf("entry %d, %d minutes %s: %s", e.ID, e.Minutes, e.Kind, reason), d.removeTime(tx, e, reason)
	})
}

// onEntry runs a verb on a time entry that stands and notes who did it.
func (d *Desk) onEntry(ctx context.Context, entryID int64, reason, agent, by, verb string, f func(*store.Tx, store.TimeEntry) (string, error)) error {
	if strings.TrimSpace(reason) == "" {
		return refusedAs(ErrEmpty, "a change of time needs a reason")
	}
	return d.change(ctx, func(tx *store.Tx) error {
		e, err := theEntry(tx, entryID)
		if err != nil {
			return err
		}
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		if a.ID != e.AgentID && a.Role != people.RoleAdmin {
			return refusedAs(ErrNoRight, "only its author or an administrator changes time entry %d", entryID)
		}
		detail, err := f(tx, e)
		if err != nil {
			return err
		}
		return d.audit(tx, by, verb, objectTicket(e.TicketID), detail)
	})
}

// theEntry is a time entry that was not taken back.
func theEntry(tx *store.Tx, id int64) (store.TimeEntry, error) {
	e, removed, err := tx.TimeEntry(id)
	switch {
	case notFound(err):
		return e, fmt.Errorf("there is no time entry %d: %w", id, ErrNotFound)
	case err == nil && removed:
		return e, refused("time entry %d was taken back or corrected already", id)
	}
	return e, err
}

// correctTime has an entry stand for another one of its ticket.
func (d *Desk) correctTime(tx *store.Tx, was, e store.TimeEntry, reason string) (id int64, err error) {
	err = d.changeTime(tx, was.TicketID, func(before []store.TimeEntry) ([]store.TimeEntry, error) {
		if err := tx.RemoveTime(was.ID, d.now(), reason); err != nil {
			return nil, err
		}
		if id, err = tx.AddTime(e); err != nil {
			return nil, err
		}
		e.ID = id
		after := slices.DeleteFunc(slices.Clone(before), func(b store.TimeEntry) bool { return b.ID == was.ID })
		return append(after, e), nil
	})
	return id, err
}
