package attack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

const (
	atOnce     = 2  // houses that are open at the same time
	perHouse   = 90 // variants for which a house is opened
	perCanary  = 2  // variants that share a canary where nothing goes wrong
	maxTrouble = 50 // findings that are kept
)

// result is what came of many tries.
type result struct {
	mu       sync.Mutex
	cases    map[string]bool
	variants int
	counts   map[string]int
	trouble  []string
	alone    sync.RWMutex
}

// run tries variants, each in a house with its settings.
func run(ctx context.Context, tries []try) (*result, error) {
	r := &result{cases: map[string]bool{}, counts: map[string]int{}}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for _, share := range shares(tries) {
		g.Go(func() error { return r.run(ctx, share) })
	}
	return r, g.Wait()
}

// triesOf lists the variants of cases.
func triesOf(cases []Case) (all []try) {
	for _, c := range cases {
		for _, v := range c.Variants {
			all = append(all, try{c: c, v: v})
		}
	}
	return all
}

// shares parts tries by the house that they need, and in portions.
func shares(tries []try) (parts [][]try) {
	by := map[string][]try{}
	for _, t := range tries {
		by[t.house()] = append(by[t.house()], t)
	}
	for _, all := range by {
		parts = append(parts, slices.Collect(slices.Chunk(all, perHouse))...)
	}
	slices.SortFunc(parts, func(a, b []try) int { return len(b) - len(a) }) // the long ones first
	return parts
}

// run plays a share in one house. A house in which a mail was lost is left for
// a new one: nothing that it says afterwards could be believed.
func (r *result) run(ctx context.Context, tries []try) (err error) {
	var s *Stage
	leave := func() {
		if s != nil {
			err = errors.Join(err, s.close())
			s = nil
		}
	}
	defer func() { leave() }()
	since := 0
	for i, t := range tries {
		if s == nil {
			if s, err = openStage(ctx, t.house()); err != nil {
				return err
			}
			s.alone = &r.alone
		}
		found, err := s.play(ctx, t)
		since++
		if err == nil && (len(found) > 0 || since >= perCanary || i == len(tries)-1) {
			var more []finding
			more, err = s.canary(ctx, t.name())
			found, since = append(found, more...), 0
		}
		r.add(t, found)
		switch {
		case errors.Is(err, errLost):
			leave()
		case err != nil:
			return err
		}
	}
	return nil
}

func (r *result) add(t try, found []finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cases[t.c.ID] = true
	r.variants++
	for _, f := range found {
		r.counts[f.kind]++
		if len(r.trouble) < maxTrouble {
			r.trouble = append(r.trouble, fmt.Sprintf("%s: %s", f.kind, f.text))
		}
	}
}
