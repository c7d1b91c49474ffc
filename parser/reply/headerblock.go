package reply

import "strings"

// label is a field of the header that mail programs copy above earlier mail.
type label byte

const (
	labelNone label = iota
	labelFrom
	labelSent // when it was sent
	labelDate // a date, perhaps of something else
	labelTo
	labelSubject
	labelOther
)

const (
	labelMaxLength   = 40 // bytes of a label
	headerBlockLines = 16 // lines of a block, wrapped ones included
)

// lineLabel gives the label that a line begins with, and its value. Programs
// write labels large; small ones count before a French colon, not in YAML.
func (x *index) lineLabel(s string) (label, string) {
	s = strings.TrimLeft(s, " \t*_>|\u00a0\u200e\u200f")
	colon, width := strings.IndexByte(s[:min(len(s), labelMaxLength+2)], ':'), 1
	if wide := strings.Index(s[:min(len(s), labelMaxLength+2)], "："); wide >= 0 && (colon < 0 || wide < colon) {
		colon, width = wide, len("：")
	}
	if colon <= 0 || 'a' <= s[0] && s[0] <= 'z' && !strings.HasSuffix(s[:colon], " ") && !strings.HasSuffix(s[:colon], "\u00a0") {
		return labelNone, ""
	}
	name := strings.Trim(s[:colon], " *_\u00a0\t\u202f")
	if l, ok := x.labels[name]; ok {
		return l, s[colon+width:]
	}
	name = strings.ReplaceAll(strings.ToLower(name), "’", "'")
	return x.labels[name], s[colon+width:]
}

// headerBlock is what was seen of a copied header.
type headerBlock struct {
	seen    [labelOther + 1]bool
	kinds   int  // different labels
	address bool // an address anywhere
	sender  bool // an address in the sender's line
	date    bool // a date or time
	clock   bool // a time of day
	sent    bool // the date is one of sending
	end     int  // the line after the last label
}

// take adds a labelled line; false where a label comes again, as it does in
// the header of the next older mail.
func (b *headerBlock) take(l label, value string, end int) bool {
	if l == labelSent {
		b.sent, l = true, labelDate
	}
	if l != labelOther && b.seen[l] {
		return false
	}
	if l != labelOther {
		b.kinds++
	}
	b.seen[l] = true
	at := strings.Contains(value, "@")
	b.address = b.address || at
	b.sender = b.sender || l == labelFrom && at
	if l == labelDate {
		value = withoutMarks(value)
		b.date, b.clock = hasTime(value), hasClock(value)
	}
	b.end = end
	return true
}

// isHeader asks for more than labels: "De : Lyon, À : Paris, Date : 12/10" is
// a journey. Below a rule or a title less will do.
func (b *headerBlock) isHeader(titled bool) bool {
	switch {
	case b.kinds == 4:
		return b.address || b.date || titled
	case b.kinds == 3 && b.seen[labelFrom]:
		return b.address || titled || b.clock && (b.seen[labelSubject] || b.sent)
	case b.kinds == 3:
		return b.address
	case b.kinds == 2:
		return b.address && (b.sender || b.clock) || titled && b.seen[labelFrom] && (b.address || b.date)
	}
	return false
}

// headerBlockAt tells whether a copied header begins at line i and gives the
// line after it; 0 if not. Titled is one below a rule or a separator.
func (c *cutter) headerBlockAt(i int, titled bool) int {
	lines := c.lines
	if lines[i].long {
		return 0
	}
	first, _ := c.lineLabel(lines[i].text)
	if first == labelNone || first == labelOther {
		return 0
	}
	b := c.readBlock(i)
	if !b.isHeader(titled) {
		return 0
	}
	if first != labelFrom && c.blockBelow(i, first, b.end, titled) {
		return 0
	}
	return b.end
}

// blockBelow tells whether line i is the sender's own above a block: a blank
// line parts them, and the block repeats its label or has no blank lines.
func (c *cutter) blockBelow(i int, first label, end int, titled bool) bool {
	next := nextText(c.lines, i+1)
	if next == i+1 || next >= end {
		return false
	}
	below := c.readBlock(next)
	if first == labelSent {
		first = labelDate
	}
	dense := next+1 < len(c.lines) && !c.lines[next+1].blank
	return below.seen[labelFrom] && below.isHeader(titled) && (dense || below.seen[first])
}

// readBlock reads the labelled lines from i on.
func (c *cutter) readBlock(i int) (b headerBlock) {
	lines := c.lines
	between := 0 // lines since the last label
	for j := i; j < len(lines) && j < i+headerBlockLines && c.mayBelong(i, j); j++ {
		l, value := labelNone, ""
		if !lines[j].blank {
			l, value = c.lineLabel(lines[j].text)
		}
		if l != labelNone {
			if !c.takeAll(&b, l, value, j+1) {
				break
			}
			between = 0
			continue
		}
		if between++; between > 2 || between == 2 && lines[j].blank && !c.labelAt(j+1) {
			break
		}
		if between == 1 && strings.Contains(lines[j].text, "@") && !hasLabel(lines[j].text) { // a wrapped value
			b.address = true
			b.sender = b.sender || b.seen[labelFrom] && b.kinds == 1
		}
	}
	return b
}

// mayBelong tells whether line j may be of the block that begins at line i: no
// rule, no title, and quoted as that is.
func (c *cutter) mayBelong(i, j int) bool {
	l := &c.lines[j]
	return l.blank || !l.long && !l.rule && l.quoted == c.lines[i].quoted && !c.isTitle(l.text)
}

// takeAll takes a labelled line and the labels that follow on it.
func (x *index) takeAll(b *headerBlock, l label, value string, end int) bool {
	next, rest := x.labelWithin(value)
	if next == labelNone {
		return b.take(l, value, end)
	}
	ok := b.take(l, value[:len(value)-len(rest)], end)
	for next != labelNone {
		l, value = next, rest
		next, rest = x.labelWithin(value)
		b.take(l, value[:len(value)-len(rest)], end)
	}
	return ok
}

// labelWithin finds the next label of one or two words inside a line, and what
// follows it; the value is all of it where there is none.
func (x *index) labelWithin(s string) (label, string) {
	if len(s) > sharedLineMax {
		return labelNone, ""
	}
	for at := strings.IndexByte(s, ':'); at >= 0 && at < len(s); at++ {
		if s[at] != ':' {
			continue
		}
		words := strings.TrimRight(s[:at], " *\u00a0")
		from := strings.LastIndexByte(words, ' ') + 1
		for range 2 {
			if from > 0 {
				if l, _ := x.lineLabel(s[from : at+1]); l != labelNone {
					return l, s[at+1:]
				}
				from = strings.LastIndexByte(words[:from-1], ' ') + 1
			}
		}
	}
	return labelNone, ""
}

func (c *cutter) labelAt(j int) bool {
	if j >= len(c.lines) {
		return false
	}
	l, _ := c.lineLabel(c.lines[j].text)
	return l != labelNone
}

// hasLabel tells a line with a label of whatever kind.
func hasLabel(s string) bool {
	colon := strings.IndexByte(s, ':')
	return colon > 0 && colon <= labelMaxLength && !strings.ContainsAny(s[:colon], "@<") && !strings.HasPrefix(s[colon:], "://")
}
