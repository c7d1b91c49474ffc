package main

import (
	"fmt"
	"io"
	"slices"
)

// bound says on which side of its limit a figure must be.
type bound int

const (
	shown   bound = iota // no limit: it is there to be read
	atLeast              //
	atMost               //
)

// row is one line of what is printed.
type row struct {
	name, unit string
	bound      bound
	limit      float64
	worst      bool // the worst round counts, not the median
}

// rows are the figures in the order in which they are printed, with the limits
// that the project has set itself.
var rows = []row{
	{name: "intake", unit: "mails/s", bound: atLeast, limit: 300},
	{name: "intake_share_of_loop", unit: "ratio", bound: atLeast, limit: 0.4},
	{name: "decided", unit: "mails/s"},
	{name: "cpu_per_mail", unit: "ms", bound: atMost, limit: 5},
	{name: "memory_idle", unit: "MB", bound: atMost, limit: 60},
	{name: "memory_peak", unit: "MB", bound: atMost, limit: 150},
	{name: "memory_after", unit: "MB"},
	{name: "disk_per_raw", unit: "bytes/byte", bound: atMost, limit: 0.8},
	{name: "disk_per_raw_running", unit: "bytes/byte"},
	{name: "acknowledged", unit: "s", bound: atMost, limit: 1},
	{name: "acknowledged_slowest", unit: "s", bound: atMost, limit: 1},
	{name: "ready", unit: "s", bound: atMost, limit: 0.5},
	{name: "ready_full", unit: "s", bound: atMost, limit: 0.5},
	{name: "poll_cpu_few", unit: "ms/s"},
	{name: "poll_cpu_many", unit: "ms/s"},
	{name: "poll_growth", unit: "ratio", bound: atMost, limit: 1.3},
	{name: "undecided", unit: "mails", bound: atMost, worst: true},
	{name: "misjudged", unit: "mails", bound: atMost, worst: true},
	{name: "altered", unit: "mails", bound: atMost, worst: true},
	{name: "missing", unit: "mails", bound: atMost, worst: true},
	{name: "unacknowledged", unit: "tickets", bound: atMost, worst: true},
	{name: "answers_misplaced", unit: "mails", bound: atMost, worst: true},
	{name: "read_share_of_library", unit: "ratio", bound: atLeast, limit: 0.6},
	{name: "parse_share_of_library", unit: "ratio", bound: atLeast, limit: 0.4},
	{name: "parse_hostile", unit: "s", bound: atMost, limit: 1, worst: true},
	{name: "parse_memory", unit: "bytes/byte", bound: atMost, limit: 8, worst: true},
	{name: "answers", unit: "mails/s"},
	{name: "letters", unit: "letters"},
	{name: "read_library", unit: "mails/s"},
	{name: "floor_loop", unit: "mails/s"},
	{name: "floor_packed_rows", unit: "mails/s"},
	{name: "floor_fetch", unit: "mails/s"},
	{name: "floor_letters", unit: "letters/s"},
	{name: "intake_share_of_rows", unit: "ratio"},
}

// figures collects the values of all rounds by name.
type figures map[string][]float64

func (f figures) add(name string, value float64) { f[name] = append(f[name], value) }

// last is the value of this round.
func (f figures) last(name string) float64 {
	v := f[name]
	if len(v) == 0 {
		return 0
	}
	return v[len(v)-1]
}

// print writes one figure a line, `name value unit limit ratio`, and says
// whether every limit was met. A figure that was not measured misses its
// limit.
func (f figures) print(w io.Writer) (met bool) {
	met = true
	for _, r := range rows {
		line, ok := r.line(f[r.name])
		met = met && ok
		fmt.Fprintln(w, line)
	}
	return met
}

// line is a row's line. The ratio says how far the value is on the right side
// of its limit: 1 or more is met.
func (r row) line(values []float64) (line string, met bool) {
	if len(values) == 0 {
		return fmt.Sprintf("%s - %s %s - short", r.name, r.unit, r.limitText()), r.bound == shown
	}
	value := median(values)
	if r.worst {
		value = slices.Max(values)
	}
	if r.bound == shown {
		return fmt.Sprintf("%s %s %s - -", r.name, number(value), r.unit), true
	}
	ratio := r.ratio(value)
	line = fmt.Sprintf("%s %s %s %s %.2f", r.name, number(value), r.unit, r.limitText(), ratio)
	if ratio < 1 {
		line += " short"
	}
	return line, ratio >= 1
}

func (r row) limitText() string {
	if r.bound == shown {
		return "-"
	}
	return number(r.limit)
}

func (r row) ratio(value float64) float64 {
	switch {
	case r.bound == atLeast:
		return value / r.limit
	case value <= 0:
		return 1
	}
	return r.limit / value
}

// number writes a figure with as many digits as it can be trusted for.
func number(v float64) string {
	switch {
	case v == float64(int64(v)), v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(values))
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}
