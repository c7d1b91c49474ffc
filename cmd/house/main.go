// Command house makes the data directory of a large desk, to measure pages and
// search on: years of tickets of many clients, with exchanges, files, time and
// ledgers. The same flags make the same desk. Nothing goes by mail: rows are
// written by the store, in large transactions.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"time"

	"permanence/daemon/store"
)

// options are the flags.
type options struct {
	dir                         string
	tickets, exchanges, clients int
	years                       int
	seed                        uint64
	until                       time.Time
}

func flags() (o options, err error) {
	var until string
	flag.StringVar(&o.dir, "dir", "", "the data directory, which must be new")
	flag.IntVar(&o.tickets, "tickets", 100_000, "tickets")
	flag.IntVar(&o.exchanges, "exchanges", 1_000_000, "exchanges in all, about")
	flag.IntVar(&o.clients, "clients", 300, "clients; the first ones write the most")
	flag.IntVar(&o.years, "years", 3, "how many years the tickets are spread over")
	flag.Uint64Var(&o.seed, "seed", 7, "the same seed makes the same desk")
	flag.StringVar(&until, "until", "2026-11-25T10:00:00Z", "the moment of the last exchange")
	flag.Parse()
	if o.dir == "" {
		return o, errors.New("name the data directory with -dir")
	}
	o.until, err = time.Parse(time.RFC3339, until)
	return o, err
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	o, err := flags()
	if err == nil {
		err = build(ctx, o)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "house:", err)
		os.Exit(1)
	}
}

// house is the desk while it is made.
type house struct {
	options
	s       *store.Store
	r       *rand.Rand
	words   map[string]*language
	firms   []firm
	crew    []member
	average float64 // exchanges of a ticket
}

func build(ctx context.Context, o options) (err error) {
	if _, err := os.Stat(o.dir); err == nil {
		return fmt.Errorf("%s is there already", o.dir)
	}
	h := &house{options: o, r: rand.New(rand.NewPCG(o.seed, o.seed)), average: float64(o.exchanges) / float64(o.tickets)}
	h.words = map[string]*language{"fr": newLanguage(h.r, french, frenchParts), "en": newLanguage(h.r, english, englishParts)}
	if h.s, err = store.Open(o.dir, store.Options{Now: func() time.Time { return o.until }}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.s.Close()) }()
	if err := h.s.Write(ctx, h.people); err != nil {
		return fmt.Errorf("adding people: %w", err)
	}
	const together = 200
	for from := 0; from < o.tickets && ctx.Err() == nil; from += together {
		to := min(from+together, o.tickets)
		if err := h.s.Write(ctx, func(tx *store.Tx) error { return h.tickets(tx, from, to) }); err != nil {
			return fmt.Errorf("adding tickets: %w", err)
		}
		if to%(50*together) == 0 {
			fmt.Fprintf(os.Stderr, "%d tickets\n", to)
		}
	}
	for i := range h.firms {
		if err := h.s.Write(ctx, func(tx *store.Tx) error { return h.ledger(tx, &h.firms[i]) }); err != nil {
			return fmt.Errorf("writing the ledger of %s: %w", h.firms[i].Name, err)
		}
	}
	return ctx.Err()
}
