package mailbox

import (
	"context"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
)

const mostUIDs = 10_000_000 // a server that names more is not believed

// search gives the UIDs that match, ascending.
func (s *session) search(ctx context.Context, criteria *imap.SearchCriteria) (uids []uint32, err error) {
	err = s.ask(ctx, "list mails", func() error {
		s.conn.allow(maxList)
		data, err := s.client.UIDSearch(criteria, nil).Wait()
		if err != nil {
			return err
		}
		uids, err = flatten(data.All)
		return err
	})
	return uids, err
}

// flatten refuses what would make the library's own AllUIDs panic (a range
// with *) or eat all memory (a range of billions).
func flatten(set imap.NumSet) (uids []uint32, err error) {
	ranges, ok := set.(imap.UIDSet)
	if !ok && set != nil {
		return nil, fmt.Errorf("the server answered a UID search with %T", set)
	}
	for _, r := range ranges {
		if r.Start == 0 || r.Stop < r.Start || uint64(r.Stop-r.Start) > uint64(mostUIDs-len(uids)) {
			return nil, fmt.Errorf("the server answered a search with an impossible range %d:%d", r.Start, r.Stop)
		}
		for uid := uint64(r.Start); uid <= uint64(r.Stop); uid++ {
			uids = append(uids, uint32(uid))
		}
	}
	return uids, nil
}

// searchFrom gives the UIDs from first on. "n:*" always names the last mail,
// even when its UID is lower (RFC 3501 section 6.4.8), hence the filter.
func (s *session) searchFrom(ctx context.Context, first uint32) ([]uint32, error) {
	uids, err := s.search(ctx, &imap.SearchCriteria{UID: []imap.UIDSet{{{Start: imap.UID(first), Stop: 0}}}})
	return from(uids, first), err
}

func (s *session) searchSince(ctx context.Context, day time.Time) ([]uint32, error) {
	return s.search(ctx, &imap.SearchCriteria{Since: day})
}

func from(uids []uint32, first uint32) []uint32 {
	kept := uids[:0]
	for _, uid := range uids {
		if uid >= first {
			kept = append(kept, uid)
		}
	}
	return kept
}
