package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// maxGroup is how many functions share a commit at most.
const maxGroup = 64

// errClosed is what a Write after Close returns.
var errClosed = errors.New("the store is closed")

// Write runs f in a transaction that is on disk when Write returns nil.
// Several Writes at the same time share a commit; each is undone alone where
// its function fails or panics. The transaction is not bound to ctx: once
// begun it is finished.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	return s.writer.do(ctx, s, f)
}

// Read runs f on one consistent view of the database.
func (s *Store) Read(ctx context.Context, f func(*Tx) error) error {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("beginning to read: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // a read has nothing to undo
	return f(&Tx{ctx: ctx, q: tx, s: s})
}

// WriteAll runs the functions in their order, each as Write would, and gives
// each one's error. They share commits where they fit.
func (s *Store) WriteAll(ctx context.Context, fs []func(*Tx) error) []error {
	jobs, errs := make([]*work, len(fs)), make([]error, len(fs))
	for i, f := range fs {
		jobs[i] = &work{f: f, s: s, done: make(chan error, 1)}
		errs[i] = s.writer.enqueue(ctx, jobs[i])
	}
	for i, job := range jobs {
		if errs[i] == nil {
			errs[i] = s.writer.wait(job)
		}
	}
	return errs
}

type work struct {
	f    func(*Tx) error
	s    *Store
	done chan error
	err  error
}

// writer owns the one connection that writes.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn
	queue chan *work
	stop  chan struct{}
	ended chan struct{}
	once  sync.Once
	stmts *statements
}

func newWriter(db *sql.DB) (*writer, error) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, fmt.Errorf("taking the writing connection: %w", err)
	}
	w := &writer{db: db, conn: conn, queue: make(chan *work, maxGroup), stop: make(chan struct{}),
		ended: make(chan struct{}), stmts: &statements{conn: conn, all: map[string]*sql.Stmt{}}}
	go w.run()
	return w, nil
}

func (w *writer) do(ctx context.Context, s *Store, f func(*Tx) error) error {
	job := &work{f: f, s: s, done: make(chan error, 1)}
	if err := w.enqueue(ctx, job); err != nil {
		return err
	}
	return w.wait(job)
}

func (w *writer) enqueue(ctx context.Context, job *work) error {
	select {
	case w.queue <- job:
		return nil
	case <-w.stop:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *writer) wait(job *work) error {
	select {
	case err := <-job.done:
		return err
	case <-w.ended:
		select {
		case err := <-job.done:
			return err
		default:
			return errClosed
		}
	}
}

func (w *writer) close() error {
	w.once.Do(func() { close(w.stop) })
	<-w.ended
	w.stmts.close()
	return errors.Join(w.conn.Close(), w.db.Close())
}

func (w *writer) run() {
	defer close(w.ended)
	for {
		select {
		case job := <-w.queue:
			w.group(job)
		case <-w.stop:
			for {
				select {
				case job := <-w.queue:
					w.group(job)
				default:
					return
				}
			}
		}
	}
}

// group commits job together with those that wait behind it.
func (w *writer) group(job *work) {
	jobs := []*work{job}
	ctx := context.Background()
	err := w.exec(ctx, "BEGIN IMMEDIATE")
	if err == nil {
		jobs[0].err = w.one(ctx, job)
	fill:
		for len(jobs) < maxGroup {
			select {
			case next := <-w.queue:
				jobs = append(jobs, next)
				next.err = w.one(ctx, next)
			default:
				break fill
			}
		}
		if err = w.exec(ctx, "COMMIT"); err != nil {
			err = errors.Join(fmt.Errorf("committing: %w", err), w.exec(ctx, "ROLLBACK"))
		}
	}
	for _, j := range jobs {
		if err != nil && j.err == nil {
			j.err = err
		}
		j.done <- j.err
	}
}

func (w *writer) one(ctx context.Context, job *work) (err error) {
	if err := w.exec(ctx, "SAVEPOINT one"); err != nil {
		return err
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a transaction: %v", p)
		}
		if err != nil {
			err = errors.Join(err, w.exec(ctx, "ROLLBACK TO one"))
		}
		if rerr := w.exec(ctx, "RELEASE one"); rerr != nil {
			err = errors.Join(err, rerr)
		}
	}()
	return job.f(&Tx{ctx: ctx, q: w.stmts, s: job.s, writing: true})
}

// Attempt runs f; where it fails, what it wrote is undone and the transaction
// goes on.
func (tx *Tx) Attempt(f func() error) error {
	if _, err := tx.exec("SAVEPOINT attempt"); err != nil {
		return err
	}
	err := f()
	if err != nil {
		if _, rerr := tx.exec("ROLLBACK TO attempt"); rerr != nil {
			return errors.Join(err, rerr)
		}
	}
	_, rerr := tx.exec("RELEASE attempt")
	return errors.Join(err, rerr)
}

func (w *writer) exec(ctx context.Context, statement string) error {
	if _, err := w.stmts.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// statements keeps what was prepared on the writing connection.
type statements struct {
	conn *sql.Conn
	all  map[string]*sql.Stmt
}

func (p *statements) get(ctx context.Context, query string) (*sql.Stmt, error) {
	if st, ok := p.all[query]; ok {
		return st, nil
	}
	st, err := p.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	p.all[query] = st
	return st, nil
}

func (p *statements) close() {
	for _, st := range p.all {
		st.Close() //nolint:errcheck // the connection is closed next
	}
}

func (p *statements) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	st, err := p.get(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

func (p *statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := p.get(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}
