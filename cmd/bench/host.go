package main

import (
	"fmt"
	"os"
)

// host is what servers are started for (realmail.Host): it collects what is to
// be undone, and turns a failed start into an error.
type host struct{ undo []func() }

// failed is what a start that failed panics with; guard catches it.
type failed struct{ error }

// Helper does nothing: nobody reads lines of a test here.
func (h *host) Helper() {}

// Fatal ends the start of a server.
func (h *host) Fatal(args ...any) { panic(failed{fmt.Errorf("%s", fmt.Sprint(args...))}) }

// Fatalf ends the start of a server.
func (h *host) Fatalf(format string, args ...any) { panic(failed{fmt.Errorf(format, args...)}) }

// Cleanup adds what cleanUp does, the last first.
func (h *host) Cleanup(f func()) { h.undo = append(h.undo, f) }

// Setenv sets a variable for the rest of the program.
func (h *host) Setenv(key, value string) {
	if err := os.Setenv(key, value); err != nil {
		h.Fatal(err)
	}
}

func (h *host) cleanUp() {
	for len(h.undo) > 0 {
		last := h.undo[len(h.undo)-1]
		h.undo = h.undo[:len(h.undo)-1]
		last()
	}
}

// guard runs a start and gives the error that it ended with.
func (h *host) guard(start func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			f, ok := p.(failed)
			if !ok {
				panic(p)
			}
			err = f.error
		}
	}()
	start()
	return nil
}
