package mailbox

import (
	"context"
	"fmt"
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
	var mails []desk.Mail
	for _, item := range items {
		mail, ok := got.mails[item.uid]
		if !ok {
			if got.large[item.uid] {
				item.size = v.account().MaxMailBytes + 1
			}
			if mail, ok, err = v.fetchAlone(ctx, item); err != nil {
				got.drop()
				drop(mails)
				return nil, err
			}
		}
		delete(got.mails, item.uid)
		if ok {
			mails = append(mails, v.place(mail))
		}
	}
	if err := fault.At("fetch.after"); err != nil {
		drop(mails)
		return nil, err
	}
	return mails, nil
}

// fetchAlone tries one mail again that was asked for and not given. If it is
// not there any more it has vanished; if it is, it stays to be tried again.
func (v *visit) fetchAlone(ctx context.Context, it item) (mail desk.Mail, ok bool, err error) {
	got, err := v.s.bodies(ctx, []item{it})
	if err != nil && !answered(err) {
		return mail, false, err
	}
	if mail, ok = got.mails[it.uid]; ok {
		return mail, true, nil
	}
	there, err := v.stillThere(ctx, it.uid)
	if err != nil {
		return mail, false, err
	}
	if there {
		v.giveUpFor(it.uid)
		return mail, false, nil
	}
	return mail, false, v.vanished(ctx, it.uid)
}

func (v *visit) stillThere(ctx context.Context, uid uint32) (bool, error) {
	if err := v.s.noop(ctx); err != nil {
		return false, err
	}
	uids, err := v.s.search(ctx, &imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(imap.UID(uid))}})
	return len(uids) > 0, err
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
