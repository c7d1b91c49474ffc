package intake

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"permanence/cmd/proof/figure"
	"permanence/daemon/store"
)

func TestNoMailIsLostWhateverItsBytes(t *testing.T) {
	f, err := Fuzz(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	if !f.Met() {
		t.Errorf("%s\n%s", f.Line("fuzz"), strings.Join(f.Trouble, "\n"))
	}
}

func newHouse(t testing.TB) *house {
	t.Helper()
	h, err := openHouse(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// spoil changes the tables behind the desk's back.
func (h *house) spoil(ctx context.Context, query string, args ...any) error {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(h.Dir, store.DatabaseName)+"?_busy_timeout=5000")
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, query, args...)
	return errors.Join(err, db.Close())
}

// found are the kinds of what is found when a mail is played.
func found(t *testing.T, h *house, raw []byte) (kinds []string) {
	t.Helper()
	x, err := h.play(t.Context(), raw)
	if err != nil {
		t.Fatal(err)
	}
	all, err := h.judge(t.Context(), x)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		kinds = append(kinds, f.kind)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

func TestAMailThatIsLetInIsFoundToBeInOrder(t *testing.T) {
	h := newHouse(t)
	for i, b := range h.bases {
		raw := h.sign(b.from, b.mail(1000+i))
		if got := found(t, h, raw); len(got) > 0 {
			t.Errorf("%s: found %v", b.name, got)
		}
		last, err := h.Newest(t.Context(), 2)
		if err != nil {
			t.Fatal(err)
		}
		if last[0].Disposition != b.becomes {
			t.Errorf("%s: became %s %s, not %s", b.name, last[0].Disposition, last[0].Reason, b.becomes)
		}
	}
}

// A desk that does its work badly, or a canary that is none, is found.
func TestADeskThatLosesMailIsFound(t *testing.T) {
	request := func(h *house) []byte { return h.sign(marie, letterOf(h, marie, "Import", "", "Bonjour.\r\n")) }
	for _, c := range []struct {
		name  string
		spoil func(h *house)
		want  string
	}{
		{"as it is", func(*house) {}, ""},
		{"a mail is dropped", func(h *house) {
			h.bring = func(ctx context.Context, raws ...[]byte) ([]store.Mail, error) {
				fates, err := h.DeliverAll(ctx, raws[1:]...)
				return fates, err
			}
		}, lost},
		{"a byte is changed", func(h *house) {
			h.bring = func(ctx context.Context, raws ...[]byte) ([]store.Mail, error) {
				other := bytes.Clone(raws[0])
				other[len(other)-3] ^= 1
				return h.DeliverAll(ctx, other, raws[1])
			}
		}, lost},
		{"the canary is poisoned", func(h *house) {
			h.bring = func(ctx context.Context, raws ...[]byte) ([]store.Mail, error) {
				return h.DeliverAll(ctx, raws[0], bytes.Replace(raws[1], []byte("Tout va bien"), []byte("Rien ne va"), 1))
			}
		}, disturbed},
		{"a mail waits for ever", func(h *house) {
			h.bring = func(ctx context.Context, raws ...[]byte) ([]store.Mail, error) {
				fates, err := h.DeliverAll(ctx, raws...)
				if err == nil {
					err = h.spoil(ctx, "UPDATE mail SET disposition = 'pending', attempts = 1, retry_at = 9e15 WHERE id = ?", fates[0].ID)
				}
				return fates, err
			}
		}, undecided},
		{"a mail is decided on and not entered", func(h *house) {
			h.bring = func(ctx context.Context, raws ...[]byte) ([]store.Mail, error) {
				fates, err := h.DeliverAll(ctx, raws...)
				if err == nil {
					err = h.spoil(ctx, "UPDATE exchange SET mail_id = NULL WHERE mail_id = ?", fates[0].ID)
				}
				return fates, err
			}
		}, entered},
		{"a letter goes elsewhere", func(h *house) {
			h.bring = func(ctx context.Context, raws ...[]byte) ([]store.Mail, error) {
				fates, err := h.DeliverAll(ctx, raws...)
				if err == nil {
					err = h.spoil(ctx, "UPDATE letter SET recipient = 'eve@evil.example' WHERE kind = 'ack' AND ticket_number = ?", fates[0].TicketNumber)
				}
				return fates, err
			}
		}, strangers},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			c.spoil(h)
			if got := found(t, h, request(h)); c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
				t.Errorf("found %v, want %q", got, c.want)
			}
		})
	}
}

// FuzzAnyMail hands any bytes in, signed for one of the domains or as they are.
func FuzzAnyMail(f *testing.F) {
	h, err := openHouse(context.Background())
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { h.Close() })
	signers := []string{"", marie, claire, stranger}
	for i, b := range h.bases {
		f.Add([]byte(b.mail(1000+i)), byte(slices.Index(signers, b.from)))
	}
	for _, raw := range []string{"", "\x00", "\r\n\r\n", "From: <x@y.example>\r\nFrom : <" + marie + ">\r\n\r\n", strings.Repeat("\xff\x00\r\n:", 100)} {
		f.Add([]byte(raw), byte(0))
	}
	played := 0
	f.Fuzz(func(t *testing.T, raw []byte, signer byte) {
		if played++; played%perHouse == 0 {
			if err = h.Close(); err == nil {
				h, err = openHouse(context.Background())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if who := signers[int(signer)%len(signers)]; who != "" {
			raw = h.sign(who, string(raw))
		}
		x, err := h.play(t.Context(), raw)
		if err != nil {
			t.Fatal(err)
		}
		all, err := h.judge(t.Context(), x)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			t.Errorf("%s: %s", one.kind, one.text)
		}
	})
}
