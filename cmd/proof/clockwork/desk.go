// Package clockwork is a desk without servers, on a clock that moves only when
// it is told: mail is handed in, letters are taken out, and days pass in a
// moment. It has a database, keys and a schedule as the daemon has them.
package clockwork

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/schedule"
	"permanence/daemon/store"
	"permanence/templates"
)

// Options say how a desk is to be.
type Options struct {
	Clock    *Clock
	Domains  Domains
	Domain   string               // of the firm: its mailbox is support@domain
	Settings func(*config.Config) // changes the defaults; may be nil
	Seed     string               // of the keys of its tokens
	Dir      string               // its data directory, which Close leaves; "" is a temporary one
}

// Desk is a desk that does nothing by itself.
type Desk struct {
	*desk.Desk
	Config  *config.Config
	Mailbox string // its address
	Dir     string

	own    bool // Dir is ours to remove
	clock  *Clock
	store  *store.Store
	runner *schedule.Runner
	uid    uint32
}

const settings = `[desk]
name = "Assistance %[1]s"
sales_address = "ventes@%[1]s"
contact_address = "contact@%[1]s"
admin_address = "admin@%[1]s"

[[mailbox]]
name = "support"
address = "support@%[1]s"
host = "127.0.0.1"
tls = "none"
password = "none"
plus_addressing = true

[relay]
host = "127.0.0.1"
tls = "none"
`

// Open makes a desk, in a temporary directory where none is named: in memory
// where the machine has a file system there. It knows nobody yet.
func Open(ctx context.Context, o Options) (_ *Desk, err error) {
	d := &Desk{Mailbox: "support@" + o.Domain, Dir: o.Dir, clock: o.Clock}
	if d.Dir == "" {
		if d.Dir, err = os.MkdirTemp(memory(), "permanence-clockwork-"); err != nil {
			return nil, err
		}
		d.own = true
	}
	if err := d.open(ctx, o); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// memory is a directory that costs no disk, "" for the system's temporary one.
func memory() string {
	const shm = "/dev/shm"
	probe, err := os.MkdirTemp(shm, "permanence-")
	if err != nil {
		return ""
	}
	os.Remove(probe) //nolint:errcheck // an empty directory
	return shm
}

func (d *Desk) open(ctx context.Context, o Options) (err error) {
	file := filepath.Join(d.Dir, config.FileName)
	if err := os.WriteFile(file, fmt.Appendf(nil, settings, o.Domain), 0o600); err != nil {
		return err
	}
	if d.Config, _, err = config.Load(config.Sources{File: file, Data: d.Dir}); err != nil {
		return err
	}
	if o.Settings != nil {
		o.Settings(d.Config)
	}
	if d.store, err = store.Open(d.Dir, store.Options{Now: o.Clock.Now, Settle: true}); err != nil {
		return err
	}
	texts, err := templates.Load(nil)
	if err != nil {
		return err
	}
	seed := sha256.Sum256([]byte(o.Domain + o.Seed))
	d.Desk, err = desk.New(ctx, desk.Options{Store: d.store, Config: d.Config, Texts: texts, Checker: authn.New(o.Domains, o.Clock.Now),
		Now: o.Clock.Now, Rand: rand.NewChaCha8(seed), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	d.runner, err = schedule.New(schedule.Options{Jobs: schedule.Jobs(d.Config.Schedule, d.Desk), Table: d.Desk,
		Zone: d.Config.Desk.Location, Now: o.Clock.Now})
	return err
}

// Close ends the desk; a temporary one is removed with all it has.
func (d *Desk) Close() (err error) {
	if d.store != nil {
		err = d.store.Close()
	}
	if !d.own {
		return err
	}
	return errors.Join(err, os.RemoveAll(d.Dir))
}

// Store is where the desk keeps all.
func (d *Desk) Store() *store.Store { return d.store }

// Deliver hands a mail in and has it decided on. It gives what became of it.
func (d *Desk) Deliver(ctx context.Context, raw []byte) (fate store.Mail, err error) {
	fates, err := d.DeliverAll(ctx, raw)
	if err == nil && len(fates) == 1 {
		fate = fates[0]
	}
	return fate, err
}

// DeliverAll is Deliver for mails that come at once, kept and decided on
// together. Fates are those of the newest mails, as many as came or as there
// are.
func (d *Desk) DeliverAll(ctx context.Context, raws ...[]byte) (fates []store.Mail, err error) {
	mails := make([]desk.Mail, len(raws))
	for i, raw := range raws {
		d.uid++
		mails[i] = desk.Mail{Place: desk.Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: d.uid}, Received: d.clock.Now(),
			Raw: raw, Size: int64(len(raw))}
	}
	if err := d.Keep(ctx, mails); err != nil {
		return nil, err
	}
	if _, err := d.Handle(ctx); err != nil {
		return nil, err
	}
	return d.Newest(ctx, len(raws))
}

// Newest gives the n mails that were kept last, in the order in which they
// came.
func (d *Desk) Newest(ctx context.Context, n int) (fates []store.Mail, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		fates, err = tx.RecentMail(n)
		slices.Reverse(fates)
		return err
	})
	return fates, err
}

// Look reads what is in the store.
func (d *Desk) Look(ctx context.Context, do func(*store.Tx) error) error {
	return d.store.Read(ctx, do)
}

// Letter is a letter as the relay got it.
type Letter struct {
	store.Letter
	Raw []byte
}

// lease is how long a letter that was taken is ours: it is given up at once.
const lease = time.Minute

// Leave gives all letters that are due, and tells the desk that they were
// taken.
func (d *Desk) Leave(ctx context.Context) (left []Letter, err error) {
	for {
		parcels, err := d.TakePost(ctx, d.clock.Now(), 64, lease)
		if err != nil || len(parcels) == 0 {
			return left, err
		}
		for _, p := range parcels {
			var raw bytes.Buffer
			if err := p.Bytes(&raw); err != nil {
				return left, fmt.Errorf("writing letter %d: %w", p.ID, err)
			}
			if err := d.MarkDot(ctx, p.ID, p.Attempt); err != nil {
				return left, err
			}
			if err := d.SettlePost(ctx, p.ID, p.Attempt, desk.Fate{State: store.LetterSent, Phase: "done", Reply: "250 ok"}); err != nil {
				return left, err
			}
			left = append(left, Letter{p.Letter, raw.Bytes()})
		}
	}
}

// Turn does what is due by the schedule, and decides on mail that waited.
func (d *Desk) Turn(ctx context.Context) error {
	if _, err := d.Handle(ctx); err != nil {
		return err
	}
	_, err := d.runner.Turn(ctx)
	return err
}
