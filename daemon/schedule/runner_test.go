package schedule

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"permanence/daemon/desk"
)

// memory is a Table in memory; it survives the Runner, as a disk does.
type memory map[string]desk.Job

func (m memory) Jobs(context.Context) ([]desk.Job, error) {
	return slices.Collect(maps.Values(m)), nil
}

func (m memory) SetJob(_ context.Context, j desk.Job) error {
	m[j.Name] = j
	return nil
}

// bench is a runner with a clock that is moved by hand.
type bench struct {
	t     *testing.T
	table memory
	clock time.Time
	ran   map[string][]time.Time // planned times by job
	fail  error
	r     *Runner
}

func newBench(t *testing.T, start string, jobs ...string) *bench {
	b := &bench{t: t, table: memory{}, clock: at(t, start), ran: map[string][]time.Time{}}
	b.restart(jobs...)
	return b
}

func (b *bench) restart(crons ...string) {
	b.t.Helper()
	var jobs []Job
	for i, c := range crons {
		name := fmt.Sprintf("job%d", i)
		jobs = append(jobs, Job{name, c, func(_ context.Context, planned time.Time) error {
			if b.fail != nil {
				return b.fail
			}
			b.ran[name] = append(b.ran[name], planned)
			return nil
		}})
	}
	var err error
	b.r, err = New(Options{Jobs: jobs, Table: b.table, Zone: paris(b.t), Now: func() time.Time { return b.clock }})
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) turn() time.Time {
	b.t.Helper()
	next, err := b.r.Turn(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return next
}

// shownAs is a planned time as a key: job, local date, local time.
func shownAs(t time.Time, zone *time.Location) string { return t.In(zone).Format("2006-01-02 15:04") }

func TestEachTimeRunsOnceOverThreeYearsWithDowntime(t *testing.T) {
	for seed := range int64(4) {
		random := rand.New(rand.NewSource(seed))
		crons := []string{"0 8 * * *", "30 2 * * *", "0 9 * * 1-5", "15 3 1 * *"}
		b := newBench(t, "2026-01-01T00:00:00+01:00", crons...)
		b.turn()
		zone, end := paris(t), at(t, "2029-01-02T00:00:00+01:00")
		up := map[string]bool{} // days without downtime
		for b.clock.Before(end) {
			day := b.clock
			if random.Intn(12) == 0 {
				b.clock = b.clock.Add(time.Duration(random.Intn(40*24)) * time.Hour)
				b.restart(crons...)
				b.turn()
				continue
			}
			next := time.Date(day.In(zone).Year(), day.In(zone).Month(), day.In(zone).Day()+1, 0, 0, 0, 0, zone)
			whole := shownAs(day, zone)[11:] == "00:00"
			for b.clock.Before(next) {
				b.clock = b.clock.Add(10 * time.Minute)
				if random.Intn(20) == 0 {
					b.restart(crons...)
				}
				b.turn()
			}
			if whole {
				up[shownAs(day, zone)[:10]] = true
			}
		}
		b.check(crons, up, zone)
	}
}

// check counts the runs by day: no time ran twice, and on a day without
// downtime each that was due ran.
func (b *bench) check(crons []string, up map[string]bool, zone *time.Location) {
	b.t.Helper()
	for i, c := range crons {
		name := fmt.Sprintf("job%d", i)
		seen := map[string]int{}
		for _, planned := range b.ran[name] {
			if seen[shownAs(planned, zone)]++; seen[shownAs(planned, zone)] > 1 {
				b.t.Errorf("%s %q ran twice for %s", name, c, shownAs(planned, zone))
			}
		}
		if c != "0 8 * * *" && c != "30 2 * * *" {
			continue
		}
		days := map[string]int{}
		for key := range seen {
			days[key[:10]]++
		}
		for day := range up {
			if days[day] != 1 {
				b.t.Errorf("%s %q ran %d times on %s", name, c, days[day], day)
			}
		}
		if len(up) < 300 {
			b.t.Fatalf("only %d days without downtime", len(up))
		}
	}
}

func TestAfterDowntimeAJobRunsOnceForTheLatestTime(t *testing.T) {
	b := newBench(t, "2026-01-05T10:00:00+01:00", "0 8 * * *")
	b.turn()
	b.clock = at(t, "2026-01-20T07:00:00+01:00")
	b.restart("0 8 * * *")
	b.turn()
	b.turn()
	if len(b.ran["job0"]) != 1 || !b.ran["job0"][0].Equal(at(t, "2026-01-19T08:00:00+01:00")) {
		t.Errorf("ran for %v, want once for 19 January at 8:00", b.ran["job0"])
	}
}

func TestAClockThatIsSetBackRepeatsNothing(t *testing.T) {
	b := newBench(t, "2026-03-01T00:00:00+01:00", "0 8 * * *")
	b.turn()
	b.clock = at(t, "2026-03-10T09:00:00+01:00")
	b.turn()
	b.clock = b.clock.Add(-24 * time.Hour)
	for range 200 {
		b.turn()
		b.clock = b.clock.Add(10 * time.Minute)
	}
	want := []time.Time{at(t, "2026-03-10T08:00:00+01:00")}
	if !slices.EqualFunc(b.ran["job0"], want, time.Time.Equal) {
		t.Errorf("ran for %v, want %v", b.ran["job0"], want)
	}
	b.clock = at(t, "2026-03-11T08:00:00+01:00")
	b.turn()
	if len(b.ran["job0"]) != 2 {
		t.Errorf("ran for %v: the next day is missing", b.ran["job0"])
	}
}

func TestAClockThatWasYearsAheadForAMomentDoesNotSilenceTheJobs(t *testing.T) {
	b := newBench(t, "2026-03-01T00:00:00+01:00", "0 8 * * *", "*/10 * * * *")
	b.turn()
	b.clock = at(t, "2036-03-01T12:00:00+01:00")
	b.turn()
	b.turn()
	if len(b.ran["job0"]) != 1 || len(b.ran["job1"]) != 1 {
		t.Errorf("ten years ahead the jobs ran %d and %d times, want once each", len(b.ran["job0"]), len(b.ran["job1"]))
	}
	b.clock = at(t, "2026-03-02T07:00:00+01:00")
	b.turn()
	b.clock = at(t, "2026-03-02T08:00:00+01:00")
	b.turn()
	if n := len(b.ran["job0"]); n != 2 {
		t.Errorf("back in 2026 the job ran %d times in all, want 2", n)
	}
}

func TestAFrozenClockRunsNothingAgain(t *testing.T) {
	b := newBench(t, "2026-03-01T07:59:00+01:00", "0 8 * * *")
	b.turn()
	b.clock = at(t, "2026-03-01T08:00:00+01:00")
	for range 50 {
		if next := b.turn(); !next.After(b.clock) {
			t.Fatalf("looks again at %s, which is now: a storm", next)
		}
	}
	if n := len(b.ran["job0"]); n != 1 {
		t.Errorf("ran %d times", n)
	}
}

func TestAJobThatFailsIsTriedAgainAndStopsNoOther(t *testing.T) {
	b := newBench(t, "2026-03-01T07:59:00+01:00", "0 8 * * *", "0 8 * * *")
	b.turn()
	b.clock = at(t, "2026-03-01T08:00:00+01:00")
	b.fail = errors.New("the disk is full")
	if next := b.turn(); !next.Equal(b.clock.Add(longestWait)) {
		t.Errorf("looks again at %s", next)
	}
	b.fail = nil
	b.turn()
	if len(b.ran["job0"])+len(b.ran["job1"]) != 0 {
		t.Error("tried again within the minute")
	}
	b.clock = b.clock.Add(retryAfter)
	b.turn()
	for _, name := range []string{"job0", "job1"} {
		if len(b.ran[name]) != 1 || !b.ran[name][0].Equal(at(t, "2026-03-01T08:00:00+01:00")) {
			t.Errorf("%s ran for %v", name, b.ran[name])
		}
	}
}

func TestAPanicOfAJobIsItsError(t *testing.T) {
	r, err := New(Options{Zone: time.UTC, Now: time.Now, Table: memory{}, Jobs: []Job{{"bad", "* * * * *", func(context.Context, time.Time) error { panic("boom") }}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.RunNow(t.Context(), "bad", time.Now()); err == nil || !strings.Contains(err.Error(), "boom") {
		t.Errorf("error is %v", err)
	}
}

func TestAnExpressionThatWasChangedHoldsFromNow(t *testing.T) {
	b := newBench(t, "2026-03-01T09:00:00+01:00", "0 8 * * *")
	b.turn()
	b.restart("30 9 * * *")
	b.turn()
	b.clock = at(t, "2026-03-01T09:30:00+01:00")
	b.turn()
	if len(b.ran["job0"]) != 1 {
		t.Errorf("ran for %v", b.ran["job0"])
	}
}

func TestByHandAJobRunsForTheTimeGivenAndKeepsItsNext(t *testing.T) {
	b := newBench(t, "2026-03-01T09:00:00+01:00", "0 8 * * *")
	b.turn()
	asked := at(t, "2026-07-01T08:00:00+02:00")
	if err := b.r.RunNow(t.Context(), "job0", asked); err != nil {
		t.Fatal(err)
	}
	list, err := b.r.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !list[0].Last.Equal(asked) || !list[0].Next.Equal(at(t, "2026-03-02T08:00:00+01:00")) {
		t.Errorf("last %s, next %s", list[0].Last, list[0].Next)
	}
	if err := b.r.RunNow(t.Context(), "job9", asked); !errors.Is(err, ErrNoJob) {
		t.Errorf("an unknown job gives %v", err)
	}
}

func TestTheRunnerWakesForWhatIsDueAndWhenCalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ran []time.Time
		wake := make(chan struct{}, 1)
		table := memory{}
		r, err := New(Options{Zone: time.UTC, Now: time.Now, Table: table, Wake: wake,
			Jobs: []Job{{"minute", "* * * * *", func(context.Context, time.Time) error { ran = append(ran, time.Now()); return nil }}}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- r.Run(ctx) }()
		time.Sleep(3*time.Minute + time.Second)
		synctest.Wait()
		if len(ran) != 3 {
			t.Errorf("in three minutes it ran %d times", len(ran))
		}
		for _, at := range ran {
			if at.Second() != 0 {
				t.Errorf("ran at %s, late", at)
			}
		}
		j := table["minute"] // another process moved it
		j.Next = time.Now()
		table["minute"] = j
		wake <- struct{}{}
		synctest.Wait()
		if len(ran) != 4 {
			t.Errorf("a call did not wake it: ran %d times", len(ran))
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("it ended with %v", err)
		}
	})
}

func TestAJobWhoseExpressionCannotBeIsNamed(t *testing.T) {
	_, err := New(Options{Zone: time.UTC, Now: time.Now, Table: memory{}, Jobs: []Job{{"never", "0 8 31 2 *", nil}}})
	if err == nil || !strings.Contains(err.Error(), "job never") {
		t.Errorf("31 February gives %v", err)
	}
}
