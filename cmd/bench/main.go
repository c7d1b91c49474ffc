// Command bench measures Permanence on a support mailbox of a thousand mails,
// and beside it, in turn, what the machine can do at best. docs/bench.md says
// what each figure means.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// options are the flags.
type options struct {
	rounds   int
	count    int // mails in the box
	warm     int // of these, not counted
	clients  int
	seed     int
	singles  int           // mails delivered one by one
	idle     time.Duration // how long an idle daemon is watched
	program  string        // a permanence that is built already
	dir      string        // where the box and the data are made
	keep     bool          // leave them there
	progress bool
}

func flags() options {
	var o options
	flag.IntVar(&o.rounds, "rounds", 5, "rounds, product and floor in turn; medians are printed")
	flag.IntVar(&o.count, "count", 1050, "mails in the box")
	flag.IntVar(&o.warm, "warm", 50, "how many of them come first and are not counted")
	flag.IntVar(&o.clients, "clients", 60, "clients in the box; at least a twentieth of the mails")
	flag.IntVar(&o.seed, "seed", 7, "the same seed gives the same box")
	flag.IntVar(&o.singles, "singles", 20, "mails delivered one by one, to time the acknowledgement")
	flag.DurationVar(&o.idle, "idle", 8*time.Second, "how long an idle daemon is watched")
	flag.StringVar(&o.program, "program", "", "measure this permanence (default: build ./cmd/permanence)")
	flag.StringVar(&o.dir, "dir", "", "make the box and the data in this folder (default: a temporary one); its disk is what is measured")
	flag.BoolVar(&o.keep, "keep", false, "leave the folder there")
	flag.BoolVar(&o.progress, "v", true, "say on stderr what is going on")
	flag.Parse()
	return o
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	met, err := run(ctx, flags())
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
	}
	if err != nil || !met {
		os.Exit(1)
	}
}

// run measures and prints; met is false where a limit was missed.
func run(ctx context.Context, o options) (met bool, err error) {
	b, err := prepare(ctx, o)
	if err != nil {
		return false, errors.Join(err, b.close())
	}
	for n := 1; n <= o.rounds && err == nil; n++ {
		if err = b.round(ctx, n); err != nil {
			err = fmt.Errorf("round %d: %w", n, err)
		}
	}
	met = b.figures.print(os.Stdout)
	return met, errors.Join(err, b.close())
}
