package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"time"

	"permanence/daemon"
	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/store"
)

// app is what a command needs of the outside.
type app struct {
	ctx       context.Context
	in        io.Reader
	out, errs io.Writer
	settings  Settings
}

// opened is an open data directory.
type opened struct {
	*desk.Desk
	cfg   *config.Config
	store *store.Store
	now   func() time.Time
}

// need is what a command asks of the data directory and the settings.
type need int

const (
	toRead  need = iota // data must be there; settings may be incomplete
	toWrite             // data is made where there is none
	toSend              // letters follow from it: mailbox and relay must be known too
)

// with opens the data directory, beside a running daemon too, and closes it
// when f returns.
func (a *app) with(n need, f func(o opened) error) error {
	o, err := a.open(n)
	if err != nil {
		return err
	}
	return errors.Join(f(o), o.store.Close())
}

func (a *app) open(n need) (opened, error) {
	cfg, err := a.config(n != toSend)
	if err != nil {
		return opened{}, err
	}
	if _, err := os.Stat(filepath.Join(cfg.Store.Dir, store.DatabaseName)); errors.Is(err, fs.ErrNotExist) && n == toRead {
		return opened{}, fmt.Errorf("there is no data in %s yet: name another directory with --data, or add a first client with `permanence client add`", cfg.Store.Dir)
	}
	o := opened{cfg: cfg}
	clock := &clock{}
	o.now = clock.now
	if o.store, err = store.Open(cfg.Store.Dir, store.Options{Now: o.now, InlineBytes: int(cfg.Store.InlineBytes)}); err != nil {
		return opened{}, err
	}
	if o.Desk, err = a.desk(o, clock); err != nil {
		return opened{}, errors.Join(err, o.store.Close())
	}
	return o, nil
}

func (a *app) desk(o opened, clock *clock) (*desk.Desk, error) {
	if err := clock.read(a.ctx, o.store); err != nil {
		return nil, err
	}
	texts, err := daemon.Texts(o.cfg)
	if err != nil {
		return nil, err
	}
	checker := authn.New(daemon.Resolver(o.cfg), o.now)
	return desk.New(a.ctx, desk.Options{Store: o.store, Config: o.cfg, Texts: texts, Checker: checker, Now: o.now, Rand: rand.Reader})
}

// config loads the settings; partial ones are enough for what only concerns
// the data.
func (a *app) config(partial bool) (*config.Config, error) {
	from := a.sources()
	from.Partial = partial
	cfg, _, err := config.Load(from)
	return cfg, err
}

func (a *app) sources() config.Sources {
	return config.FromProcess(a.settings.Config, a.settings.Data)
}

// clock is the machine's, moved by what a demo with --now noted in its data:
// commands see the time of the desk that they look into.
type clock struct{ offset time.Duration }

func (c *clock) now() time.Time { return time.Now().Add(c.offset) }

func (c *clock) read(ctx context.Context, s *store.Store) error {
	return s.Read(ctx, func(tx *store.Tx) error {
		text, err := tx.Setting("clock.offset_ms")
		if err != nil || text == "" {
			return err
		}
		ms, err := strconv.ParseInt(text, 10, 64)
		c.offset = time.Duration(ms) * time.Millisecond
		return err
	})
}

// by is who does what a command does, for the audit.
func (a *app) by() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "command"
}
