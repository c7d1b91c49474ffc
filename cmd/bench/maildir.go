package main

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// maildir is a user's folder on the IMAP server. Mails are laid ready in it
// and delivered by a rename, as a mail server does.
type maildir struct {
	dir string
	n   int // mails so far; it makes file names unique
}

// makeMaildir makes a Maildir that belongs to whom the folder above belongs.
func makeMaildir(dir string) (*maildir, error) {
	up, err := os.Stat(filepath.Dir(dir))
	if err != nil {
		return nil, fmt.Errorf("making a Maildir: %w", err)
	}
	owner := up.Sys().(*syscall.Stat_t)
	for _, d := range []string{"", "tmp", "new", "cur"} {
		path := filepath.Join(dir, d)
		if err := os.Mkdir(path, 0o755); err != nil {
			return nil, fmt.Errorf("making a Maildir: %w", err)
		}
		if err := os.Chown(path, int(owner.Uid), int(owner.Gid)); err != nil {
			return nil, fmt.Errorf("making a Maildir: %w", err)
		}
	}
	return &maildir{dir: dir}, nil
}

// lay lays a mail ready; its INTERNALDATE will be arrived.
func (m *maildir) lay(raw []byte, arrived time.Time) (name string, err error) {
	m.n++
	name = fmt.Sprintf("%d.M%06dP1.bench", arrived.Unix(), m.n)
	path := filepath.Join(m.dir, "tmp", name)
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		return "", fmt.Errorf("laying a mail ready: %w", err)
	}
	return name, os.Chtimes(path, arrived, arrived)
}

// layBox lays mails of the box ready, in order of arrival.
func (m *maildir) layBox(mails []mail) ([]string, error) {
	names := make([]string, len(mails))
	for i, one := range mails {
		b, err := os.ReadFile(one.path)
		if err != nil {
			return nil, err
		}
		if names[i], err = m.lay(b, one.arrived); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// deliver makes mails that lie ready visible to the server, all at once, and
// says when the first one was.
func (m *maildir) deliver(names ...string) (time.Time, error) {
	at := time.Now()
	for _, name := range names {
		if err := os.Rename(filepath.Join(m.dir, "tmp", name), filepath.Join(m.dir, "new", name)); err != nil {
			return at, fmt.Errorf("delivering a mail: %w", err)
		}
	}
	return at, nil
}
