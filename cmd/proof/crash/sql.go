package crash

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	_ "github.com/mattn/go-sqlite3" // the daemon's database, read without the daemon's own code

	"permanence/daemon/store"
)

// openSQL opens the database of a data directory.
func openSQL(dir, mode string) (*sql.DB, error) {
	path := (&url.URL{Path: filepath.Join(dir, store.DatabaseName)}).EscapedPath()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode="+mode+"&_busy_timeout=5000")
	if err != nil {
		return nil, fmt.Errorf("opening the database in %s: %w", dir, err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// change runs statements on the database of a daemon that does not run.
func change(dir string, statements ...string) (err error) {
	db, err := openSQL(dir, "rw")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

// setClock sets how far the clock of a data directory is ahead of the machine's.
func setClock(dir string, ahead time.Duration) error {
	return change(dir, fmt.Sprintf("INSERT OR REPLACE INTO setting (key, value) VALUES ('clock.offset_ms', '%d')", ahead.Milliseconds()))
}

// rows reads all rows of a query.
func rows[T any](db *sql.DB, scan func(*sql.Rows) (T, error), query string) (all []T, err error) {
	r, err := db.Query(query)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	defer r.Close()
	for r.Next() {
		v, err := scan(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", query, err)
		}
		all = append(all, v)
	}
	return all, r.Err()
}

// stillDue are the things that a daemon has to do at a time: mails on the server
// that have no place, mails to decide on, letters to send and to decide on.
const stillDue = `SELECT max(0, @server - (SELECT count(*) FROM mail_place p JOIN folder USING (mailbox, folder, uidvalidity)))
	+ (SELECT count(*) FROM mail WHERE disposition = 'pending' AND coalesce(retry_at, 0) <= @now)
	+ (SELECT count(*) FROM letter WHERE state = 'sending' OR state = 'queued' AND not_before <= @now
		OR state = 'uncertain' AND reason NOT LIKE 'left uncertain%' AND changed <= @now - 30 * 60000)`

// dueLater are those that it has to do at a later time.
const dueLater = `SELECT (SELECT count(*) FROM mail WHERE disposition = 'pending' AND retry_at > @now)
	+ (SELECT count(*) FROM letter WHERE state = 'queued' AND not_before > @now
		OR state = 'uncertain' AND reason NOT LIKE 'left uncertain%' AND changed > @now - 30 * 60000)`

// waits counts what a daemon is still to do, now and later.
func waits(db *sql.DB, onServer int, now time.Time) (due, later int, err error) {
	ms := sql.Named("now", now.UnixMilli())
	err = errors.Join(db.QueryRow(stillDue, sql.Named("server", onServer), ms).Scan(&due), db.QueryRow(dueLater, ms).Scan(&later))
	return due, later, err
}
