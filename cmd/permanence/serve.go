package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"permanence/daemon"
	"permanence/daemon/config"
	"permanence/daemon/store"
)

type serve struct{}

func (serve) Run(a *app) error {
	cfg, err := a.config(false)
	if err != nil {
		return err
	}
	switch busy, err := daemon.Running(cfg.Store.Dir); {
	case err != nil:
		return err
	case busy:
		return daemon.ErrRunning // before its database is opened
	}
	clock, err := a.clockOf(cfg)
	if err != nil {
		return err
	}
	tuneMemory()
	return inTime(a.ctx, endWithin, func() error {
		return daemon.Run(a.ctx, daemon.Options{Config: cfg, Now: clock.now, Rand: rand.Reader, Log: a.logger(cfg), Version: version()})
	})
}

// endWithin is how long the daemon may take to end once it was told to: it is
// to be gone after ten seconds, whatever is stuck (reliability 4.4).
const endWithin = 9 * time.Second

// errStuck says that something of the daemon did not end.
var errStuck = errors.New("something was stuck when the daemon was told to end, so it was left as if by kill -9: nothing is lost by that, the next start takes up what was under way")

// inTime runs f, and gives it up a time after ctx has ended.
func inTime(ctx context.Context, after time.Duration, f func() error) error {
	ended := make(chan error, 1)
	go func() { ended <- f() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-ended:
		return err
	case <-time.After(after):
		return errStuck
	}
}

// Memory for speed: the heap that lives is small, what is read in bulk dies at
// once. GOGC and GOMEMLIMIT say otherwise.
const (
	heapGrowth  = 400       // per cent
	memoryAimed = 100 << 20 // bytes: towards it the collector works harder
)

func tuneMemory() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(heapGrowth)
		debug.SetMemoryLimit(memoryAimed)
	}
}

// clockOf is the clock of a data directory that may be a demo's.
func (a *app) clockOf(cfg *config.Config) (*clock, error) {
	c := &clock{}
	if _, err := os.Stat(filepath.Join(cfg.Store.Dir, store.DatabaseName)); errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	s, err := store.Open(cfg.Store.Dir, store.Options{})
	if err != nil {
		return nil, err
	}
	return c, errors.Join(c.read(a.ctx, s), s.Close())
}

// logger writes what the daemon does to standard error, as the settings say.
func (a *app) logger(cfg *config.Config) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(cfg.Log.Level)); err != nil {
		level = slog.LevelInfo
	}
	o := &slog.HandlerOptions{Level: level}
	if cfg.Log.Format == "json" {
		return slog.New(slog.NewJSONHandler(a.errs, o))
	}
	return slog.New(slog.NewTextHandler(a.errs, o))
}
