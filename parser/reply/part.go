package reply

import "strings"

// Part says what a line of a mail's text is.
type Part byte

// The parts. New, kept and forwarded lines are the reply; introduction and
// quoted ones are history.
const (
	PartNew Part = iota
	PartKept
	PartForwarded
	PartIntroduction
	PartQuoted
	PartSignature
)

var partNames = [...]string{
	PartNew: "new", PartKept: "quoted, kept", PartForwarded: "forwarded",
	PartIntroduction: "introduction", PartQuoted: "quoted", PartSignature: "signature",
}

// String is the part's name.
func (p Part) String() string { return partNames[p] }

// history tells what is cut off as earlier mail.
func (p Part) history() bool { return p == PartIntroduction || p == PartQuoted }

// join makes a text of the lines of some parts. It has no blank lines at its
// ends and one between others; where something was cut out, one stands for it.
func (c *cutter) join(parts ...Part) string {
	var wanted [len(partNames)]bool
	for _, p := range parts {
		wanted[p] = true
	}
	var out strings.Builder
	gap := false
	for i := range c.lines {
		if !wanted[c.parts[i]] {
			gap = gap || !c.lines[i].blank && wanted[PartNew]
			continue
		}
		if c.lines[i].blank {
			gap = true
			continue
		}
		if out.Len() > 0 && !(c.follows(i) && wanted[c.parts[i-1]]) {
			out.WriteByte('\n')
			if gap {
				out.WriteByte('\n')
			}
		}
		gap = false
		out.WriteString(c.written(i, wanted[:]))
	}
	return out.String()
}

// follows tells whether a line is the rest of the one above it, and to be read
// with it.
func (c *cutter) follows(i int) bool {
	return i < len(c.lines) && c.lines[i].tail && !c.lines[i].blank && (c.parts[i-1] == PartIntroduction) == (c.parts[i] == PartIntroduction)
}

// written is a line as it stands in the result: its end without blanks, unless
// the rest of it follows.
func (c *cutter) written(i int, wanted []bool) string {
	if c.follows(i+1) && wanted[c.parts[i+1]] {
		return c.lines[i].raw
	}
	return strings.TrimRight(c.lines[i].raw, " \t\u00a0")
}
