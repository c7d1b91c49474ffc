//go:build fault

package power

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
	"permanence/cmd/proof/power/disk"
)

// harm is one way in which the disk of the database fails: at which operation,
// with what, how often.
type harm struct {
	name  string
	op    disk.Op
	code  disk.Code
	times int
	loud  bool // somebody must be told
}

// harms are tried at each operation of a day. One that lasts ends after some
// steps have failed: there is room again.
var harms = []harm{
	{"full once", disk.Write, disk.Full, 1, true},
	{"full until there is room", disk.Write, disk.Full, disk.Always, true},
	{"write error once", disk.Write, disk.WriteError, 1, true},
	{"write errors for a while", disk.Write, disk.WriteError, disk.Always, true},
	{"sync error once", disk.Sync, disk.SyncError, 1, true},
	{"sync errors for a while", disk.Sync, disk.SyncError, disk.Always, true},
	{"cannot open once", disk.Open, disk.OpenError, 1, false},
	{"cannot open for a while", disk.Open, disk.OpenError, disk.Always, false},
	{"read error once", disk.Read, disk.ReadError, 1, false},
	{"read errors for a while", disk.Read, disk.ReadError, disk.Always, false},
	{"no shared memory once", disk.Share, disk.ShareError, 1, false},
	{"truncation fails once", disk.Truncate, disk.CutError, 1, false},
}

// lasting is how many steps fail before a harm that lasts is over.
const lasting = 3

// Errors makes the disk of a desk fail at each write, sync and so on of a day,
// and compares what the day came to with a calm one.
func Errors(ctx context.Context, size figure.Size) (figure.Figure, error) {
	return failures(ctx, size.Of(30, 1<<20))
}

// failures tries at most so many places of each harm, spread over the day.
func failures(ctx context.Context, most int) (figure.Figure, error) {
	t := &troubles{}
	cases, err := t.plan(ctx, most)
	if err == nil {
		err = t.all(ctx, cases)
	}
	if err == nil {
		err = t.alone(ctx, most)
	}
	if err == nil {
		err = t.whole(ctx)
	}
	return figure.Figure{Tried: t.tried, Unit: "failures", Trouble: t.lines, Outcomes: []figure.Outcome{
		figure.None("lost", t.lost), figure.None("double", t.double), figure.None("stuck", t.stuck), figure.None("silent", t.silent),
		figure.AtMost("uncertain", t.doubt, t.restarts),
	}}, err
}

// troubles adds up what the days came to.
type troubles struct {
	mu sync.Mutex

	calm                               outcome
	tried, lost, double, stuck, silent int
	doubt, restarts                    int
	lines                              []string
}

type failing struct {
	harm
	at int
}

// plan plays a calm day and counts its operations.
func (t *troubles) plan(ctx context.Context, most int) (cases []failing, err error) {
	s, err := newScene(ctx)
	if err != nil {
		return nil, err
	}
	defer s.close() //nolint:errcheck // a folder left behind in /tmp
	if err := s.begin(); err != nil {
		return nil, err
	}
	if err := s.play(ctx); err != nil {
		return nil, fmt.Errorf("a calm day: %w", err)
	}
	for i, h := range harms {
		step := max(1, s.disk.Done(h.op)/most)
		for at := 1 + i%step; at <= s.disk.Done(h.op); at += step {
			cases = append(cases, failing{h, at})
		}
	}
	t.calm, err = s.outcome(ctx)
	if wrong := t.calm.against(t.calm, 0); err == nil && (len(t.calm.mails) != 3 || len(t.calm.letters) < 4 || wrong.lost+wrong.double > 0) {
		err = fmt.Errorf("a calm day came to %d mails and %v", len(t.calm.mails), t.calm.letters)
	}
	return cases, err
}

// all plays a day for each case, some at the same time.
func (t *troubles) all(ctx context.Context, cases []failing) error {
	next := numbers(ctx, len(cases))
	g, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			s, err := newScene(ctx)
			if err != nil {
				return err
			}
			defer s.close() //nolint:errcheck // a folder left behind in /tmp
			for i := range next {
				if err := t.day(ctx, s, cases[i]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// day plays one day on a disk that fails.
func (t *troubles) day(ctx context.Context, s *scene, c failing) error {
	if err := s.begin(); err != nil {
		return err
	}
	refused, told := 0, false
	s.patience = 1
	if c.times == disk.Always {
		s.patience = lasting
	}
	s.heal = func() {
		refused += s.disk.Refused()
		s.disk.Heal()
	}
	s.disk.Fail(c.op, c.at, c.times, c.code)
	played := s.play(ctx)
	refused += s.disk.Refused()
	told = len(s.seen) > 0 || (s.d != nil && len(s.d.Store().Troubles()) > 0)
	s.disk.Heal()
	t.judge(ctx, s, fmt.Sprintf("%s at %d", c.name, c.at), played, c.loud && refused > 0 && !told)
	return nil
}

// judge compares a day that was played with the calm one.
func (t *troubles) judge(ctx context.Context, s *scene, name string, played error, silent bool) {
	o, err := s.outcome(ctx)
	if ctx.Err() != nil {
		return // it was stopped: nothing is known
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tried++
	t.restarts += s.restarts
	say := func(what string) { t.lines = append(t.lines, name+": "+what) }
	if silent {
		t.silent++
		say("nobody was told")
	}
	switch {
	case played != nil:
		t.stuck++
		say("stuck: " + played.Error())
	case err != nil:
		t.lost++
		say(err.Error())
	default:
		w := o.against(t.calm, s.restarts)
		t.lost += w.lost
		t.double += w.double
		t.doubt += w.doubt
		for _, what := range w.what {
			say(what)
		}
	}
}
