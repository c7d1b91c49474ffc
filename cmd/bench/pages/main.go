// Command pages measures how long the server takes for each page on a desk that
// cmd/house made, while mail comes in. It prints three figures a page, `name
// value unit limit ratio`: the median, what one request in a hundred passes, and
// the compressed size.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/testhouse"
)

// The limits: of the time in milliseconds, of the size in kilobytes.
const (
	limitHalf    = 10.0
	limitHundred = 50.0
	limitSize    = 60.0
)

// The people of cmd/house who look at pages.
const (
	agent   = "agent1@desk.example"
	contact = "p1@client1.example"
)

func main() {
	dir := flag.String("dir", "", "a data directory made by cmd/house; mail is added to it")
	requests := flag.Int("requests", 200, "requests a page")
	mails := flag.Int("mails", 50, "mails a second that come in meanwhile")
	now := flag.String("now", "2026-11-25T10:00:00Z", "the moment to begin at: the -until of cmd/house")
	flag.Parse()
	met, err := run(context.Background(), *dir, *now, *requests, *mails)
	if err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
	}
	if err != nil || !met {
		os.Exit(1)
	}
}

func run(ctx context.Context, dir, now string, requests, mails int) (met bool, err error) {
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(dir); err != nil {
		return false, fmt.Errorf("%w: make a desk with cmd/house and name it with -dir", err)
	}
	h, err := testhouse.Open(ctx, dir, testhouse.Options{Moment: at, Pages: true, Hold: time.Minute, Prepare: prepare})
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	us, them, err := visitors(h)
	if err != nil {
		return false, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	rain := pour(ctx, h, mails)
	all, err := cases(ctx, h.Desk)
	if err != nil {
		return false, err
	}
	met = true
	for _, c := range all {
		who := us
		if c.contact {
			who = them
		}
		ok, err := c.measure(who, requests)
		if err != nil {
			return false, fmt.Errorf("%s: %w", c.name, err)
		}
		met = met && ok
	}
	stop()
	sent := <-rain
	fmt.Printf("mails_meanwhile %d mails\n", sent)
	return met, nil
}

// prepare lets the people of the desk sign in, and adds the sample firm's
// clients, whose mail comes in.
func prepare(ctx context.Context, d *desk.Desk) error {
	for _, address := range []string{agent, contact} {
		if err := d.SetPassword(ctx, address, testhouse.Password(address), "bench"); err != nil {
			return fmt.Errorf("password of %s: %w", address, err)
		}
	}
	return addWriter(ctx, d)
}

func visitors(h *testhouse.House) (us, them *testhouse.Browser, err error) {
	if us, err = h.Visit(agent); err != nil {
		return nil, nil, err
	}
	them, err = h.Visit(contact)
	return us, them, err
}

// line prints a figure.
func line(name string, value float64, unit string, limit float64) bool {
	fmt.Printf("%s %.1f %s %.0f %.2f\n", name, value, unit, limit, value/limit)
	return value <= limit
}

// half and hundred are the median, and what one in a hundred passes.
func half(sorted []time.Duration) float64 { return milliseconds(sorted[len(sorted)/2]) }

func hundred(sorted []time.Duration) float64 {
	return milliseconds(sorted[min(len(sorted)-1, len(sorted)*99/100)])
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func sorted(all []time.Duration) []time.Duration {
	slices.Sort(all)
	return all
}
