package mailbox

import (
	"context"
	"fmt"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/fault"
)

// advanceEvery is how often the cursor is written during a long fetch.
const advanceEvery = 5 * time.Second

// keeping commits one batch while the next is being fetched. At most two
// batches are in memory.
type keeping struct {
	v      *visit
	work   chan handover
	failed chan struct{} // closed when a Keep failed
	done   chan struct{}
	err    error // read after failed or done
}

type handover struct {
	mails []desk.Mail
	next  uint32 // the cursor once these are kept
}

func (v *visit) startKeeping(ctx context.Context) *keeping {
	k := &keeping{v: v, work: make(chan handover), failed: make(chan struct{}), done: make(chan struct{})}
	go k.run(ctx)
	return k
}

func (k *keeping) run(ctx context.Context) {
	defer close(k.done)
	advanced := time.Now()
	for h := range k.work {
		if k.err != nil {
			drop(h.mails)
			continue
		}
		k.err = k.keep(ctx, h.mails)
		if k.err == nil && time.Since(advanced) >= advanceEvery {
			k.err = k.v.passOn(ctx, h.next)
			advanced = time.Now()
		}
		if k.err != nil {
			close(k.failed)
		}
	}
}

func (k *keeping) keep(ctx context.Context, mails []desk.Mail) error {
	if len(mails) == 0 {
		return nil
	}
	if err := k.v.keeper().Keep(ctx, mails); err != nil {
		drop(mails)
		return fmt.Errorf("keep %d mails of mailbox %s: %w", len(mails), k.v.account().Name, err)
	}
	recovered := int64(0)
	for _, mail := range mails {
		if k.v.recovered[mail.Place.UID] {
			recovered++
		}
	}
	k.v.f.state.change(func(s *Status) {
		s.Fetched += int64(len(mails))
		s.Recovered += recovered
		s.LastSuccess = k.v.now()
	})
	return nil
}

// hand passes a batch on; it waits while the one before is being committed.
func (k *keeping) hand(mails []desk.Mail, next uint32) error {
	select {
	case k.work <- handover{mails, next}:
		return nil
	case <-k.failed:
		drop(mails)
		return k.err
	}
}

func (k *keeping) finish() error {
	close(k.work)
	<-k.done
	return k.err
}

// fetchPending fetches and keeps all that waits, then moves the cursor.
func (v *visit) fetchPending(ctx context.Context) error {
	if len(v.pending) == 0 {
		return v.moveCursor(ctx, v.cursor(nil))
	}
	k := v.startKeeping(ctx)
	err := v.fetchAll(ctx, k)
	if keepErr := k.finish(); keepErr != nil {
		return keepErr
	}
	v.f.state.change(func(s *Status) { s.Unreadable = int64(len(v.unreadable)) })
	if err != nil {
		return err
	}
	clear(v.recovered)
	return v.moveCursor(ctx, v.cursor(nil))
}

// cursor is the UID below which all is kept or vanished, once what was taken
// before items is.
func (v *visit) cursor(items []item) uint32 {
	next := v.pending.lowest(v.listed)
	for uid := range v.unreadable {
		next = min(next, uid)
	}
	if len(items) > 0 {
		next = min(next, items[0].uid)
	}
	return next
}

// moveCursor tells the keeper how far everything is kept, if that is news.
func (v *visit) moveCursor(ctx context.Context, next uint32) error {
	if next <= v.known.Next {
		return nil
	}
	if err := fault.At("cursor.before"); err != nil {
		return err
	}
	if err := v.keeper().Advance(ctx, v.account().Name, v.f.name, v.known.UIDValidity, next); err != nil {
		return fmt.Errorf("move the cursor of mailbox %s: %w", v.account().Name, err)
	}
	v.known.Next = next
	return fault.At("cursor.after")
}

// passOn is moveCursor in the middle of a fetch. The first list of a
// generation that replaced another was made by date: it must be made so again
// if we are killed before its end, so the cursor stays at its beginning.
func (v *visit) passOn(ctx context.Context, next uint32) error {
	if v.known.Next <= 1 && v.replaced() {
		return nil
	}
	return v.moveCursor(ctx, next)
}
