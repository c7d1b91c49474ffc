package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	// maxGroup is how many functions share a commit at most.
	maxGroup = 64
	// maxHold is how long a function that came first waits for those that
	// share its commit, where one of them is in a hurry.
	maxHold = 10 * time.Millisecond
)

// errClosed is what a Write after Close returns.
var errClosed = errors.New("the store is closed")

// Write runs f in a transaction that is on disk when Write returns nil.
// Several Writes at the same time share a commit; each is undone alone where
// its function fails or panics. The transaction is not bound to ctx: once
// begun it is finished.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	return s.writer.do(ctx, s, f)
}

// WriteSoon is Write for a step that somebody waits for on a connection (a
// letter on its way): it goes before those that wait for Write.
func (s *Store) WriteSoon(ctx context.Context, f func(*Tx) error) error {
	job := &work{f: f, s: s, done: make(chan error, 1), soon: true}
	if err := s.writer.enqueue(ctx, job); err != nil {
		return err
	}
	return s.writer.wait(job)
}

// WriteAll runs the functions in their order, each as Write would, and gives
// each one's error. They share commits where they fit. Where the database
// itself fails for one (Unwell), those behind it are not run and fail too: none
// overtakes another.
func (s *Store) WriteAll(ctx context.Context, fs []func(*Tx) error) []error {
	jobs, errs, row := make([]*work, len(fs)), make([]error, len(fs)), &row{}
	for i, f := range fs {
		jobs[i] = &work{f: f, s: s, done: make(chan error, 1), row: row}
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
	soon bool
	row  *row // nil: it stands alone
}

// row is the functions of one WriteAll; only the writer looks into it.
type row struct{ lost error }

// fall notes that the database failed for a job: those behind it in its row
// are not run.
func (j *work) fall(err error) {
	if j.row != nil && j.row.lost == nil && Unwell(err) {
		j.row.lost = err
	}
}

// writer owns the one connection that writes.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn
	queue chan *work
	soon  chan *work // taken first
	stop  chan struct{}
	ended chan struct{}
	once  sync.Once
	stmts *statements

	health *health
	every  int                         // pages in the log from which it is written back
	look   func(context.Context) error // what proofs do before each commit; nil
}

func newWriter(db *sql.DB, h *health) (*writer, error) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, fmt.Errorf("taking the writing connection: %w", err)
	}
	w := &writer{db: db, conn: conn, queue: make(chan *work, maxGroup), soon: make(chan *work, maxGroup), stop: make(chan struct{}),
		ended: make(chan struct{}), stmts: &statements{conn: conn, all: map[string]*sql.Stmt{}}, health: h, every: checkpointPages}
	ctx := context.Background()
	for _, p := range []string{
		"PRAGMA wal_autocheckpoint = 0", // checkpoint does it
		"PRAGMA temp_store = MEMORY",    // what a savepoint would undo goes to no file
	} {
		if err := w.exec(ctx, p); err != nil {
			return nil, err
		}
	}
	for _, q := range []string{"BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT one", "ROLLBACK TO one", "RELEASE one"} {
		if _, err := w.stmts.get(ctx, q); err != nil { // so that undoing needs no memory
			return nil, fmt.Errorf("preparing %s: %w", q, err)
		}
	}
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
	queue := w.queue
	if job.soon {
		queue = w.soon
	}
	select {
	case queue <- job:
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
		if job := w.next(); job != nil {
			w.group(job)
			continue
		}
		select {
		case job := <-w.soon:
			w.group(job)
		case job := <-w.queue:
			w.group(job)
		case <-w.stop:
			for job := w.next(); job != nil; job = w.next() {
				w.group(job)
			}
			return
		}
	}
}

// next is what waits, the hurried first; nil if nothing does.
func (w *writer) next() *work {
	select {
	case job := <-w.soon:
		return job
	default:
	}
	select {
	case job := <-w.queue:
		return job
	default:
		return nil
	}
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
