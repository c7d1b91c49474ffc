package reply

import "slices"

// The rules that no table holds, as Explain names them.
const (
	ruleMark        = "quotation mark"
	ruleMarkup      = "markup/"
	ruleHeaderBlock = "header block"
	ruleColumns     = "header in columns"
	ruleLoose       = "attribution by its colon"
	ruleGrammar     = "attribution by its grammar"
	ruleSubject     = "forward by its subject"
	ruleFirst       = "no answer"
	ruleAnnounced   = "announced by the sender"
	ruleAnswered    = "answered below"
	ruleOwn         = "quoted to make a point"
	ruleLone        = "quoted, with nothing beside it"
	ruleBelow       = "below "
	ruleTop         = "nothing above"
	ruleDelimiter   = "signature/delimiter"
)

// cutter decides the part of each line, top to bottom.
type cutter struct {
	*index
	lines      []line
	parts      []Part
	rules      []string // by line, nil when nobody asks
	marks      []marked // what the mail program's own markup tells
	mark       int      // the next of them
	answer     bool     // the mail answers another
	forwards   bool     // its subject says that it forwards another
	forwarded  bool     // it does
	limited    bool
	seen       bool // new text was seen
	introduced bool // something introduced history
	below      bool // the answer stands below unmarked history
	tries      int  // attributions weighed
}

func newCutter(in Input) *cutter {
	c := &cutter{index: known, answer: in.Answer, forwards: in.Forward}
	if in.Except != "" {
		c.index = newIndex(in.Except)
	}
	head, tail := in.Text, ""
	if at := lineStart(in.Text, maxCutLines); at >= 0 {
		c.limited = true
		head, tail = in.Text[:at-1], in.Text[at:]
	}
	c.lines = c.splitLines(head)
	c.parts = make([]Part, len(c.lines), len(c.lines)+1)
	c.readMarks(in.Marks)
	if c.limited {
		c.lines = append(c.lines, line{raw: tail, text: tail, long: true})
	}
	c.parts = append(c.parts, make([]Part, len(c.lines)-len(c.parts))...)
	return c
}

func (c *cutter) run() {
	for i := 0; i < len(c.lines); {
		i = c.step(i)
	}
	c.keepAnswered()
	c.keepOwnQuotes()
	c.keepInside()
	c.keepLone()
	c.markSignatures()
}

// step decides the line i and gives the next one to look at.
func (c *cutter) step(i int) int {
	l := &c.lines[i]
	if l.blank {
		return i + 1
	}
	if p := c.forwardMarker(i); p != nil {
		return c.forward(i, p.rule)
	}
	if m := c.markAt(i); m != nil {
		return c.container(m)
	}
	if l.quoted && c.forwards {
		return c.forward(i, ruleSubject)
	}
	if l.quoted {
		return c.quoteRun(i)
	}
	if p := c.endMarker(i); p != nil {
		c.set(i, i+1, PartQuoted, p.rule)
		return i + 1
	}
	if head := c.titleWithLabel(l); head > 0 {
		c.splitLine(i, head)
		l = &c.lines[i]
	}
	if head := c.flatHeader(l); head == 0 {
		return c.history(i, i+1, ruleHeaderBlock)
	} else if head > 0 {
		c.splitLine(i, head)
		c.seen = true
		return i + 1
	}
	if end, rule := c.separatorAt(i); end > 0 {
		return c.history(i, end, rule)
	}
	if end := c.columnsAt(i); end > 0 {
		return c.history(i, end, ruleColumns)
	}
	if end := c.headerBlockAt(i, false); end > 0 {
		return c.history(i, end, ruleHeaderBlock)
	}
	if head := c.sharedAttribution(l); head > 0 {
		c.splitLine(i, head)
		c.seen = true
		return i + 1
	}
	if end := c.attributionWithText(i); end > 0 {
		c.splitLine(i, end)
	}
	if end, rule := c.attributionAt(i); end > 0 {
		return c.history(i, end, rule)
	}
	if next, rule := c.letterBelow(i); next > 0 {
		return c.history(next, next, rule)
	}
	c.seen = c.seen || l.first != key{} && !c.isTitle(l.text)
	return i + 1
}

// set decides the lines from one to another.
func (c *cutter) set(from, to int, p Part, rule string) {
	for j := from; j < to; j++ {
		c.parts[j] = p
		if c.rules != nil {
			c.rules[j] = rule
		}
	}
}

// splitLine puts the rest of line i, from the byte head on, on a line of its
// own.
func (c *cutter) splitLine(i, head int) {
	raw := c.lines[i].raw
	head = c.lines[i].rawAt(head)
	rest := c.newLine(raw[head:])
	rest.tail = true
	tail := c.lines[i].tail
	c.lines[i] = c.newLine(raw[:head])
	c.lines[i].tail = tail
	c.lines = slices.Insert(c.lines, i+1, rest)
	c.parts = slices.Insert(c.parts, i+1, PartNew)
	if c.rules != nil {
		c.rules = slices.Insert(c.rules, i+1, "")
	}
	c.moveMarks(i)
}
