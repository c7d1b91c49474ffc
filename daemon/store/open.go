package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// DatabaseName is the name of the database in the data directory.
const DatabaseName = "permanence.db"

// oldestSQLite is the first version without the WAL-reset bug that can lose
// committed data (sqlite.org/wal.html).
const oldestSQLite = 3051003

// ErrNewerSchema says that the data directory was written by a newer version.
var ErrNewerSchema = errors.New("the database was written by a newer version of permanence: install that version, or restore a backup made with this one")

// Store is an open data directory.
type Store struct {
	dir     string
	now     func() time.Time
	readers *readers
	writer  *writer
	version *sql.Conn
	codec   codec
	health  *health
}

// Options are what a Store needs besides its directory. InlineBytes is the
// size from which a raw mail is kept as a file (bytes after compression).
// Settle is for the daemon, which begins: what an earlier run left is made safe
// first.
type Options struct {
	Now         func() time.Time
	InlineBytes int
	Settle      bool
}

// Open opens the data directory dir, makes it where it does not exist, and
// brings its schema up to date.
func Open(dir string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.InlineBytes == 0 {
		o.InlineBytes = 1 << 20
	}
	if _, number, _ := sqlite3.Version(); number < oldestSQLite {
		return nil, fmt.Errorf("SQLite %d is linked, which can lose committed mail; %d or later is needed: build without the tag libsqlite3", number, oldestSQLite)
	}
	if err := whole(dir); err != nil {
		return nil, err
	}
	if err := makeDirs(dir); err != nil {
		return nil, err
	}
	s := &Store{dir: dir, now: o.Now, health: newHealth(o.Now)}
	if err := s.codec.open(o.InlineBytes); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, DatabaseName)
	db, err := sql.Open("sqlite3", dsn(path, url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_txlock": {"immediate"}, "_cache_size": {"-8000"},
	}))
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	if err = prepare(db); err == nil && o.Settle {
		err = settle(db, o.Now())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", path, err), db.Close())
	}
	if s.writer, err = newWriter(db, s.health); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", path, err), db.Close())
	}
	reading, err := sql.Open("sqlite3", dsn(path, url.Values{"mode": {"ro"}, "_query_only": {"on"}, "_cache_size": {"-8000"}}))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s to read: %w", path, err), s.writer.close())
	}
	if s.readers, err = newReaders(reading); err != nil {
		return nil, errors.Join(err, s.writer.close())
	}
	if s.version, err = reading.Conn(context.Background()); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s to read: %w", path, err), s.readers.close(), s.writer.close())
	}
	return s, nil
}

// makeDirs makes the data directory, and makes sure that it stays.
func makeDirs(dir string) error {
	for _, d := range []string{dir, filepath.Join(dir, "mail"), filepath.Join(dir, "spool")} {
		if _, err := os.Stat(d); err == nil {
			continue
		}
		if err := os.MkdirAll(d, 0o700); err != nil {
			return fmt.Errorf("making the data directory: %w", err)
		}
		if err := syncDir(filepath.Dir(d)); err != nil {
			return err
		}
	}
	return nil
}

// Dir is the data directory.
func (s *Store) Dir() string { return s.dir }

// SpoolDir is where mail too large for memory waits for its commit.
func (s *Store) SpoolDir() string { return filepath.Join(s.dir, "spool") }

// Close waits for the writer and closes the database.
func (s *Store) Close() error {
	if s.health.brokenBy() != nil {
		// The log must stay as it is: readers cannot empty it.
		err := errors.Join(s.writer.close(), s.version.Close(), s.readers.close())
		return errors.Join(err, s.codec.close())
	}
	// The writer last: the last connection to close empties the write-ahead log.
	err := errors.Join(s.version.Close(), s.readers.close())
	return errors.Join(err, s.writer.close(), s.codec.close())
}

// Version changes whenever any process has committed to the database: the
// daemon watches it to notice what a command beside it has written.
func (s *Store) Version(ctx context.Context) (int64, error) {
	var v int64
	err := s.version.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v)
	if err != nil {
		return 0, fmt.Errorf("asking for the version of the data: %w", err)
	}
	return v, nil
}

func dsn(path string, more url.Values) string {
	more.Set("_busy_timeout", "5000")
	more.Set("_foreign_keys", "on")
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + more.Encode()
}

// prepare checks that the settings of the connection took hold (a misspelt
// one is ignored silently by the driver) and migrates.
func prepare(db *sql.DB) error {
	for _, p := range []struct{ name, want string }{
		{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"},
	} {
		var got string
		if err := db.QueryRow("PRAGMA " + p.name).Scan(&got); err != nil {
			return fmt.Errorf("reading PRAGMA %s: %w", p.name, err)
		}
		if got != p.want {
			return fmt.Errorf("PRAGMA %s is %s, not %s: is the data directory on a local disk?", p.name, got, p.want)
		}
	}
	return migrate(db)
}

func migrate(db *sql.DB) error {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, sub, goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	ctx := context.Background()
	have, want, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("reading the version of the schema: %w", err)
	}
	if have > want {
		return ErrNewerSchema
	}
	if have == want {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrating the schema from %d to %d: %w", have, want, err)
	}
	return nil
}
