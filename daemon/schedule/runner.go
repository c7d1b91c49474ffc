package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/fault"
)

// Job is one line of the table: what is done when. Do is given the planned
// time, which after a downtime lies in the past; it must be safe to repeat.
type Job struct {
	Name string
	Cron string
	Do   func(ctx context.Context, planned time.Time) error
}

// Table keeps when each job is due; the desk has it in its store.
type Table interface {
	Jobs(ctx context.Context) ([]desk.Job, error)
	SetJob(ctx context.Context, job desk.Job) error
}

// ErrNoJob says that no job has that name.
var ErrNoJob = errors.New("no such job")

const (
	// longestWait bounds how long a clock that was moved goes unnoticed.
	longestWait = 30 * time.Second
	// retryAfter is when a job that failed is tried again.
	retryAfter = time.Minute
	// setBack is from where on a due time that lies too far ahead is taken for
	// the trace of a clock that was wrong: below it the clock may be set back
	// and nothing repeats, above it the jobs follow the clock again.
	setBack = 7 * 24 * time.Hour
)

// Options are what a Runner is made of.
type Options struct {
	Jobs  []Job // carried out in this order where several are due
	Table Table
	Zone  *time.Location
	Now   func() time.Time
	Wake  <-chan struct{} // looks again at once; may be nil
	Log   *slog.Logger
}

// Runner carries out jobs as they fall due.
type Runner struct {
	Options
	jobs   []entry
	failed map[string]time.Time // not before that time again
}

type entry struct {
	Job
	when Expression
}

// New checks the table of jobs. Its error names the job whose cron expression
// cannot be.
func New(o Options) (*Runner, error) {
	r := &Runner{Options: o, failed: map[string]time.Time{}}
	if r.Log == nil {
		r.Log = slog.New(slog.DiscardHandler)
	}
	for _, j := range o.Jobs {
		when, err := Parse(j.Cron, o.Zone)
		if err != nil {
			return nil, fmt.Errorf("job %s: %w", j.Name, err)
		}
		r.jobs = append(r.jobs, entry{j, when})
	}
	return r, nil
}

// Run carries out what falls due until ctx ends. A job that fails is logged
// and tried again; the others go on.
func (r *Runner) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		next, err := r.Turn(ctx)
		if err != nil && ctx.Err() == nil {
			r.Log.Error("the schedule could not be read", "error", err)
		}
		wait := min(max(next.Sub(r.Now()), 0), longestWait)
		if err != nil {
			wait = longestWait
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-r.Wake:
		}
		timer.Stop()
	}
	return nil
}

// Turn carries out what is due now and gives when to look again.
func (r *Runner) Turn(ctx context.Context) (time.Time, error) {
	now := r.Now()
	soon := now.Add(longestWait)
	states, err := r.states(ctx)
	if err != nil {
		return soon, err
	}
	for i, j := range r.jobs {
		if ctx.Err() != nil {
			return soon, ctx.Err()
		}
		next, err := r.look(ctx, j, states[i], now)
		if err != nil {
			return soon, err
		}
		if next.Before(soon) {
			soon = next
		}
	}
	return soon, nil
}

// look carries a job out where it is due, and gives when it is due next.
func (r *Runner) look(ctx context.Context, j entry, s state, now time.Time) (time.Time, error) {
	if until := r.failed[j.Name]; now.Before(until) && until.Sub(now) <= retryAfter {
		return until, nil
	}
	due := s.Job
	if due.Next.After(now) && s.news {
		return due.Next, r.Table.SetJob(ctx, due)
	} else if due.Next.After(now) {
		return due.Next, nil
	}
	planned := due.Next
	if later := j.when.Latest(planned, now); !later.IsZero() {
		planned = later // several times were missed: one look makes up for all
	}
	if err := r.do(ctx, j, planned); err != nil {
		if ctx.Err() != nil {
			return now, ctx.Err()
		}
		r.failed[j.Name] = now.Add(retryAfter)
		r.Log.Error("a scheduled job failed and is tried again", "job", j.Name, "planned", planned, "error", err)
		return now.Add(retryAfter), nil
	}
	delete(r.failed, j.Name)
	due.Last, due.Next = planned, j.when.Next(planned)
	if err := fault.At("job.done"); err != nil {
		return due.Next, err
	}
	if err := r.Table.SetJob(ctx, due); err != nil {
		return due.Next, err
	}
	return due.Next, fault.At("job.after")
}

// do carries a job out; a panic in it is its error.
func (r *Runner) do(ctx context.Context, j entry, planned time.Time) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	if err := fault.At("job.before"); err != nil {
		return err
	}
	began := r.Now()
	err = j.Do(ctx, planned)
	r.Log.Debug("a scheduled job ran", "job", j.Name, "planned", planned, "took", r.Now().Sub(began))
	return err
}

// state is when a job is due; news is what the table does not hold yet.
type state struct {
	desk.Job
	news bool
}

// states gives, for each job, when it is due next. One whose expression was
// changed, or that the table does not know, is due at the next time after now.
func (r *Runner) states(ctx context.Context) ([]state, error) {
	kept, err := r.Table.Jobs(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading when the jobs are due: %w", err)
	}
	byName := map[string]desk.Job{}
	for _, k := range kept {
		byName[k.Name] = k
	}
	all := make([]state, len(r.jobs))
	for i, j := range r.jobs {
		k, known := byName[j.Name]
		all[i].Job = k
		next := j.when.Next(r.Now())
		if !known || k.Cron != j.Cron || k.Next.Sub(next) > setBack {
			all[i] = state{desk.Job{Name: j.Name, Cron: j.Cron, Last: k.Last, Next: next}, true}
		}
	}
	return all, nil
}

// List gives, for each job in the table's order, its expression, when it ran
// last and when it is due next.
func (r *Runner) List(ctx context.Context) ([]desk.Job, error) {
	states, err := r.states(ctx)
	list := make([]desk.Job, len(states))
	for i, s := range states {
		list[i] = s.Job
	}
	return list, err
}

// RunNow carries out one job as of a time, whether it is due or not: what
// `schedule run` does. When it is due next does not change.
func (r *Runner) RunNow(ctx context.Context, name string, at time.Time) error {
	due, err := r.List(ctx)
	if err != nil {
		return err
	}
	for i, j := range r.jobs {
		if j.Name != name {
			continue
		}
		if err := r.do(ctx, j, at); err != nil {
			return fmt.Errorf("job %s: %w", name, err)
		}
		due[i].Last = at
		return r.Table.SetJob(ctx, due[i])
	}
	return fmt.Errorf("%q: %w", name, ErrNoJob)
}
