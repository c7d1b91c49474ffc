package demo

import (
	"testing"

	"github.com/emersion/go-imap/v2"
)

func TestMailIsGivenAsItCameHoweverDamaged(t *testing.T) {
	s := start(t, Options{Dir: t.TempDir()})
	mails := []string{"\x00", " folded first line\r\nSubject: x\r\n\r\nbody", "no header at all", "Subject: bare\nline ends\n\n\nbody\n", request}
	for _, raw := range mails {
		if err := s.Drop("support@permanence.example", []byte(raw)); err != nil {
			t.Fatal(err)
		}
	}
	c, _ := open(t, s, "support@permanence.example", "desk")
	section := &imap.FetchItemBodySection{Peek: true}
	options := &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{section}}
	got, err := c.Fetch(imap.UIDSet{{Start: 1, Stop: 0}}, options).Collect()
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(mails) {
		t.Fatalf("%d of %d mails", len(got), len(mails))
	}
	for i, m := range got {
		if raw := string(m.FindBodySection(section)); raw != mails[i] || int(m.UID) != i+1 || m.RFC822Size != int64(len(raw)) || !m.InternalDate.Equal(july()) {
			t.Errorf("mail %d, uid %d, %d bytes, %v: %q", i+1, m.UID, m.RFC822Size, m.InternalDate, raw)
		}
	}
	kept, err := s.Received("support@permanence.example")
	if err != nil || len(kept) != len(mails) || string(kept[0]) != mails[0] {
		t.Errorf("%d mails are kept: %v", len(kept), err)
	}
}
