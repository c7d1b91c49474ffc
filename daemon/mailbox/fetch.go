package mailbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"permanence/daemon/desk"
)

const (
	sizesAtOnce  = 256      // mails whose sizes are asked in one command
	mailsAtOnce  = 64       // mails in one FETCH and one Keep
	bytesAtOnce  = 4 << 20  // and their bytes
	headerLimit  = 1 << 20  // of an oversize mail's header
	unknownSize  = -1       // the server did not say
	slowestBytes = 16 << 10 // a second: under it a fetch is given up
)

var errTooLarge = errors.New("larger than the server said")

// item is one mail that is to be fetched.
type item struct {
	uid  uint32
	size int64 // RFC822.SIZE, or unknownSize
}

// sizes asks how large mails are; suspects are not asked for. Those left out
// come back with unknownSize, in their place.
func (s *session) sizes(ctx context.Context, uids []uint32, suspect func(uint32) bool) ([]item, error) {
	var set imap.UIDSet
	items := make([]item, len(uids))
	for i, uid := range uids {
		items[i] = item{uid, unknownSize}
		if !suspect(uid) {
			set.AddNum(imap.UID(uid))
		}
	}
	if len(set) == 0 {
		return items, nil
	}
	said := map[uint32]int64{}
	err := s.ask(ctx, "ask for sizes", func() error { return s.readSizes(set, said) })
	if err != nil && !answered(err) {
		return nil, err
	}
	for i, item := range items {
		if size, ok := said[item.uid]; ok {
			items[i].size = size
		}
	}
	return items, nil
}

func (s *session) readSizes(set imap.UIDSet, said map[uint32]int64) error {
	command := s.client.Fetch(set, &imap.FetchOptions{UID: true, RFC822Size: true})
	defer command.Close()
	for message := command.Next(); message != nil; message = command.Next() {
		uid, size := uint32(0), int64(unknownSize)
		for data := message.Next(); data != nil; data = message.Next() {
			switch data := data.(type) {
			case imapclient.FetchItemDataUID:
				uid = uint32(data.UID)
			case imapclient.FetchItemDataRFC822Size:
				size = data.Size
			}
		}
		said[uid] = size
	}
	return command.Close()
}

func uidSetOf(uids []uint32) imap.UIDSet {
	var set imap.UIDSet
	for _, uid := range uids {
		set.AddNum(imap.UID(uid))
	}
	return set
}

// fetched is what one FETCH gave, complete to the last byte.
type fetched struct {
	mails map[uint32]desk.Mail
	large map[uint32]bool // larger than MaxMailBytes, whatever RFC822.SIZE said
}

func (f fetched) drop() {
	for _, mail := range f.mails {
		drop([]desk.Mail{mail})
	}
}

// bodies fetches whole mails without setting \Seen (BODY.PEEK[]), or only the
// header of a mail over MaxMailBytes. Nothing is returned unless the whole
// command came to a good end. Place is left to the caller but for the UID.
func (s *session) bodies(ctx context.Context, items []item) (f fetched, err error) {
	f = fetched{mails: map[uint32]desk.Mail{}, large: map[uint32]bool{}}
	oversize := len(items) == 1 && items[0].size > s.account.MaxMailBytes
	uids, bytes := make([]uint32, len(items)), int64(0)
	for i, item := range items {
		uids[i] = item.uid
		bytes += max(item.size, spoolAbove)
	}
	limit := patience*s.account.CommandTimeout + time.Duration(bytes/slowestBytes)*time.Second
	err = s.do(ctx, "fetch mails", limit, func() error {
		return s.readBodies(s.client.Fetch(uidSetOf(uids), bodyOptions(oversize)), oversize, f)
	})
	if err != nil {
		f.drop()
		f.mails = nil
	}
	return f, err
}

// readBodies reads one FETCH to its end, also after an error of ours, because
// an unread literal stalls the connection; not after errShort.
func (s *session) readBodies(command *imapclient.FetchCommand, oversize bool, f fetched) (err error) {
	for message := command.Next(); message != nil; message = command.Next() {
		readErr := s.read(message, oversize, f)
		if errors.Is(readErr, errShort) {
			s.conn.Close()
			return readErr
		}
		if err == nil {
			err = readErr
		}
	}
	if closeErr := command.Close(); closeErr != nil {
		return closeErr
	}
	return err
}

func bodyOptions(headerOnly bool) *imap.FetchOptions {
	section := &imap.FetchItemBodySection{Peek: true}
	if headerOnly {
		section.Specifier = imap.PartSpecifierHeader
		section.Partial = &imap.SectionPartial{Size: headerLimit}
	}
	return &imap.FetchOptions{UID: true, InternalDate: true, RFC822Size: true,
		BodySection: []*imap.FetchItemBodySection{section}}
}

// read takes one FETCH response. A body that is NIL, or empty though the mail
// has a size, is no body: the mail counts as not given.
func (s *session) read(message *imapclient.FetchMessageData, oversize bool, f fetched) error {
	var mail desk.Mail
	var size int64
	for data := message.Next(); data != nil; data = message.Next() {
		switch data := data.(type) {
		case imapclient.FetchItemDataUID:
			mail.Place.UID = uint32(data.UID)
		case imapclient.FetchItemDataInternalDate:
			mail.Received = data.Time.UTC()
		case imapclient.FetchItemDataRFC822Size:
			size = data.Size
		case imapclient.FetchItemDataBodySection:
			if data.Literal == nil {
				continue
			}
			err := readBody(&mail, data.Literal, s.account)
			if errors.Is(err, errTooLarge) {
				f.large[mail.Place.UID] = true
			} else if err != nil {
				drop([]desk.Mail{mail})
				return err
			}
			mail.Size = data.Literal.Size()
		}
	}
	if mail.Raw == nil && mail.Spool == "" || mail.Size == 0 && size > 0 {
		return nil
	}
	if mail.Oversize = oversize; oversize {
		mail.Size = max(size, mail.Size)
	}
	f.mails[mail.Place.UID] = mail
	return nil
}

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
