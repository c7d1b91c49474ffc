package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// readConnections is how many reads run at the same time.
const readConnections = 4

// readers own the connections that read; each keeps its prepared statements.
type readers struct {
	db   *sql.DB
	made int
	free chan *statements
}

func newReaders(db *sql.DB) (*readers, error) {
	r := &readers{db: db, free: make(chan *statements, readConnections)}
	for range readConnections {
		conn, err := db.Conn(context.Background())
		if err != nil {
			return nil, errors.Join(fmt.Errorf("opening a connection to read: %w", err), r.close())
		}
		r.made++
		r.free <- &statements{conn: conn, all: map[string]*sql.Stmt{}}
	}
	return r, nil
}

// close waits for the reads that run.
func (r *readers) close() error {
	var errs []error
	for range r.made {
		c := <-r.free
		c.close()
		errs = append(errs, c.conn.Close())
	}
	return errors.Join(append(errs, r.db.Close())...)
}

// Read runs f on one consistent view of the database.
func (s *Store) Read(ctx context.Context, f func(*Tx) error) error {
	var c *statements
	select {
	case c = <-s.readers.free:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.readers.free <- c }()
	if _, err := c.ExecContext(ctx, "BEGIN"); err != nil {
		return fmt.Errorf("beginning to read: %w", err)
	}
	defer c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") //nolint:errcheck // a read has nothing to undo
	return f(&Tx{ctx: ctx, q: c, s: s})
}
