package intake

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
)

// perHouse is how many mails a house gets before another one is opened: days
// pass otherwise, and the canary's team goes home.
const perHouse = 250

// Fuzz is the figure: mails at random, and mails of the sample people that were
// changed a little, each with a canary behind it. In the long run it also runs
// every fuzz target of the repository for a while.
func Fuzz(ctx context.Context, size figure.Size) (figure.Figure, error) {
	t := tally{counts: map[string]int{}}
	houses := size.Of(12, 4000)
	f := figure.Figure{Tried: houses * perHouse, Unit: "mails"}
	if err := t.run(ctx, houses); err != nil {
		return f, err
	}
	f.Outcomes = append(f.Outcomes, figure.All(letIn, t.counts[letIn], f.Tried/8))
	for _, kind := range kinds {
		f.Outcomes = append(f.Outcomes, figure.None(kind, t.counts[kind]))
	}
	f.Trouble = t.trouble
	if size == figure.Long {
		return f, targets(ctx, &f)
	}
	return f, nil
}

// letIn counts the mails that came past the door: a fuzzer that never gets
// there shows little.
const letIn = "let-in"

// tally counts what was found.
type tally struct {
	mu      sync.Mutex
	counts  map[string]int
	trouble []string
}

func (t *tally) run(ctx context.Context, houses int) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for seed := range houses {
		g.Go(func() error {
			if err := t.house(ctx, uint64(seed)); err != nil {
				return fmt.Errorf("house %d: %w", seed, err)
			}
			return nil
		})
	}
	return g.Wait()
}

// house plays the mails of one seed.
func (t *tally) house(ctx context.Context, seed uint64) (err error) {
	h, err := openHouse(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range perHouse {
		name, raw := h.wild(r)
		x, err := h.play(ctx, raw)
		if err != nil {
			return fmt.Errorf("mail %d: %w", i, err)
		}
		found, err := h.judge(ctx, x)
		if err != nil {
			return fmt.Errorf("mail %d: %w", i, err)
		}
		t.add(fmt.Sprintf("house %d, mail %d, %s", seed, i, name), x, found)
		if x.stuck != nil {
			return nil // what is behind it says nothing any more
		}
	}
	return nil
}

func (t *tally) add(name string, x try, found []finding) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if x.fate.TicketNumber != 0 {
		t.counts[letIn]++
	}
	for _, f := range found {
		t.counts[f.kind]++
		t.trouble = append(t.trouble, fmt.Sprintf("%s: %s: %s; its bytes are in %s", f.kind, name, f.text, set(x.raw)))
	}
}

// set puts the bytes of a mail aside, for whoever looks for the fault.
func set(raw []byte) string {
	dir, err := os.MkdirTemp("", "permanence-fuzz-")
	if err != nil {
		return err.Error()
	}
	path := filepath.Join(dir, "mail.eml")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		return err.Error()
	}
	return path
}
