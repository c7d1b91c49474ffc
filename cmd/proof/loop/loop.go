// Package loop lets our desk and programs that answer mail write to each
// other, to see that no circle of automatic mail comes of it (reliability.md
// 2.5). Days pass in a moment: the clock moves from one event to the next.
package loop

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
	"permanence/daemon/config"
)

// trial is one pairing and what it may come to.
type trial struct {
	name      string
	hour, day int
	run       func(ctx context.Context, days int, settings func(*config.Config)) (result, error)
}

// trials are all pairings: each program where the firm knows it and where it
// does not, and two desks of ours.
func trials() (all []trial) {
	for _, m := range models {
		for s, name := range standings {
			if m.where != atSender && standing(s) != technical {
				continue
			}
			all = append(all, trial{m.name + ", " + name, m.hour, m.day, func(ctx context.Context, days int, settings func(*config.Config)) (result, error) {
				return pair(ctx, m, standing(s), days, settings)
			}})
		}
	}
	both := func(relay func() func([]byte) []byte) func(context.Context, int, func(*config.Config)) (result, error) {
		return func(ctx context.Context, days int, settings func(*config.Config)) (result, error) {
			return desks(ctx, relay, days, settings)
		}
	}
	return append(all, trial{"two desks", few, few, both(keepingRelay)},
		trial{"two desks, all marks taken off on the way", perHour, perDay, both(forgetfulRelay)})
}

// Loops is the figure: 24 hours of each pairing, a year in the long run.
func Loops(ctx context.Context, size figure.Size) (figure.Figure, error) {
	all := trials()
	return try(ctx, all, size.Of(1, 365), nil)
}

// try runs pairings, and counts what is over their limits.
func try(ctx context.Context, all []trial, days int, settings func(*config.Config)) (figure.Figure, error) {
	f := figure.Figure{Tried: len(all) * days * 24, Unit: "hours"}
	results := make([]result, len(all))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range all {
		group.Go(func() (err error) {
			if results[i], err = t.run(ctx, days, settings); err != nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return f, err
	}
	f.Outcomes, f.Trouble = count(all, results)
	return f, nil
}

// count makes the outcomes of the results.
func count(all []trial, results []result) (outcomes []figure.Outcome, trouble []string) {
	var quiet, wild result
	for i, r := range results {
		t := all[i]
		to := &quiet
		if t.day > few {
			to = &wild
		}
		to.hour, to.day = max(to.hour, r.hour), max(to.day, r.day)
		quiet.unknown += r.unknown
		quiet.lost = append(quiet.lost, r.lost...)
		if r.hour > t.hour || r.day > t.day || r.unknown > 0 || len(r.lost) > 0 {
			trouble = append(trouble, fmt.Sprintf("%s: %d automatic mails in an hour, %d in a day, %d to somebody unknown; lost: %q", t.name, r.hour, r.day, r.unknown, r.lost))
		}
	}
	return []figure.Outcome{figure.AtMost("day", quiet.day, few), figure.AtMost("endless-hour", wild.hour, perHour),
		figure.AtMost("endless-day", wild.day, perDay), figure.None("to-unknown", quiet.unknown), figure.None("lost", len(quiet.lost))}, trouble
}
