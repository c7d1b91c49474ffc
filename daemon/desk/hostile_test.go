package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// hostile are mails that have stopped other desks.
func hostile() map[string][]byte {
	crlf := func(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }
	return map[string][]byte{
		"no byte":              {},
		"one byte":             {0},
		"no header":            crlf("\n\nBonjour"),
		"no From":              crlf("To: support@firme.example\nSubject: x\n\nBonjour\n"),
		"two From":             crlf("From: marie@dupont.example\nFrom: x@ailleurs.example\nSubject: x\n\nBonjour\n"),
		"NUL in From":          crlf("From: marie@dupont.example\x00.x\nSubject: x\n\nBonjour\n"),
		"NUL in the body":      crlf("From: x@ailleurs.example\nSubject: x\n\nBon\x00jour\n"),
		"unknown charset":      crlf("From: x@ailleurs.example\nSubject: =?klingon-9?q?a=E9?=\nContent-Type: text/plain; charset=klingon-9\n\nBon\xe9jour\n"),
		"unknown encoding":     crlf("From: x@ailleurs.example\nSubject: x\nContent-Transfer-Encoding: rot13\n\nObawbhe\n"),
		"header without colon": crlf("From: x@ailleurs.example\nthis is no header\nSubject: x\n\nBonjour\n"),
		"no end boundary":      crlf("From: x@ailleurs.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nBonjour\n"),
		"deep":                 []byte("From: x@ailleurs.example\r\n" + deep(3000)),
		"huge header":          crlf("From: x@ailleurs.example\nX-Long: " + strings.Repeat("a", 3<<20) + "\n\nBonjour\n"),
		"8-bit header":         crlf("From: x@ailleurs.example\nSubject: caf\xe9 \xff\xfe\n\nBonjour\n"),
		"random bytes":         bytes.Repeat([]byte{0xff, 0x00, 0x0d, 0x0a, 0x3a, 0x80}, 5000),
	}
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	return b.String()
}

func TestNoMailStopsTheMailsBehindIt(t *testing.T) {
	f := newFirm(t)
	for name, raw := range hostile() {
		m := f.deliver(raw)
		if m.Disposition == ticket.Pending || m.Disposition == ticket.New {
			t.Errorf("%s: became %s %s", name, m.Disposition, m.Reason)
		}
		f.write(func(tx *store.Tx) error {
			kept, err := tx.Raw(m.ID)
			if !bytes.Equal(kept, raw) {
				t.Errorf("%s: the bytes kept are not those that came", name)
			}
			return err
		})
		canary := f.send(post{from: "marie@dupont.example", subject: "Canari après " + name, text: "Bonjour, " + name})
		f.want(canary, ticket.New, "")
	}
}

func TestAMailThatKeepsFailingEndsInQuarantineAfterThreeTries(t *testing.T) {
	f := newFirm(t)
	ctx := context.Background()
	raw := []byte("From: marie@dupont.example\r\nSubject: x\r\n\r\nBonjour\r\n")
	f.fallen = true // looking at this sender falls over from now on
	if err := f.d.Keep(ctx, []Mail{{Place: Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 900}, Received: f.now(), Raw: raw, Size: int64(len(raw))}}); err != nil {
		t.Fatal(err)
	}
	for range maxTries {
		if _, err := f.d.Handle(ctx); err != nil {
			t.Fatal(err)
		}
		f.pass(2 * retryAfter)
	}
	f.write(func(tx *store.Tx) error {
		m, err := tx.Mail(1)
		if m.Disposition != ticket.Quarantine || m.Reason != ticket.ParseFailed {
			t.Errorf("after %d tries it is %s %s", maxTries, m.Disposition, m.Reason)
		}
		return err
	})
}

