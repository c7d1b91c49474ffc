//go:build fault

package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// Weaken sets how the writing connection syncs (NORMAL, OFF): what proofs try
// must be found missing where a commit is not synced.
func (s *Store) Weaken(ctx context.Context, synchronous string) error {
	if _, err := s.writer.conn.ExecContext(ctx, "PRAGMA synchronous = "+synchronous); err != nil {
		return fmt.Errorf("weakening the database: %w", err)
	}
	return nil
}

// CheckpointEvery sets from how many pages on the log is written back: small
// databases have few.
func (s *Store) CheckpointEvery(ctx context.Context, pages int) error {
	return s.Write(ctx, func(*Tx) error { s.writer.every = pages; return nil })
}

// OnCommit shows f the whole database, byte for byte, as each commit from now on
// is about to make it.
func (s *Store) OnCommit(ctx context.Context, f func(image []byte) error) error {
	w := s.writer
	return s.Write(ctx, func(*Tx) error {
		w.look = func(ctx context.Context) error {
			for _, q := range []string{"SAVEPOINT look", "RELEASE look"} { // what FTS5 holds back is written
				if err := w.exec(ctx, q); err != nil {
					return err
				}
			}
			image, err := (&Tx{ctx: ctx, q: w.stmts}).Image()
			if err != nil {
				return err
			}
			return f(image)
		}
		return nil
	})
}

// Image is the whole database as the transaction sees it, byte for byte.
func (tx *Tx) Image() (image []byte, err error) {
	st, ok := tx.q.(*statements)
	if !ok {
		return nil, errors.New("an image is taken of a transaction alone")
	}
	err = st.conn.Raw(func(c any) (err error) {
		image, err = c.(*sqlite3.SQLiteConn).Serialize("main")
		return err
	})
	return image, err
}
