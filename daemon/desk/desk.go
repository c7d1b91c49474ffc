// Package desk is what a helpdesk does: one verb per function, each in one
// transaction. It loads facts, asks the pure rooms what follows from them,
// writes what they decided and queues what must be told. Mail, pages,
// commands and the schedule call the same verbs.
package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"time"

	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// Desk holds what the verbs need. It may be used by several goroutines.
type Desk struct {
	store     *store.Store
	cfg       *config.Config
	texts     *templates.Set
	checker   *authn.Checker
	directory Directory // nil: there is none
	now       func() time.Time
	log       *slog.Logger
	keys      ticket.Keys
	random    io.Reader
	hashes    chan struct{} // passwords that are hashed now
	links     chan string   // addresses for which a link is asked

	restored Restored

	fresh    fresh
	opened   opened
	accounts accounts
	kept     chan struct{} // mail waits to be handled
	queued   chan struct{} // letters wait to be sent
	happened chan struct{} // webhooks may have to be told
}

// Options are what a Desk is made of. Rand makes the keys of a new
// data directory and passwords.
type Options struct {
	Store     *store.Store
	Config    *config.Config
	Texts     *templates.Set
	Checker   *authn.Checker
	Directory Directory // nil: there is none
	Now       func() time.Time
	Rand      io.Reader
	Log       *slog.Logger
}

// New makes a Desk on an open store; for a new one it makes the keys of its
// tokens.
func New(ctx context.Context, o Options) (*Desk, error) {
	d := &Desk{store: o.Store, cfg: o.Config, texts: o.Texts, checker: o.Checker, directory: o.Directory, now: o.Now, log: o.Log,
		random: o.Rand, hashes: make(chan struct{}, hashesAtOnce), links: make(chan string, linksWaiting), kept: make(chan struct{}, 1), queued: make(chan struct{}, 1),
		happened: make(chan struct{}, 1)}
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	var err error
	d.keys, err = loadKeys(ctx, o.Store, o.Rand)
	if err != nil {
		return nil, fmt.Errorf("loading the keys of tokens: %w", err)
	}
	err = o.Store.Read(ctx, func(tx *store.Tx) (err error) { d.restored, err = loadRestored(tx); return err })
	if err != nil {
		return nil, err
	}
	return d, nil
}

const keyID = "1"

// loadKeys reads the instance's name and the secret of its tokens, which a new
// data directory gets once.
func loadKeys(ctx context.Context, s *store.Store, random io.Reader) (ticket.Keys, error) {
	var keys ticket.Keys
	read := func(tx *store.Tx) error {
		instance, err := tx.Setting("instance")
		if err != nil || instance == "" {
			return err
		}
		text, err := tx.Setting("key." + keyID)
		if err != nil {
			return err
		}
		secret, err := hex.DecodeString(text)
		keys = ticket.Keys{Current: keyID, Secrets: map[string][]byte{keyID: secret}, Instance: instance}
		return err
	}
	if err := s.Read(ctx, read); err != nil || keys.Instance != "" {
		return keys, err
	}
	return keys, s.Write(ctx, func(tx *store.Tx) error {
		if err := read(tx); err != nil || keys.Instance != "" {
			return err
		}
		seed := make([]byte, 48)
		if _, err := io.ReadFull(random, seed); err != nil {
			return fmt.Errorf("reading randomness: %w", err)
		}
		name := sha256.Sum256(seed[32:])
		if err := tx.SetSetting("instance", hex.EncodeToString(name[:4])); err != nil {
			return err
		}
		if err := tx.SetSetting("key."+keyID, hex.EncodeToString(seed[:32])); err != nil {
			return err
		}
		return read(tx)
	})
}

// Kept receives when mail waits to be handled.
func (d *Desk) Kept() <-chan struct{} { return d.kept }

// Queued receives when letters wait to be sent.
func (d *Desk) Queued() <-chan struct{} { return d.queued }

// Happened receives when webhooks may have to be told something.
func (d *Desk) Happened() <-chan struct{} { return d.happened }

// Wake says that another process may have written: all loops look again.
func (d *Desk) Wake() {
	signal(d.kept)
	signal(d.queued)
	signal(d.happened)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// zone is the desk's time zone.
func (d *Desk) zone() *time.Location { return d.cfg.Desk.Location }
