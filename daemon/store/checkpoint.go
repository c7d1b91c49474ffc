package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// checkpointPages is how long the write-ahead log may grow (16 MB): pages that
// change often are written back less often than by SQLite's 1000.
const checkpointPages = 4000

// checkpoint writes the log back once it is long. SQLite would do so by itself,
// but tells nobody where a sync fails then.
func (w *writer) checkpoint(ctx context.Context) error {
	pages, err := writeBack(ctx, w.stmts, "NOOP")
	if err == nil && pages >= w.every {
		_, err = writeBack(ctx, w.stmts, "PASSIVE")
	}
	if err != nil {
		w.failed(err)
	}
	return err
}

// settle makes safe what an earlier run left in the log. Where a sync failed
// then, pages may look kept and be gone with the power: they are written anew,
// which a sync keeps, and a first commit begins the log again, so that what is
// left of the old one counts no more.
func settle(db *sql.DB, now time.Time) error {
	ctx := context.Background()
	pages, err := writeBack(ctx, db, "PASSIVE")
	if err != nil || pages == 0 {
		return err
	}
	_, err = db.ExecContext(ctx, `INSERT INTO setting (key, value) VALUES ('log.begun', ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, now.UTC().Format(time.RFC3339))
	if err != nil {
		return fmt.Errorf("beginning the log: %w", err)
	}
	return nil
}

// writeBack runs a checkpoint and says how many pages the log has.
func writeBack(ctx context.Context, db interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}, mode string) (pages int, err error) {
	rows, err := db.QueryContext(ctx, "PRAGMA wal_checkpoint("+mode+")")
	if err != nil {
		return 0, fmt.Errorf("writing the log back: %w", err)
	}
	defer rows.Close()
	var busy, back int
	for rows.Next() {
		if err := rows.Scan(&busy, &pages, &back); err != nil {
			return 0, fmt.Errorf("writing the log back: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return 0, fmt.Errorf("writing the log back: %w", err)
	}
	return pages, nil
}
