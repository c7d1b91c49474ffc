// Package tenant shows that two clients on one desk never see or change
// anything of each other: random operations about one, and after each all rows
// of the other are what they were, and nothing that leaves for its people holds
// a word that is not theirs.
package tenant

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
)

const (
	// perTown is how many operations a town lives through: what a person runs
	// again to find a fault.
	perTown = 150
	// nightly is how often the schedule has its turn.
	nightly = 25

	shortTowns = 24
	longTowns  = 2000
)

// TwoClients is the figure.
func TwoClients(ctx context.Context, size figure.Size) (figure.Figure, error) {
	towns := size.Of(shortTowns, longTowns)
	f := figure.Figure{Tried: towns * perTown, Unit: "operations"}
	found := make([]finding, towns)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range towns {
		group.Go(func() (err error) {
			found[i], _, err = live(ctx, uint64(i+1), perTown, operations)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return f, err
	}
	var all finding
	for _, one := range found {
		all.changed, all.leaked, all.notes = all.changed+one.changed, all.leaked+one.leaked, all.notes+one.notes
		all.told += one.told
		f.Trouble = append(f.Trouble, one.trouble...)
	}
	f.Outcomes = []figure.Outcome{figure.None("changed", all.changed), figure.None("leaked", all.leaked), figure.None("notes", all.notes), figure.None("told", all.told)}
	return f, nil
}

// live lets a town live through so many operations.
func live(ctx context.Context, seed uint64, steps int, ops []operation) (_ finding, effects map[string]int, err error) {
	t, err := openTown(ctx, seed, nil)
	if err != nil {
		return finding{}, nil, err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	for step := range steps {
		if err := ctx.Err(); err != nil {
			return t.found, t.effects, err
		}
		if err := t.step(ctx, step, draw(ops, t.r.IntN)); err != nil {
			return t.found, t.effects, fmt.Errorf("seed %d, step %d, %s: %w", seed, step, t.now, err)
		}
	}
	t.now = "the end"
	t.clock.Pass(time.Hour)
	return t.found, t.effects, t.leave(ctx)
}

// step has something done about one client, and looks at the other.
func (t *town) step(ctx context.Context, step int, op operation) error {
	t.now = "the schedule"
	t.pass()
	if step%nightly == nightly-1 {
		t.clock.Pass(time.Duration(t.r.IntN(40)) * time.Hour)
		if err := t.desk.Turn(ctx); err != nil {
			return err
		}
	}
	if err := t.leave(ctx); err != nil {
		return err
	}
	acting := t.r.IntN(2)
	s, o := t.sides[acting], t.sides[1-acting]
	before, err := t.reg.sum(ctx, o.client)
	if err != nil {
		return err
	}
	t.now = op.name
	if err := op.do(ctx, t, s, o); err != nil {
		return err
	}
	after, err := t.reg.sum(ctx, o.client)
	if err != nil {
		return err
	}
	if tables := before.changed(after); len(tables) > 0 {
		t.found.changed++
		t.note("step %d, about %s, changed rows of %s: %s; the last mail became %s %s (%s) on ticket %d", step, s.name, o.name, strings.Join(tables, ", "),
			t.last.Disposition, t.last.Reason, t.last.Rule, t.last.TicketNumber)
	}
	return nil
}
