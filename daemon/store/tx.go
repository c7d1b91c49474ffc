package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrNotFound says that what was asked for is not there.
var ErrNotFound = errors.New("not found")

// Tx is one transaction. Its methods are grouped by noun, one file each.
type Tx struct {
	ctx     context.Context
	q       querier
	s       *Store
	writing bool
	wrote   bool  // a row was changed
	lost    error // of the database itself: no statement runs any more
	quiet   bool  // what is written down happened before: no webhook is told
}

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	if tx.lost != nil {
		return nil, tx.lost
	}
	r, err := tx.q.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return nil, tx.fault(query, err)
	}
	if n, err := r.RowsAffected(); err == nil && n > 0 {
		tx.wrote = true
	}
	return r, nil
}

// fault names the query of an error. Where the database itself fails while
// writing, SQLite may have undone the transaction: a statement after that would
// be one of its own.
func (tx *Tx) fault(query string, err error) error {
	err = fmt.Errorf("%s: %w", firstLine(query), err)
	if tx.writing && Unwell(err) {
		tx.lost = err
	}
	return err
}

// insert runs an INSERT and returns the new row's id.
func (tx *Tx) insert(query string, args ...any) (int64, error) {
	r, err := tx.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// changed runs a statement and says whether it touched a row.
func (tx *Tx) changed(query string, args ...any) (bool, error) {
	r, err := tx.exec(query, args...)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// scanner is what a row is read from.
type scanner interface{ Scan(dest ...any) error }

// list reads all rows before it returns: no row stays open while the next
// query runs on the same connection.
func list[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	if tx.lost != nil {
		return nil, tx.lost
	}
	rows, err := tx.q.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return nil, tx.fault(query, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", firstLine(query), err)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, tx.fault(query, err)
	}
	return all, nil
}

// one reads a single row; without one it returns ErrNotFound.
func one[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	all, err := list(tx, scan, query, args...)
	var zero T
	switch {
	case err != nil:
		return zero, err
	case len(all) == 0:
		return zero, ErrNotFound
	}
	return all[0], nil
}

func scanInt(r scanner) (v int64, err error)     { err = r.Scan(&v); return v, err }
func scanString(r scanner) (v string, err error) { err = r.Scan(&v); return v, err }

// count reads a single number.
func (tx *Tx) count(query string, args ...any) (int64, error) {
	return one(tx, scanInt, query, args...)
}

func firstLine(query string) string {
	const most = 60
	if len(query) > most {
		return query[:most] + "…"
	}
	return query
}

func ms(t time.Time) int64 { return t.UnixMilli() }

// msNull is NULL for the zero time.
func msNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

func idNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

func fromMS(v int64) time.Time { return time.UnixMilli(v).UTC() }

func fromMSNull(v sql.NullInt64) time.Time {
	if !v.Valid {
		return time.Time{}
	}
	return fromMS(v.Int64)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// in ends a query that opens a list of values. The list grows in steps, so
// that few statements are prepared; what is too many matches nothing.
func in(query string, values []string) (string, []any) {
	const step = 4
	n := (len(values) + step - 1) / step * step
	args := make([]any, n)
	for i, v := range values {
		args[i] = v
	}
	return query + strings.TrimSuffix(strings.Repeat("?, ", n), ", ") + ")", args
}
