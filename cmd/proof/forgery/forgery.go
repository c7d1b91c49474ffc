// Package forgery tries to have false tokens believed: subject tokens, personal
// addresses, Message-IDs and loop values, guessed and made out of right ones.
package forgery

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
	"permanence/daemon/desk/ticket"
)

// The tries of a short and a long run.
const (
	shortTries = 1_000_000
	longTries  = 1_000_000_000
	// chunk is how many tries share a seed: what a person runs again.
	chunk = 100_000
)

// Tokens is the figure: so many false tokens against the code that reads them,
// and a sender who guesses through the whole desk (T01, T05, T14).
func Tokens(ctx context.Context, size figure.Size) (figure.Figure, error) {
	f := figure.Figure{Tried: size.Of(shortTries, longTries), Unit: "tokens"}
	accepted, err := tryAll(ctx, kinds, f.Tried)
	if err != nil {
		return f, err
	}
	g, err := guessThroughTheDesk(ctx)
	if err != nil {
		return f, err
	}
	f.Trouble = append(accepted, g.trouble...)
	f.Outcomes = []figure.Outcome{figure.None("accepted", len(accepted)), figure.None("let-in", g.letIn),
		figure.AtMost("before-the-breaker", g.beforeBreaker, maxGuesses)}
	return f, nil
}

// tryAll spreads the tries over kinds, seeds and processors, and describes each
// false token that was believed.
func tryAll(ctx context.Context, kinds []kind, tries int) (accepted []string, err error) {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	chunks := (tries + chunk - 1) / chunk
	found := make([][]string, chunks)
	for i := range chunks {
		group.Go(func() (err error) {
			found[i], err = tryChunk(ctx, kinds[i%len(kinds)], uint64(i), min(chunk, tries-i*chunk))
			return err
		})
	}
	err = group.Wait()
	for _, f := range found {
		accepted = append(accepted, f...)
	}
	return accepted, err
}

func tryChunk(ctx context.Context, k kind, seed uint64, tries int) (accepted []string, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	keys := ring()
	issued, honest, err := k.claims(keys)
	if err != nil {
		return nil, err
	}
	f := forger{r: rand.New(rand.NewPCG(seed, 0)), issued: issued, foreign: k.foreign(keys)}
	for range tries {
		token := f.forge()
		if claim, ok := k.read(keys, token); ok && !honest[claim] {
			accepted = append(accepted, fmt.Sprintf("%s %q was believed (seed %d)", k.name, token, seed))
		}
	}
	return accepted, nil
}

// foreign are tokens of other desks, and ones that were revoked. A kind that
// is not bound to a person has none of the latter.
func (k kind) foreign(keys ticket.Keys) (all []string) {
	for n := int64(1); n <= issuedOfEach; n++ {
		for _, other := range rings() {
			all = append(all, k.make(other, n, false))
		}
		if old := k.make(keys, n, true); old != k.make(keys, n, false) {
			all = append(all, old)
		}
	}
	return all
}
