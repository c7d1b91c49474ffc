package main

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

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
	clock, err := a.clockOf(cfg)
	if err != nil {
		return err
	}
	tuneMemory()
	return daemon.Run(a.ctx, daemon.Options{Config: cfg, Now: clock.now, Rand: rand.Reader, Log: a.logger(cfg), Version: version()})
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
