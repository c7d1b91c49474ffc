package demo

import (
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// Fetch gives whole mails of the inbox byte by byte as they came. The server in
// memory reads a mail before it gives it, and has none to give where the header
// is damaged.
func (s *imapSession) Fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	if s.selected != inbox || !wholeOnly(options) {
		return s.UserSession.Fetch(w, set, options)
	}
	seqNums, uids, err := s.numbers(set)
	if err != nil {
		return err
	}
	for i, uid := range uids {
		raw, at, err := s.box.mail(int(uid))
		if err != nil {
			return err
		}
		if raw == nil {
			err = s.UserSession.Fetch(w, imap.UIDSetNum(uid), options)
		} else {
			err = writeWhole(w.CreateMessage(seqNums[i]), uid, raw, at, options)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// wholeOnly tells whether bytes are asked for, none of what is read out of
// them, and no flag is to change.
func wholeOnly(o *imap.FetchOptions) bool {
	if len(o.BodySection) != 1 || o.Flags || o.Envelope || o.BodyStructure != nil || len(o.BinarySection) > 0 || len(o.BinarySectionSize) > 0 {
		return false
	}
	section := o.BodySection[0]
	return section.Peek && section.Specifier == imap.PartSpecifierNone && len(section.Part) == 0 && section.Partial == nil
}

// numbers gives the mails of a set under both their numbers, in one order.
func (s *imapSession) numbers(set imap.NumSet) (seqNums []uint32, uids []imap.UID, err error) {
	criteria := &imap.SearchCriteria{}
	switch set := set.(type) {
	case imap.UIDSet:
		criteria.UID = []imap.UIDSet{set}
	case imap.SeqSet:
		criteria.SeqNum = []imap.SeqSet{set}
	}
	bySeq, err := s.Search(imapserver.NumKindSeq, criteria, &imap.SearchOptions{})
	if err != nil {
		return nil, nil, err
	}
	byUID, err := s.Search(imapserver.NumKindUID, criteria, &imap.SearchOptions{})
	if err != nil {
		return nil, nil, err
	}
	seqNums, uids = bySeq.AllSeqNums(), byUID.AllUIDs()
	if len(seqNums) != len(uids) {
		return nil, nil, fmt.Errorf("%d sequence numbers for %d UIDs", len(seqNums), len(uids))
	}
	return seqNums, uids, nil
}

func writeWhole(w *imapserver.FetchResponseWriter, uid imap.UID, raw []byte, at time.Time, o *imap.FetchOptions) error {
	w.WriteUID(uid)
	if o.InternalDate {
		w.WriteInternalDate(at)
	}
	if o.RFC822Size {
		w.WriteRFC822Size(int64(len(raw)))
	}
	body := w.WriteBodySection(o.BodySection[0], int64(len(raw)))
	if _, err := body.Write(raw); err != nil {
		return err
	}
	if err := body.Close(); err != nil {
		return err
	}
	return w.Close()
}
