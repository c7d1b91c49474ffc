package desk

import (
	"bytes"
	"context"
	"testing"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// keepAt keeps and decides on a mail that lies at a place.
func (f *firm) keepAt(p Place, raw []byte, history bool) {
	f.t.Helper()
	ctx := context.Background()
	if err := f.d.Keep(ctx, []Mail{{Place: p, Received: f.now(), Raw: raw, Size: int64(len(raw)), History: history}}); err != nil {
		f.t.Fatal(err)
	}
	if _, err := f.d.Handle(ctx); err != nil {
		f.t.Fatal(err)
	}
}

func (f *firm) dispositions() (all map[string]int64) {
	f.t.Helper()
	f.write(func(tx *store.Tx) (err error) { all, err = tx.Dispositions(); return err })
	return all
}

// request is a signed request of Marie's, with a header line of its own on top.
func (f *firm) request(received string) []byte {
	f.t.Helper()
	var raw []byte
	f.write(func(tx *store.Tx) (err error) { raw, err = tx.Raw(1); return err })
	return append([]byte("Received: from "+received+"\r\n"), raw...)
}

func TestOneMailToTwoOfOurAddressesIsOneExchange(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	f.keepAt(Place{Mailbox: "sales", Folder: "INBOX", UIDValidity: 7, UID: 3}, f.request("other.example"), false)
	if got := f.dispositions(); got["new"] != 1 || got["duplicate"] != 1 {
		t.Errorf("became %v", got)
	}
	if n := len(f.letters(letter.KindAck)); n != 1 {
		t.Errorf("%d acknowledgements", n)
	}
}

func TestAFolderMadeAnewRepeatsNothing(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	var raw []byte
	f.write(func(tx *store.Tx) (err error) { raw, err = tx.Raw(1); return err })
	f.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 2, UID: 1}, raw, false)
	if got := f.dispositions(); got["new"] != 1 || len(got) != 1 {
		t.Errorf("became %v", got)
	}
	f.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 2, UID: 2}, raw, false)
	if got := f.dispositions(); got["duplicate"] != 1 {
		t.Errorf("a replay in the same generation became %v", got)
	}
	f.write(func(tx *store.Tx) error {
		seen, stored, missing, err := tx.MailBalance()
		if seen != 3 || stored != 2 || missing != 0 {
			t.Errorf("seen %d, stored %d, missing %d; want 3, 2, 0", seen, stored, missing)
		}
		return err
	})
}

func TestTheSamePlaceTwiceIsOneMail(t *testing.T) {
	f := newFirm(t)
	for range 2 {
		f.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 9}, []byte("From: x@ailleurs.example\r\n\r\nBonjour\r\n"), false)
	}
	if got := f.dispositions(); got["quarantine"] != 1 || len(got) != 1 {
		t.Errorf("became %v", got)
	}
}

func TestImportedHistorySendsNoLetter(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	raw := f.request("history.example")
	other := newFirm(t)
	other.keys = f.keys
	other.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 1}, raw, true)
	other.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 2}, []byte("From: paul@dupont.example\r\nSubject: x\r\n\r\nBonjour\r\n"), true)
	if got := other.dispositions(); got[string(ticket.New)] != 1 || got[string(ticket.Quarantine)] != 1 {
		t.Errorf("became %v", got)
	}
	if l := other.letters(""); len(l) != 0 {
		t.Errorf("%d letters, the first a %s to %s", len(l), l[0].Kind, l[0].Recipient)
	}
}

func TestACopyThatWasForgedFirstDoesNotSilenceTheRealMail(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	var signed []byte
	f.write(func(tx *store.Tx) (err error) { signed, err = tx.Raw(1); return err })
	other := newFirm(t)
	unsigned := signed[bytes.Index(signed, []byte("From: marie")):]
	other.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 1}, unsigned, false)
	other.keys = f.keys
	other.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 2}, signed, false)
	if got := other.dispositions(); got["quarantine"] != 1 || got["new"] != 1 {
		t.Errorf("became %v", got)
	}
}

func TestACopyDecidedOnBeforeTheFirstMailIsTheOnlyExchange(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	raw := f.request("first.example")
	other := newFirm(t)
	other.keys, other.fallen = f.keys, true // the first one cannot be decided on yet
	other.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 1}, raw, false)
	other.fallen = false
	other.keepAt(Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 2}, f.request("second.example"), false)
	other.pass(2 * retryAfter)
	if _, err := other.d.Handle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := other.dispositions(); got["new"] != 1 || got["duplicate"] != 1 {
		t.Errorf("became %v", got)
	}
	if n := len(other.letters(letter.KindAck)); n != 1 {
		t.Errorf("%d acknowledgements", n)
	}
}
