// Package cut shows what cut connections and lying servers come to: mail that
// is fetched, letters that are sent, folders that are made anew. It drives the
// product's own watcher, deliverer, desk and store; only the servers and the
// lines to them are its own.
package cut

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"time"

	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/store"
	"permanence/templates"
)

// memoryDir is a file system in memory on Linux: commits there cost no disk.
const memoryDir = "/dev/shm"

// office is a store in a temporary directory with the desk on it.
type office struct {
	dir   string
	store *store.Store
	desk  *desk.Desk
}

func openOffice(ctx context.Context, now func() time.Time) (_ *office, err error) {
	o := &office{}
	if o.dir, err = os.MkdirTemp(memoryDir, "permanence-cut-"); err != nil {
		if o.dir, err = os.MkdirTemp("", "permanence-cut-"); err != nil {
			return nil, err
		}
	}
	if err := o.open(ctx, now); err != nil {
		return nil, errors.Join(err, o.close())
	}
	return o, nil
}

func (o *office) open(ctx context.Context, now func() time.Time) (err error) {
	if o.store, err = store.Open(o.dir, store.Options{Now: now}); err != nil {
		return err
	}
	texts, err := templates.Load(nil)
	if err != nil {
		return err
	}
	o.desk, err = desk.New(ctx, desk.Options{Store: o.store, Config: settings(), Texts: texts,
		Checker: authn.New(unsigned{}, now), Now: now, Rand: rand.Reader})
	return err
}

// settings are those of a desk with one mailbox and no team.
func settings() *config.Config {
	return &config.Config{
		Desk: config.Desk{Name: "Assistance Exemple", Zone: "UTC", Language: "fr", Location: time.UTC, Holidays: "none",
			Days: []time.Weekday{time.Monday}, Hours: []config.Span{{FromMinutes: 540, ToMinutes: 1080}}, AdminAddress: "admin@permanence.example"},
		Mailboxes: []config.Mailbox{{Name: "support", Address: "support@permanence.example", AuthMode: "none"}},
		Limits: config.Limits{SenderHour: 1 << 30, SenderDay: 1 << 30, RecipientHour: 10, RecipientDay: 40, DomainHour: 60,
			TotalHour: 600, AgentHour: 200, NoticeHour: 60},
	}
}

// unsigned is a DNS without keys.
type unsigned struct{}

// LookupTXT finds nothing.
func (unsigned) LookupTXT(context.Context, string) ([]string, error) { return nil, nil }

func (o *office) close() (err error) {
	if o.store != nil {
		err = o.store.Close()
	}
	return errors.Join(err, os.RemoveAll(o.dir))
}

// copies counts how often each raw mail is stored for a mailbox.
type copies map[string]int

// shelves reads every stored mail, by mailbox.
func (o *office) shelves(ctx context.Context) (map[string]copies, error) {
	all := map[string]copies{}
	err := o.store.Read(ctx, func(tx *store.Tx) error {
		mails, err := tx.Mails(store.MailFilter{})
		if err != nil {
			return err
		}
		for _, m := range mails {
			raw, err := tx.Raw(m.ID)
			if err != nil {
				return fmt.Errorf("mail %d: %w", m.ID, err)
			}
			if all[m.Mailbox] == nil {
				all[m.Mailbox] = copies{}
			}
			all[m.Mailbox][string(raw)]++
		}
		return nil
	})
	return all, err
}

// tally is what a comparison of stored and sent mail came to.
type tally struct{ lost, duplicate, foreign int }

// compare counts what was sent and is not stored, what is stored more often
// than it was sent, and what was never sent in these bytes.
func compare(sent []string, stored copies) (t tally) {
	want := copies{}
	for _, raw := range sent {
		want[raw]++
	}
	for raw, n := range want {
		t.lost += max(0, n-stored[raw])
		t.duplicate += max(0, stored[raw]-n)
	}
	for raw, n := range stored {
		if want[raw] == 0 {
			t.foreign += n
		}
	}
	return t
}
