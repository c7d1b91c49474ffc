// Package figure is one figure of the reliability scoreboard: what was tried,
// how often, and what came of it.
package figure

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Size says how much is tried.
type Size int

// Short is what `make proof` and `make test` run, Long is `make proof-long`.
const (
	Short Size = iota
	Long
)

// Of gives the count for a size.
func (s Size) Of(short, long int) int {
	if s == Long {
		return long
	}
	return short
}

// Outcome is something that was counted, and the most or the least that is
// right.
type Outcome struct {
	Name    string
	Value   int
	Limit   int
	AtLeast bool // Limit is the least that is right, not the most
}

// None is an outcome that must not happen.
func None(name string, value int) Outcome { return Outcome{Name: name, Value: value} }

// AtMost is an outcome that may happen so often.
func AtMost(name string, value, limit int) Outcome {
	return Outcome{Name: name, Value: value, Limit: limit}
}

// All is an outcome that must be there each of limit times.
func All(name string, value, limit int) Outcome {
	return Outcome{Name: name, Value: value, Limit: limit, AtLeast: true}
}

func (o Outcome) ok() bool {
	if o.AtLeast {
		return o.Value >= o.Limit
	}
	return o.Value <= o.Limit
}

// String is name and value, with the limit where it is missed or not 0.
func (o Outcome) String() string {
	switch {
	case o.AtLeast:
		return fmt.Sprintf("%s %d of %d", o.Name, o.Value, o.Limit)
	case o.Limit > 0:
		return fmt.Sprintf("%s %d at most %d", o.Name, o.Value, o.Limit)
	}
	return fmt.Sprintf("%s %d", o.Name, o.Value)
}

// Figure is what one proof came to.
type Figure struct {
	Tried    int
	Unit     string // of Tried: cycles, cases, bytes
	Outcomes []Outcome
	// Trouble says, in a line each, what a person must know to find what went
	// wrong again: the case, the seed, the step.
	Trouble []string
}

// Met tells whether something was tried and every outcome is as it must be.
func (f Figure) Met() bool {
	for _, o := range f.Outcomes {
		if !o.ok() {
			return false
		}
	}
	return f.Tried > 0 && len(f.Outcomes) > 0
}

// Line is the figure as it is printed: `kill 1500 cycles lost 0 duplicate 0 ok`.
func (f Figure) Line(name string) string {
	words := []string{name, fmt.Sprint(f.Tried), f.Unit}
	for _, o := range f.Outcomes {
		words = append(words, o.String())
	}
	end := "ok"
	if !f.Met() {
		end = "short"
	}
	return strings.Join(append(words, end), " ")
}

// maxTrouble is how many lines of trouble are printed.
const maxTrouble = 20

// Print writes the line, and behind it the time it took and what went wrong
// for whoever watches.
func (f Figure) Print(out, watch io.Writer, name string, took time.Duration) {
	fmt.Fprintln(out, f.Line(name))
	fmt.Fprintf(watch, "  %s took %s\n", name, took.Round(100*time.Millisecond))
	for i, line := range f.Trouble {
		if i == maxTrouble {
			fmt.Fprintf(watch, "  and %d more\n", len(f.Trouble)-i)
			break
		}
		fmt.Fprintln(watch, "  "+line)
	}
}

// Add adds what another room tried for the same figure: what is named alike
// counts as one.
func (f *Figure) Add(other Figure) {
	f.Tried, f.Unit, f.Trouble = f.Tried+other.Tried, other.Unit, append(f.Trouble, other.Trouble...)
	for _, o := range other.Outcomes {
		i := slices.IndexFunc(f.Outcomes, func(have Outcome) bool { return have.Name == o.Name && have.AtLeast == o.AtLeast })
		if i < 0 {
			f.Outcomes = append(f.Outcomes, o)
			continue
		}
		f.Outcomes[i].Value += o.Value
		f.Outcomes[i].Limit += o.Limit
	}
}
