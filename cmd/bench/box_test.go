package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

func TestTheBoxIsTheOneThatOthersWereMeasuredOn(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("python3 is not installed: only the bench needs it")
	}
	b, err := makeBox(context.Background(), t.TempDir(), options{count: 40, clients: 60, seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	first := b.mails[0]
	if first.SHA256 != "06563e4d16eabcc66882b1c85fabc487e129d0c930e4ce3ae1daaae5fbc04481" || first.From != "jean-luc.petit13@client052.example" {
		t.Errorf("the first mail is another one: %+v", first)
	}
	for _, m := range b.mails {
		raw, err := m.crlf()
		if err != nil {
			t.Fatal(err)
		}
		if hash(raw) != m.SHA256 || int64(len(raw)) != m.Bytes {
			t.Errorf("mail %d: not the bytes of the manifest", m.N)
		}
	}
	if n := toOpen(b.mails); n < 5 {
		t.Errorf("%d of the mails open a ticket", n)
	}
}

func TestAFateNamesTheTicketOfTheThread(t *testing.T) {
	number := map[int]int64{4: 1003}
	ticket := int64(1003)
	for _, c := range []struct {
		expected string
		got      decided
		same     bool
	}{
		{"new(4)", decided{Disposition: "new", Ticket: &ticket}, true},
		{"append(4)", decided{Disposition: "append", Ticket: &ticket}, true},
		{"append(5)", decided{Disposition: "append", Ticket: &ticket}, false},
		{"quarantine:unknown", decided{Disposition: "quarantine", Reason: "unknown"}, true},
		{"quarantine:unknown", decided{Disposition: "quarantine", Reason: "unauth"}, false},
		{"duplicate", decided{Disposition: "duplicate", Ticket: &ticket}, true},
		{"auto", decided{Disposition: "pending"}, false},
	} {
		if want := (mail{Expected: c.expected}).fate(number); (c.got.fate() == want) != c.same {
			t.Errorf("expected %s, got %s", want, c.got.fate())
		}
	}
}

func TestAMailIsSeenOnlyOnceItIsDelivered(t *testing.T) {
	m, err := makeMaildir(filepath.Join(t.TempDir(), "box"))
	if err != nil {
		t.Fatal(err)
	}
	name, err := m.lay([]byte("Subject: x\n\ny\n"), time.Unix(1767596460, 0))
	if err != nil {
		t.Fatal(err)
	}
	seen := func() int { files, _ := filepath.Glob(filepath.Join(m.dir, "new", "*")); return len(files) }
	if n := seen(); n != 0 {
		t.Fatalf("%d mails before the delivery", n)
	}
	if _, err := m.deliver(name); err != nil || seen() != 1 {
		t.Fatalf("%d mails after it, %v", seen(), err)
	}
}
