package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"permanence/daemon/store"
)

type backup struct {
	asJSON
	To string `required:"" placeholder:"FILE" help:"The file to write: a tar, replaced only when the new one is complete and on disk."`
}

func (c backup) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		m, err := c.write(a, o.store)
		if err != nil {
			return fmt.Errorf("backup to %s: %w", c.To, err)
		}
		return printOne(a, c.asJSON, m, func(w io.Writer) {
			var size int64
			for _, f := range m.Files {
				size += f.SizeBytes
			}
			fmt.Fprintf(w, "wrote %s: %d files, %d bytes; the settings and their secrets are not in it\n", c.To, len(m.Files), size)
		})
	})
}

// write makes the file beside its place and moves it there when it is on disk.
func (c backup) write(a *app, s *store.Store) (m store.Manifest, err error) {
	dir := filepath.Dir(c.To)
	f, err := os.CreateTemp(dir, ".permanence-backup-*")
	if err != nil {
		return m, err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // moved where all went well
	m, err = s.Backup(a.ctx, f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return m, err
	}
	if err := os.Rename(f.Name(), c.To); err != nil {
		return m, err
	}
	d, err := os.Open(dir)
	if err != nil {
		return m, err
	}
	return m, errors.Join(d.Sync(), d.Close())
}
