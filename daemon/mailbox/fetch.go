package mailbox

import (
	"context"
	"errors"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"permanence/daemon/desk"
)

const (
	headerLimit  = 1 << 20  // bytes of an oversize mail's header
	unknownSize  = -1       // the server did not say
	slowestBytes = 16 << 10 // a second: under it a fetch is given up
)

var errTooLarge = errors.New("larger than the server said")

// item is one mail that is to be fetched.
type item struct {
	uid    uint32
	size   int64 // RFC822.SIZE, or unknownSize
	proven bool  // the server began to send so many bytes: no matter what it says later
}

func (i item) bytes() int64 {
	if i.size == unknownSize {
		return spoolAbove
	}
	return i.size
}

// sizes asks how large mails are; suspects are not asked for. Those left out
// come back with unknownSize, in their place.
func (s *session) sizes(ctx context.Context, uids []uint32, suspect func(uint32) bool) ([]item, error) {
	var set imap.UIDSet
	items := make([]item, len(uids))
	for i, uid := range uids {
		items[i] = item{uid: uid, size: unknownSize}
		if !suspect(uid) {
			set.AddNum(imap.UID(uid))
		}
	}
	if len(set) == 0 {
		return items, nil
	}
	said := map[uint32]int64{}
	err := s.ask(ctx, "ask for sizes", func() error {
		s.conn.allow(int64(len(items)) * talkOfMail)
		return s.readSizes(set, said)
	})
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
	sizes map[uint32]int64 // other ones than were told before, on the other side of MaxMailBytes

	oversize, proven bool // only the header was asked for; the size is no mere word
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
	oversize := len(items) == 1 && items[0].size > s.account.MaxMailBytes
	f = fetched{mails: map[uint32]desk.Mail{}, sizes: map[uint32]int64{}, oversize: oversize, proven: items[0].proven}
	uids, bytes := make([]uint32, len(items)), int64(0)
	for i, item := range items {
		uids[i] = item.uid
		bytes += item.bytes()
	}
	limit := patience*s.account.CommandTimeout + time.Duration(bytes/slowestBytes)*time.Second
	err = s.do(ctx, "fetch mails", limit, func() error {
		s.conn.allow(int64(len(items)) * talkOfMail)
		return s.readBodies(s.client.Fetch(uidSetOf(uids), bodyOptions(oversize)), f)
	})
	if err != nil {
		f.drop()
		clear(f.mails)
	}
	return f, err
}

// readBodies reads one FETCH to its end, also after an error of ours, because
// an unread literal stalls the connection; not after errShort.
func (s *session) readBodies(command *imapclient.FetchCommand, f fetched) (err error) {
	for message := command.Next(); message != nil; message = command.Next() {
		readErr := s.read(message, f)
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
func (s *session) read(message *imapclient.FetchMessageData, f fetched) error {
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
			err := readBody(&mail, data.Literal, s.account, s.conn.allow)
			if errors.Is(err, errTooLarge) {
				f.sizes[mail.Place.UID] = data.Literal.Size()
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
	if f.oversize && !f.proven && size > 0 && size <= s.account.MaxMailBytes {
		f.sizes[mail.Place.UID] = size
		return nil
	}
	if mail.Oversize = f.oversize; f.oversize {
		mail.Size = max(size, mail.Size)
	}
	f.mails[mail.Place.UID] = mail
	return nil
}
