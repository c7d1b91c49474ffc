package store

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// BackupFormat is the version of the form of a backup.
const BackupFormat = 1

// BackupFile is one file of a backup.
type BackupFile struct {
	Name      string `json:"name"`
	SizeBytes int64  `json:"size_bytes"`
	SHA256    string `json:"sha256"`
}

// Manifest is the last file of a backup: what it holds.
type Manifest struct {
	Format  int          `json:"format"`
	Created time.Time    `json:"created"`
	Files   []BackupFile `json:"files"`
}

// Backup writes one consistent copy of all that is kept to w, as a tar: the
// database, the large mails that it names, and a manifest with their sums. The
// daemon may go on writing meanwhile.
func (s *Store) Backup(ctx context.Context, w io.Writer) (Manifest, error) {
	m := Manifest{Format: BackupFormat, Created: s.now().UTC()}
	dir, err := os.MkdirTemp(s.SpoolDir(), "backup-*")
	if err != nil {
		return m, fmt.Errorf("making room for a backup: %w", err)
	}
	defer os.RemoveAll(dir)
	copied := filepath.Join(dir, DatabaseName)
	if err := s.snapshot(ctx, copied); err != nil {
		return m, err
	}
	large, err := largeMails(ctx, copied)
	if err != nil {
		return m, err
	}
	t := tar.NewWriter(w)
	if err := m.add(t, copied, DatabaseName); err != nil {
		return m, err
	}
	for _, name := range large {
		name = filepath.Base(name)
		if err := m.add(t, filepath.Join(s.dir, "mail", name), mailName(name)); err != nil {
			return m, err
		}
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return m, fmt.Errorf("writing the manifest of a backup: %w", err)
	}
	err = t.WriteHeader(&tar.Header{Name: manifestName, Mode: 0o600, Size: int64(len(text)), ModTime: m.Created})
	if err == nil {
		_, err = t.Write(text)
	}
	if err = errors.Join(err, t.Close()); err != nil {
		return m, fmt.Errorf("writing the manifest of a backup: %w", err)
	}
	return m, nil
}

// snapshot copies the database as it is at one instant.
func (s *Store) snapshot(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", dsn(filepath.Join(s.dir, DatabaseName), url.Values{"mode": {"ro"}}))
	if err != nil {
		return fmt.Errorf("opening the database to copy it: %w", err)
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, path)
	if err = errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("copying the database: %w", err)
	}
	return nil
}

// largeMails are the files that a copied database names.
func largeMails(ctx context.Context, copied string) (names []string, err error) {
	db, err := sql.Open("sqlite3", dsn(copied, url.Values{"mode": {"ro"}}))
	if err != nil {
		return nil, fmt.Errorf("opening the copy: %w", err)
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, `SELECT DISTINCT file FROM mail_raw WHERE file IS NOT NULL ORDER BY file`)
	if err != nil {
		return nil, fmt.Errorf("reading the copy: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("reading the copy: %w", err)
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// add puts a file into the tar and its sum into the manifest.
func (m *Manifest) add(t *tar.Writer, path, name string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("backing up %s: %w", name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("backing up %s: %w", name, err)
	}
	sum := sha256.New()
	err = t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size(), ModTime: m.Created})
	if err == nil {
		_, err = io.Copy(io.MultiWriter(t, sum), io.LimitReader(f, info.Size()))
	}
	if err != nil {
		return fmt.Errorf("backing up %s: %w", name, err)
	}
	m.Files = append(m.Files, BackupFile{Name: name, SizeBytes: info.Size(), SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}
