package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with the settings.
type Problem struct {
	File string // settings file, or "" when it came from elsewhere
	Line int    // from 1; 0 when no line is at fault
	Key  string // section.key, or the name of a variable, a credential, a flag
	Says string // what is wrong, and what would be right
}

// String gives file:line: key: sentence.
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
		}
		b.WriteString(": ")
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	return b.String() + p.Says
}

// Problems is the error of [Load]: all that is wrong, in the file's order.
type Problems []Problem

// Error gives one problem a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(a.rank(), b.rank()) })
	return ps
}

// rank puts what has no line after what has one.
func (p Problem) rank() int {
	if p.Line == 0 {
		return 1 << 30
	}
	return p.Line
}
