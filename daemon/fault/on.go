//go:build fault

package fault

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// Enabled says whether points can be armed: built with the tag.
const Enabled = true

// ErrArmed is in the error that an armed point returns.
var ErrArmed = errors.New("a fail point")

// spot is the state of a point.
type spot struct {
	hits  atomic.Int64
	armed atomic.Pointer[charge]
}

type charge struct {
	action Action
	nth    int64         // counted in hits since the start of the process
	gone   chan struct{} // closed when it is disarmed
}

// spots are the states of all points; the environment is read at the first use.
var spots = sync.OnceValue(func() map[string]*spot {
	all := map[string]*spot{}
	for _, p := range points {
		all[p.Name] = &spot{}
	}
	if spec := os.Getenv(Environment); spec != "" {
		if _, err := arm(all, spec); err != nil {
			panic(fmt.Sprintf("%s: %v", Environment, err))
		}
	}
	return all
})

// At is a point: nil unless it is armed. A name that is not in the table is a
// mistake in the program.
func At(name string) error {
	s := spots()[name]
	if s == nil {
		panic(fmt.Sprintf("fault: there is no point %q", name))
	}
	hit := s.hits.Add(1)
	c := s.armed.Load()
	if c == nil || hit != c.nth {
		return nil
	}
	return c.fire(name)
}

func (c *charge) fire(name string) error {
	fmt.Fprintf(os.Stderr, "%s%s %s\n", fired, name, c.action)
	switch c.action {
	case Kill:
		if p, err := os.FindProcess(os.Getpid()); err != nil || p.Kill() != nil {
			panic("fault: this process cannot be killed")
		}
		select {} // the signal is on its way
	case Panic:
		panic("fault: at " + name)
	case Hang:
		<-c.gone
		return nil
	}
	return fmt.Errorf("%w: at %s", ErrArmed, name)
}

// Arm arms points in this process, in the form of Environment; n counts from
// now. disarm ends it, and what hangs at one of them then goes on.
func Arm(spec string) (disarm func(), err error) { return arm(spots(), spec) }

func arm(all map[string]*spot, spec string) (disarm func(), err error) {
	gone := make(chan struct{})
	var set []*spot
	disarm = sync.OnceFunc(func() {
		for _, s := range set {
			s.armed.Store(nil)
		}
		close(gone)
	})
	for one := range strings.SplitSeq(spec, ",") {
		s, c, err := parse(all, one)
		if err != nil {
			disarm()
			return nil, err
		}
		c.nth, c.gone = c.nth+s.hits.Load(), gone
		s.armed.Store(c)
		set = append(set, s)
	}
	return disarm, nil
}

func parse(all map[string]*spot, spec string) (*spot, *charge, error) {
	words := strings.Split(spec, ":")
	if len(words) < 2 || len(words) > 3 || all[words[0]] == nil {
		return nil, nil, fmt.Errorf("%q is not point:action or point:action:n of a known point", spec)
	}
	c := &charge{action: Action(words[1]), nth: 1}
	if !slices.Contains(Actions(), c.action) {
		return nil, nil, fmt.Errorf("%q: there is no action %q", spec, words[1])
	}
	if len(words) == 3 {
		n, err := strconv.ParseInt(words[2], 10, 64)
		if err != nil || n < 1 {
			return nil, nil, fmt.Errorf("%q: %q is not a count from 1 on", spec, words[2])
		}
		c.nth = n
	}
	return all[words[0]], c, nil
}

// Hits is how often a point was reached in this process.
func Hits(name string) int64 { return spots()[name].hits.Load() }