func TestAMailWhoseSendersDNSDoesNotAnswerWaitsAndIsHeldAtLast(t *testing.T) {
	f := newFirm(t)
	f.looked = func() {}
	late := f.send(post{from: "marie@dupont.example", subject: "Panne", text: "Rien ne va plus."})
	f.want(late, ticket.Pending, ticket.AuthPending)
	f.pass(time.Minute)
	f.looked = nil
	f.handle()
	f.want(f.mail(late.ID), ticket.New, "")

	f.looked = func() {}
	f.pass(time.Hour) // what was known of the key is forgotten
	never := f.send(post{from: "marie@dupont.example", subject: "Encore", text: "Toujours rien."})
	for _, wait := range []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 120 * time.Minute} {
		f.want(f.mail(never.ID), ticket.Pending, ticket.AuthPending)
		f.pass(wait - time.Second)
		f.handle()
		f.want(f.mail(never.ID), ticket.Pending, ticket.AuthPending)
		f.pass(time.Second)
		f.handle()
	}
	f.want(f.mail(never.ID), ticket.Quarantine, ticket.AuthPending)
}

// handle decides on what waits.
func (f *firm) handle() {
	f.t.Helper()
	if _, err := f.d.Handle(context.Background()); err != nil {
		f.t.Fatal(err)
	}
}

func (f *firm) mail(id int64) (m store.Mail) {
	f.t.Helper()
	f.write(func(tx *store.Tx) (err error) { m, err = tx.Mail(id); return err })
	return m
}

func TestAMailTooLargeIsKeptByItsHeaderAndListed(t *testing.T) {
	f := newFirm(t)
	head := []byte("From: marie@dupont.example\r\nSubject: Sauvegarde\r\nMessage-ID: <big@dupont.example>\r\n\r\n")
	place := Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 77}
	if err := f.d.Keep(context.Background(), []Mail{{Place: place, Received: f.now(), Raw: head, Size: 150 << 20, Oversize: true}}); err != nil {
		t.Fatal(err)
	}
	f.want(f.send(post{from: "marie@dupont.example", subject: "Canari", text: "Bonjour"}), ticket.New, "")
	f.write(func(tx *store.Tx) error {
		m, err := tx.Mail(1)
		if m.Disposition != ticket.Quarantine || m.Reason != ticket.Oversize || m.SizeBytes != 150<<20 || m.Subject != "Sauvegarde" {
			t.Errorf("became %+v", m)
		}
		return err
	})
}

func TestAStopWhileASenderIsCheckedIsNoTryAndDelaysNothing(t *testing.T) {
	f := newFirm(t)
	ctx, stop := context.WithCancel(t.Context())
	f.looked = stop
	raw := []byte("From: marie@dupont.example\r\nDKIM-Signature: v=1; a=ed25519-sha256; d=dupont.example; s=s1; h=From; bh=x; b=x\r\nSubject: x\r\n\r\nBonjour\r\n")
	if err := f.d.Keep(ctx, []Mail{{Place: Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 900}, Received: f.now(), Raw: raw, Size: int64(len(raw))}}); err != nil {
		t.Fatal(err)
	}
	if n, err := f.d.Handle(ctx); n != 0 || ctx.Err() == nil {
		t.Fatalf("%d mails were decided on: %v", n, err)
	}
	f.write(func(tx *store.Tx) error {
		m, err := tx.Mail(1)
		if m.Disposition != ticket.Pending || m.Attempts != 0 || !m.RetryAt.IsZero() {
			t.Errorf("it is %s after %d tries, due again at %s", m.Disposition, m.Attempts, m.RetryAt)
		}
		return err
	})
}

func TestAMailThatWasDecidedOnAfterAllIsNotATry(t *testing.T) {
	f := newFirm(t)
	m := f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	for range maxTries {
		if err := f.d.handleFailed(t.Context(), &analysis{mail: m}, errors.New("the word of the commit was lost")); err != nil {
			t.Fatal(err)
		}
	}
	f.write(func(tx *store.Tx) error {
		after, err := tx.Mail(m.ID)
		if after.Disposition != ticket.New || after.Attempts != m.Attempts {
			t.Errorf("it is %s after %d tries", after.Disposition, after.Attempts)
		}
		return err
	})
}
