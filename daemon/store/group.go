package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"

	"permanence/daemon/fault"
)

// group commits job together with those that wait behind it, tells each what
// came of it, and writes the log back where it has grown long.
func (w *writer) group(job *work) {
	ctx := context.Background()
	jobs, wrote, err := w.together(ctx, job)
	if err == nil && wrote {
		err = w.checkpoint(ctx)
		w.health.note(databaseTrouble, err)
	}
	for _, j := range jobs {
		j.done <- j.err
	}
}

// together runs job and those that wait behind it in one transaction. While
// somebody in a hurry is among them it does not grow for long. An error is the
// database's own: then none of them is done.
func (w *writer) together(ctx context.Context, job *work) (jobs []*work, wrote bool, err error) {
	defer func() {
		if err == nil {
			return
		}
		for _, j := range jobs {
			if j.err == nil {
				j.err = err
			}
			j.fall(j.err)
		}
		w.failed(err)
	}()
	if err = w.begin(ctx); err != nil {
		return []*work{job}, false, err
	}
	begun, hurried := time.Now(), false
	for ; job != nil; job = w.next() {
		jobs = append(jobs, job)
		did, err := w.one(ctx, job)
		if err != nil {
			w.undo(ctx) //nolint:errcheck // begin tries again
			return jobs, false, err
		}
		wrote = wrote || did
		hurried = hurried || job.soon
		if len(jobs) == maxGroup || (hurried && time.Since(begun) > maxHold) {
			break
		}
	}
	if err = w.index(ctx, wrote); err == nil && w.look != nil {
		err = w.look(ctx)
	}
	if err == nil {
		err = w.commit(ctx)
	}
	if err != nil {
		w.undo(ctx) //nolint:errcheck // begin tries again
		return jobs, false, err
	}
	return jobs, wrote, nil
}

// begin begins a transaction, once an earlier one that failed is undone.
func (w *writer) begin(ctx context.Context) error {
	if err := w.health.brokenBy(); err != nil {
		return err
	}
	if err := w.undo(ctx); err != nil {
		return err
	}
	if err := fault.At("begin.before"); err != nil {
		return err
	}
	if err := w.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	if err := fault.At("begin.after"); err != nil {
		return errors.Join(err, w.undo(ctx))
	}
	return nil
}

func (w *writer) commit(ctx context.Context) error {
	err := fault.At("commit.before")
	if err == nil {
		err = w.exec(ctx, "COMMIT")
	}
	if err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return fault.At("commit.after")
}

// undo rolls back what is open. After some errors SQLite has done so itself.
func (w *writer) undo(ctx context.Context) error {
	open := false
	err := w.conn.Raw(func(c any) error {
		open = !c.(*sqlite3.SQLiteConn).AutoCommit()
		return nil
	})
	if err != nil || !open {
		return err
	}
	return w.exec(ctx, "ROLLBACK")
}

// one runs a job under a savepoint, and says whether it wrote anything. What
// goes wrong in it is the job's own error, and it alone is undone. Where the
// database itself fails, SQLite may have undone the whole transaction: then the
// error is one for all.
func (w *writer) one(ctx context.Context, job *work) (wrote bool, err error) {
	if job.row != nil && job.row.lost != nil {
		job.err = job.row.lost
		return false, nil
	}
	if err := w.exec(ctx, "SAVEPOINT one"); err != nil {
		return false, err
	}
	tx := &Tx{ctx: ctx, q: w.stmts, s: job.s, writing: true}
	job.err = guarded(tx, job.f)
	if tx.lost != nil {
		return false, tx.lost
	}
	if job.err != nil {
		job.fall(job.err)
		if err := w.exec(ctx, "ROLLBACK TO one"); err != nil {
			return false, errors.Join(job.err, err)
		}
	}
	return tx.wrote && job.err == nil, w.exec(ctx, "RELEASE one")
}

// guarded turns a panic into an error.
func guarded(tx *Tx, f func(*Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a transaction: %v", p)
		}
	}()
	return f(tx)
}
