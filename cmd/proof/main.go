// Command proof shows what Permanence promises: it tries to make it lose mail,
// do a thing twice or let somebody in, and prints one figure a line.
// docs/reliability.md says what each figure means.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"permanence/cmd/proof/figure"
)

func main() {
	long := flag.Bool("long", false, "the long run: hours, not minutes")
	only := flag.String("only", "", "run these figures alone, names with commas between")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	size := figure.Short
	if *long {
		size = figure.Long
	}
	met, err := run(ctx, size, *only, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "proof:", err)
	}
	if err != nil || !met {
		os.Exit(1)
	}
}

// run prints the figures that only names, all where it is empty; met is false
// where one is short or could not be had.
func run(ctx context.Context, size figure.Size, only string, out, watch io.Writer) (met bool, err error) {
	chosen, err := choose(only)
	if err != nil {
		return false, err
	}
	met = true
	for _, p := range chosen {
		start := time.Now()
		f, err := p.show(ctx, size)
		if err != nil {
			f.Trouble = append(f.Trouble, err.Error())
			f.Outcomes = append(f.Outcomes, figure.None("failed", 1))
		}
		f.Print(out, watch, p.name, time.Since(start))
		met = met && f.Met()
		if ctx.Err() != nil {
			return false, errors.New("stopped before all figures were there")
		}
	}
	return met, nil
}

// choose gives the proofs that are named.
func choose(only string) (chosen []proof, err error) {
	if only == "" {
		return proofs, nil
	}
	for name := range strings.SplitSeq(only, ",") {
		found := false
		for _, p := range proofs {
			if p.name == name {
				chosen, found = append(chosen, p), true
			}
		}
		if !found {
			return nil, fmt.Errorf("there is no figure %q: docs/reliability.md names them", name)
		}
	}
	return chosen, nil
}
