package reply

import (
	"sort"
	"strings"
)

// Kinds of marks, as Mark.Kind names them.
const (
	markQuotation    = "quotation"     // earlier mail
	markIntroduction = "introduction"  // the line above it
	markForward      = "forward"       // a mail that is passed on
	markIndented     = "indented"      // a quotation or an indentation
	markIndentedLast = "indented last" // the same, with nothing below in the element around it
	markSignature    = "signature"     // what a program puts below the text
)

const (
	forwardWithin = 8  // lines of a container that may name it a forwarded mail
	headerWithin  = 3  // lines of a container in which the header of the earlier mail begins
	markedAbove   = 4  // lines above an indented block that may introduce it
	markedLines   = 30 // lines of a marked signature; more hold text
)

// marked is a mark in whole lines.
type marked struct {
	from, to   int
	kind, name string
	introduced bool // its first lines introduce earlier mail
}

// readMarks finds the lines of the marks. Those of earlier mail count as quoted
// like lines with a > before them, so that all rules see where it ends.
func (c *cutter) readMarks(marks []Mark) {
	if len(marks) == 0 {
		return
	}
	starts := c.lineStarts()
	for _, m := range marks {
		if l := c.linesOf(m, starts); l.from < l.to {
			c.marks = append(c.marks, l)
		}
	}
	sort.SliceStable(c.marks, func(i, j int) bool { return c.marks[i].from < c.marks[j].from })
	for i := range c.marks {
		c.readMark(&c.marks[i])
	}
}

// lineStarts are the bytes at which lines begin, and the one at which the next
// would.
func (c *cutter) lineStarts() []int {
	starts := make([]int, len(c.lines)+1)
	for i := range c.lines {
		starts[i+1] = starts[i] + len(c.lines[i].raw) + 1
	}
	return starts
}

// linesOf leaves out lines that the mark shares with other text.
func (c *cutter) linesOf(m Mark, starts []int) marked {
	from := sort.SearchInts(starts, m.From+1) - 1
	to := sort.SearchInts(starts, m.To)
	if from < 0 || m.From >= m.To || from >= len(c.lines) || to > len(c.lines) {
		return marked{}
	}
	if last := c.lines[to-1].raw; strings.TrimSpace(last[min(len(last), m.To-starts[to-1]):]) != "" {
		to--
	}
	if strings.Trim(c.lines[from].raw[:m.From-starts[from]], " >-|") != "" {
		from++
	}
	return marked{from: from, to: to, kind: m.Kind, name: m.Name}
}

func (c *cutter) readMark(m *marked) {
	switch m.kind {
	case markQuotation:
		if rule := c.forwardWithin(m); rule != "" {
			m.kind, m.name = markForward, rule
			return
		}
		m.introduced = c.introducesWithin(m)
		c.setQuoted(m)
	case markIndented, markIndentedLast:
		m.from = nextText(c.lines[:m.to], m.from)
		if m.from == m.to || c.lines[m.from].quoted {
			return // in a quotation already
		}
		c.quoteIndented(m)
		if c.isIntroduced(m) {
			m.kind = markQuotation
			c.setQuoted(m)
		}
	}
}

// forwardWithin gives the rule by which the first lines of a container name it a
// forwarded mail.
func (c *cutter) forwardWithin(m *marked) string {
	for j := m.from; j < min(m.from+forwardWithin, m.to); j++ {
		if p := c.forwardMarker(j); p != nil {
			return p.rule
		}
	}
	return ""
}

// introducesWithin tells whether the first lines of a mark introduce earlier
// mail by their words.
func (c *cutter) introducesWithin(m *marked) bool {
	for j := m.from; j < min(m.from+headerWithin, m.to); j++ {
		if c.lines[j].blank {
			continue
		}
		if end, _ := c.attributionAt(j); end > 0 {
			return true
		}
		if end, _ := c.separatorAt(j); end > 0 || c.headerBlockAt(j, j > m.from) > 0 || c.columnsAt(j) > 0 {
			return true
		}
	}
	return false
}

func (c *cutter) setQuoted(m *marked) {
	for j := m.from; j < m.to; j++ {
		c.lines[j].quoted = !c.lines[j].blank
	}
}

// quoteIndented sees the quotation marks in an indented block.
func (c *cutter) quoteIndented(m *marked) {
	for j := m.from; j < m.to; j++ {
		if strings.HasPrefix(strings.TrimLeft(c.lines[j].text, " "), ">") {
			c.lines[j].quoted = true
		}
	}
}

// isIntroduced tells whether an indented block is a quotation: an introduction
// begins it or stands right above it, or it ends what an answer says. A line
// that ends with a colon announces what the sender indents.
func (c *cutter) isIntroduced(m *marked) bool {
	if end, _ := c.attributionAt(m.from); end > 0 && end < m.to {
		return true
	}
	above := lastText(c.lines, m.from)
	if above < 0 {
		return false
	}
	first := &c.lines[m.from]
	before := first.quoted
	first.quoted = true
	for j := above; j >= 0 && j > above-markedAbove; j-- {
		if end, _ := c.attributionAt(j); end == above+1 {
			return true
		}
	}
	first.quoted = before
	for _, o := range c.marks {
		if o.kind == markIntroduction && o.to == above+1 {
			return true
		}
	}
	return m.kind == markIndentedLast && c.answer && !strings.HasSuffix(strings.TrimSpace(c.lines[above].text), ":")
}
