package mailbox

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/emersion/go-imap/v2"

	"permanence/daemon/desk"
	"permanence/daemon/fault"
)

const (
	sizesAtOnce = 256     // mails whose sizes are asked in one command
	mailsAtOnce = 64      // mails in one FETCH and one Keep
	bytesAtOnce = 4 << 20 // and their bytes
)

// fetchAll fetches everything that waits and hands it to k.
func (v *visit) fetchAll(ctx context.Context, k *keeping) error {
	for {
		uids := v.pending.take(sizesAtOnce)
		if uids == nil {
			return nil
		}
		if err := v.fetchSome(ctx, k, uids); err != nil {
			return err
		}
		if v.lookAgain() {
			if err := v.list(ctx); err != nil {
				return err
			}
		}
	}
}

// lookAgain says, during a long fetch, that new mail should not wait for its
// end.
func (v *visit) lookAgain() bool {
	if v.history {
		return false
	}
	select {
	case <-v.s.wake:
		return true
	default:
		return v.now().Sub(v.listedAt) >= v.account().Poll
	}
}

// fetchSome fetches uids in batches. If the connection breaks meanwhile, these
// UIDs are noted: one mail on which the server or the library breaks must not
// keep back those behind it.
func (v *visit) fetchSome(ctx context.Context, k *keeping, uids []uint32) error {
	uids = v.setAside(uids)
	if len(uids) == 0 {
		return nil
	}
	items, err := v.s.sizes(ctx, uids, v.f.trouble.suspect)
	if err != nil {
		v.f.trouble.note(ctx, uids, v.now().Add(v.account().Reconcile))
		return err
	}
	for len(items) > 0 {
		n := v.batch(items)
		mails, err := v.fetchBatch(ctx, items[:n])
		if err != nil {
			v.f.trouble.note(ctx, uidsOf(items[:n]), v.now().Add(v.account().Reconcile))
			return err
		}
		v.f.trouble.over(items[:n])
		items = items[n:]
		if err := k.hand(mails, v.cursor(items)); err != nil {
			return err
		}
	}
	return nil
}

func uidsOf(items []item) (uids []uint32) {
	for _, item := range items {
		uids = append(uids, item.uid)
	}
	return uids
}

// batch is how many of items, from the first, go into one FETCH: many small
// ones within the bounds of memory, or one that is large or suspect.
func (v *visit) batch(items []item) int {
	bytes, n := int64(0), 0
	for n < len(items) && n < mailsAtOnce {
		item := items[n]
		bytes += item.size
		if item.size < 0 || item.size > spoolAbove || bytes > bytesAtOnce || v.f.trouble.suspect(item.uid) {
			break
		}
		n++
	}
	return max(n, 1)
}

// fetchBatch fetches a batch. What is refused or left out of it is tried alone.
func (v *visit) fetchBatch(ctx context.Context, items []item) ([]desk.Mail, error) {
	if err := fault.At("fetch.before"); err != nil {
		return nil, err
	}
	got, err := v.s.bodies(ctx, items)
	if err != nil && !answered(err) {
		return nil, err
	}
	if err := v.complete(ctx, items, got); err != nil {
		got.drop()
		return nil, err
	}
	mails := v.placed(items, got)
	if err := fault.At("fetch.after"); err != nil {
		drop(mails)
		return nil, err
	}
	return mails, nil
}

// complete fetches one by one what a batch did not give. If the server had it
// all the same, it mixed up its answer: what it gave may have come under the
// UID of another mail and is fetched again.
func (v *visit) complete(ctx context.Context, items []item, got fetched) error {
	given, mixed := maps.Clone(got.mails), false
	for _, item := range items {
		if _, ok := given[item.uid]; ok {
			continue
		}
		size, sized := got.sizes[item.uid]
		if sized {
			item.size, item.proven = size, size > v.account().MaxMailBytes
		}
		found, err := v.fetchAlone(ctx, item, got)
		if err != nil {
			return err
		}
		mixed = mixed || found && !sized
	}
	for _, item := range items {
		mail, ok := given[item.uid]
		if !ok || !mixed {
			continue
		}
		drop([]desk.Mail{mail})
		delete(got.mails, item.uid)
		if _, err := v.fetchAlone(ctx, item, got); err != nil {
			return err
		}
	}
	return nil
}

// placed gives what was fetched in the order of the UIDs.
func (v *visit) placed(items []item, got fetched) (mails []desk.Mail) {
	for _, item := range items {
		if mail, ok := got.mails[item.uid]; ok {
			mails = append(mails, v.place(mail))
		}
		delete(got.mails, item.uid)
	}
	got.drop() // nobody asked for these
	return mails
}

// fetchAlone tries one mail again that was asked for and not given, and adds
// it to got. If it is not there any more it has vanished; if it is, it stays to
// be tried again.
func (v *visit) fetchAlone(ctx context.Context, it item, got fetched) (found bool, err error) {
	alone, err := v.s.bodies(ctx, []item{it})
	if err != nil && !answered(err) {
		return false, err
	}
	if mail, ok := alone.mails[it.uid]; ok {
		got.mails[it.uid] = mail
		return true, nil
	}
	there, err := v.stillThere(ctx, it.uid)
	if err != nil {
		return false, err
	}
	if there {
		v.giveUpFor(it.uid)
		return false, nil
	}
	return false, v.vanished(ctx, it.uid)
}

// stillThere looks for a mail. One that is missing and whose UID is yet to come
// has not vanished: the server was wrong when it listed it.
func (v *visit) stillThere(ctx context.Context, uid uint32) (bool, error) {
	e, err := v.s.examine(ctx, v.f.name)
	if err != nil {
		return false, err
	}
	uids, err := v.s.search(ctx, &imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(imap.UID(uid))}})
	switch {
	case err != nil || len(uids) > 0:
		return len(uids) > 0, err
	case e.uidValidity != v.known.UIDValidity:
		return false, v.account().explain(stepFolder+v.f.name, errGeneration)
	case e.uidNext != 0 && uid >= e.uidNext:
		return false, v.account().explain(stepFolder+v.f.name, fmt.Errorf("the server listed mail %d, but its next UID is %d", uid, e.uidNext))
	}
	return false, nil
}

func (v *visit) vanished(ctx context.Context, uid uint32) error {
	place := v.place(desk.Mail{Place: desk.Place{UID: uid}}).Place
	if err := v.keeper().Vanished(ctx, place); err != nil {
		return fmt.Errorf("note that mail %d of mailbox %s vanished: %w", uid, v.account().Name, err)
	}
	v.f.state.change(func(s *Status) { s.Vanished++ })
	v.f.w.outside.Log.Warn("mailbox: mail expunged before it could be fetched",
		"mailbox", place.Mailbox, "folder", place.Folder, "uid_validity", place.UIDValidity, "uid", uid)
	return nil
}

// place completes a mail. History is what lay in the folder before it was
// watched: what is below Start, or, in a generation that replaced another,
// what was received earlier (INTERNALDATE knows whole seconds).
func (v *visit) place(mail desk.Mail) desk.Mail {
	mail.Place.Mailbox, mail.Place.Folder = v.account().Name, v.f.name
	mail.Place.UIDValidity = v.known.UIDValidity
	mail.History = v.history || mail.Place.UID < v.known.Start ||
		v.known.Start == 0 && mail.Received.Before(v.since.Truncate(time.Second))
	return mail
}
