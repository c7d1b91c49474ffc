// Command lists measures lists, counts and search on a desk that cmd/house made:
// each view, first and deep pages, rare and frequent words, as an agent and as
// a client. It prints two figures a case, `name value unit limit ratio`: the
// median, and what one call in a hundred passes.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"syscall"
	"time"

	"permanence/daemon"
	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/store"
)

// The limits, in milliseconds.
const (
	limitHalf    = 10.0
	limitHundred = 50.0
)

func main() {
	dir := flag.String("dir", "", "a data directory made by cmd/house")
	calls := flag.Int("calls", 200, "calls a case")
	only := flag.String("only", "", "the cases whose name matches this expression")
	cpu := flag.Bool("cpu", false, "take the time of the processor, not the clock's: for a machine that others use")
	now := flag.String("now", "2026-11-25T10:00:00Z", "the moment to measure at: the -until of cmd/house")
	flag.Parse()
	met, err := run(context.Background(), *dir, *now, *calls, regexp.MustCompile(*only), clock(*cpu))
	if err != nil {
		fmt.Fprintln(os.Stderr, "lists:", err)
	}
	if err != nil || !met {
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, now string, calls int, only *regexp.Regexp, spent func() time.Duration) (met bool, err error) {
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(dir); err != nil {
		return false, fmt.Errorf("%w: make a desk with cmd/house and name it with -dir", err)
	}
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	d, err := open(ctx, s, dir, func() time.Time { return at })
	if err != nil {
		return false, err
	}
	all, err := cases(ctx, d)
	if err != nil {
		return false, err
	}
	met = true
	for _, c := range all {
		if !only.MatchString(c.name) {
			continue
		}
		ok, err := c.measure(ctx, calls, spent)
		if err != nil {
			return false, fmt.Errorf("%s: %w", c.name, err)
		}
		met = met && ok
	}
	return met, nil
}

func open(ctx context.Context, s *store.Store, dir string, now func() time.Time) (*desk.Desk, error) {
	from := config.FromProcess("", dir)
	from.Partial = true
	cfg, _, err := config.Load(from)
	if err != nil {
		return nil, err
	}
	texts, err := daemon.Texts(cfg)
	if err != nil {
		return nil, err
	}
	return desk.New(ctx, desk.Options{Store: s, Config: cfg, Texts: texts, Checker: authn.New(daemon.Resolver(cfg), now), Now: now, Rand: rand.Reader})
}

// measure calls a case again and again; some calls before are not counted.
func (c item) measure(ctx context.Context, calls int, spent func() time.Duration) (met bool, err error) {
	const warm = 3
	var took []time.Duration
	for n := range calls + warm {
		begun := spent()
		if err := c.call(ctx, n); err != nil {
			return false, err
		}
		if n >= warm {
			took = append(took, spent()-begun)
		}
	}
	slices.Sort(took)
	half := line(c.name+"_p50", took[len(took)/2], limitHalf)
	return line(c.name+"_p99", took[len(took)*99/100], limitHundred) && half, nil
}

func line(name string, took time.Duration, limit float64) (met bool) {
	ms := float64(took.Microseconds()) / 1000
	short := ""
	if ms > limit {
		short = " short"
	}
	fmt.Printf("%s %.3g ms %g %.2f%s\n", name, ms, limit, limit/ms, short)
	return ms <= limit
}

// clock tells how much time has passed: the clock's, or the process's own on
// the processors, which is what one call costs where nothing else runs.
func clock(cpu bool) func() time.Duration {
	begun := time.Now()
	if !cpu {
		return func() time.Duration { return time.Since(begun) }
	}
	return func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			return 0
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
}
