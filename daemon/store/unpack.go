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
	"strings"
)

// ErrNoBackup says that a file is no backup of ours.
var ErrNoBackup = errors.New("it is no backup of permanence: name a file that `permanence backup --to FILE` wrote")

// ErrDamagedBackup says that a backup is not as it was written.
var ErrDamagedBackup = errors.New("the backup is damaged or was cut short: copy it once more, or take an older one")

const manifestName = "manifest.json"

// Unpack writes the files of a backup into dir, which becomes a data directory
// that Open takes, and checks all of it: the sums of the manifest, the database
// itself, and that each large mail it names is there. All is on disk when it
// returns nil; after an error dir holds rubbish.
func Unpack(ctx context.Context, backup io.Reader, dir string) (Manifest, error) {
	if err := os.MkdirAll(filepath.Join(dir, "mail"), 0o700); err != nil {
		return Manifest{}, fmt.Errorf("unpacking the backup: %w", err)
	}
	sums, manifest, err := unpackFiles(backup, dir)
	if err != nil {
		return manifest, err
	}
	if manifest.Format > BackupFormat {
		return manifest, fmt.Errorf("the backup has form %d, this version reads %d: %w", manifest.Format, BackupFormat, ErrNewerSchema)
	}
	for _, f := range manifest.Files {
		if sums[f.Name] != f.SHA256 {
			return manifest, fmt.Errorf("%s is not what the manifest says: %w", f.Name, ErrDamagedBackup)
		}
	}
	path := filepath.Join(dir, DatabaseName)
	if err := checkDatabase(ctx, path); err != nil {
		return manifest, err
	}
	large, err := largeMails(ctx, path)
	for _, name := range large {
		if sums[mailName(name)] == "" {
			return manifest, fmt.Errorf("%s is missing: %w", mailName(name), ErrDamagedBackup)
		}
	}
	return manifest, errors.Join(err, syncDir(filepath.Join(dir, "mail")), syncDir(dir))
}

// mailName is the name of a large mail's file in a backup.
func mailName(file string) string { return "mail/" + filepath.Base(file) }

// unpackFiles writes the files and gives the sum of each; the manifest comes
// last.
func unpackFiles(backup io.Reader, dir string) (sums map[string]string, m Manifest, err error) {
	sums = map[string]string{}
	for t := tar.NewReader(backup); ; {
		head, err := t.Next()
		switch {
		case err != nil && len(sums) == 0:
			return nil, m, ErrNoBackup
		case err != nil:
			return nil, m, fmt.Errorf("behind %d files: %w", len(sums), ErrDamagedBackup)
		case len(sums) == 0 && head.Name != DatabaseName:
			return nil, m, ErrNoBackup
		case head.Name == manifestName:
			if err := json.NewDecoder(t).Decode(&m); err != nil {
				return nil, m, fmt.Errorf("its manifest: %w", ErrDamagedBackup)
			}
			return sums, m, nil
		case !ofBackup(head):
			return nil, m, fmt.Errorf("it holds a file %q: %w", head.Name, ErrNoBackup)
		}
		if sums[head.Name], err = unpackFile(t, filepath.Join(dir, filepath.FromSlash(head.Name))); err != nil {
			return nil, m, err
		}
	}
}

// ofBackup says whether an entry is one that Backup writes: no other name is
// ever made into a path.
func ofBackup(head *tar.Header) bool {
	name, mail := strings.CutPrefix(head.Name, "mail/")
	plain := name != "" && !strings.HasPrefix(name, ".") && !strings.ContainsAny(name, `/\`+"\x00")
	return head.Typeflag == tar.TypeReg && plain && (mail || name == DatabaseName)
}

func unpackFile(from io.Reader, path string) (sum string, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fmt.Errorf("unpacking the backup: %w", err)
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), from)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = ErrDamagedBackup
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", fmt.Errorf("unpacking %s: %w", filepath.Base(path), err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// checkDatabase has SQLite look at every page and every reference.
func checkDatabase(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", dsn(path, url.Values{"mode": {"ro"}}))
	if err != nil {
		return fmt.Errorf("opening the backup's database: %w", err)
	}
	defer db.Close()
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		return errors.Join(fmt.Errorf("its database: %s: %w", said, ErrDamagedBackup), err)
	}
	var table string
	err = db.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check`).Scan(&table)
	if !errors.Is(err, sql.ErrNoRows) {
		return errors.Join(fmt.Errorf("its database: a row of %q points nowhere: %w", table, ErrDamagedBackup), err)
	}
	return nil
}
