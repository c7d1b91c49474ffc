// Package reply finds in the text of a mail what its sender newly wrote, what is
// quoted, and the signature.
package reply

import "strings"

// Limits of the cut (reliability P09): lines beyond are kept as they stand, no
// rule looks at them or into longer ones.
const (
	maxCutLines   = 10_000
	maxLineLength = 2_000
)

// Input is a text and what is known of the mail it stands in.
type Input struct {
	// Text is the whole readable text, with \n line ends.
	Text string
	// Marks are where the mail program itself marked earlier mail.
	Marks []Mark
	// Answer says that the mail answers another: only an answer may consist of
	// history alone.
	Answer bool
	// Forward says that the subject announces a forwarded mail.
	Forward bool
}

// Mark is a stretch of the text, in bytes, that the mail program's own markup
// holds, with the name of that markup.
type Mark struct {
	From, To int
	Name     string
}

// Result is what each line of a text is.
type Result struct {
	// New is what the sender newly wrote, Quoted and Signature what was cut off.
	New, Quoted, Signature string
	// Forwarded says that New holds a forwarded mail.
	Forwarded bool
	// Limited says that lines beyond the limit were not looked at.
	Limited bool
}

// Cut tells the newly written text from the rest. New text is kept in its
// order, whether it stands above, below or between what it answers. When in
// doubt a line is kept: an answer with a little too much history can be read,
// one that lacks a sentence misleads.
func Cut(in Input) (r Result) {
	head, tail := in.Text, ""
	if at := lineStart(in.Text, maxCutLines); at >= 0 {
		r.Limited = true
		head, tail = in.Text[:at-1], in.Text[at:]
	}
	lines := splitLines(head)
	c := cutter{lines: lines, hint: -1, answer: in.Answer, forwards: in.Forward}
	if len(in.Marks) > 0 {
		c.hint = lineOfOffset(lines, head, in.Marks[0].From)
	}
	c.run()
	r.Forwarded = c.forwarded
	kept, quoted := c.newText(), c.quotedText()
	kept, r.Signature = c.withoutSignatures(kept)
	if c.cutToEnd {
		quoted = append(quoted, tail)
	} else {
		kept = append(kept, tail)
	}
	r.New = joinLines(kept)
	r.Quoted = joinLines(quoted)
	return r
}

// role is what the cut decided about a line.
type role byte

const (
	roleNew role = iota
	roleQuote
	roleIntro // introduces history: attribution, separator, header block
)

// cutter decides a role for each line, top to bottom.
type cutter struct {
	lines     []line
	roles     []role
	hint      int  // line where the mail program marked the history, or -1
	answer    bool // the mail answers another
	forwards  bool // its subject says that it forwards another
	forwarded bool // it does
	cutToEnd  bool
	tries     int // attributions weighed
}

func (c *cutter) run() {
	c.roles = make([]role, len(c.lines))
	for i := 0; i < len(c.lines); {
		i = c.step(i)
	}
	c.keepBetween()
	c.keepLoneQuotes()
}

// step decides the line i and gives the next one to look at.
func (c *cutter) step(i int) int {
	l := &c.lines[i]
	switch {
	case l.blank:
		return i + 1
	case isForwardMarker(l) && !l.quoted:
		return c.forward(i)
	case i == c.hint:
		return c.container(i)
	case l.quoted:
		return c.quoteRun(i)
	}
	if end := separatorAt(c.lines, i); end > 0 {
		return c.history(i, end)
	}
	if end := headerBlockAt(c.lines, i); end > 0 {
		return c.history(i, end)
	}
	if head, ok := c.sharedAttribution(l.text); ok {
		return c.splitLine(i, head)
	}
	if end := c.attributionAt(i); end > 0 {
		return c.history(i, end)
	}
	return i + 1
}

// forward keeps a forwarded mail: it is what the sender wants to be read.
func (c *cutter) forward(i int) int {
	c.forwarded = true
	for j := i; j < len(c.lines); j++ {
		c.roles[j] = roleNew
	}
	return len(c.lines)
}

// container is where the mail program itself put the earlier mail.
func (c *cutter) container(i int) int {
	for j := i; j < min(i+8, len(c.lines)); j++ {
		if isForwardMarker(&c.lines[j]) {
			return c.forward(i)
		}
	}
	for j := i; j < min(i+6, len(c.lines)); j++ {
		if c.lines[j].quoted {
			c.introduce(i, j)
			return c.quoteRun(j)
		}
	}
	return c.history(i, i)
}

// history handles lines i to end that introduce earlier mail. Where marked
// quotation follows, the quotation is what is marked and an answer may stand
// below it; else all that follows is history. In a mail that forwards it is
// what the sender wants to be read.
func (c *cutter) history(i, end int) int {
	if c.forwards || !c.answer && !c.hasNewBefore(i) && !quoteFollows(c.lines, end) {
		return c.forward(i)
	}
	next := c.nextText(end)
	if next < len(c.lines) && c.lines[next].quoted {
		c.introduce(i, next)
		return c.quoteRun(next)
	}
	c.introduce(i, end)
	for j := end; j < len(c.lines); j++ {
		c.roles[j] = roleQuote
	}
	c.cutToEnd = true
	return len(c.lines)
}

func (c *cutter) introduce(from, to int) {
	for j := from; j < to; j++ {
		c.roles[j] = roleIntro
	}
	// A rule drawn above the introduction belongs to it, with words in it or not.
	for j := from - 1; j >= 0 && (c.lines[j].blank || c.lines[j].rule || isTitledRule(c.lines[j].text)); j-- {
		if !c.lines[j].blank {
			for k := j; k < from; k++ {
				c.roles[k] = roleIntro
			}
		}
	}
}

// quoteRun marks a run of quoted lines, with blank lines and the pieces of
// lines that a mail program broke without marking them.
func (c *cutter) quoteRun(i int) int {
	c.introduceLoosely(i)
	j := i
	for j < len(c.lines) {
		l := &c.lines[j]
		switch {
		case l.quoted:
			c.roles[j] = roleQuote
		case l.blank:
			next := c.nextText(j)
			if next >= len(c.lines) || !c.lines[next].quoted {
				return j
			}
			c.roles[j] = roleQuote
		case c.brokenPiece(j):
			c.roles[j] = roleQuote
		default:
			return j
		}
		j++
	}
	return j
}

// introduceLoosely takes a line above a quotation for its introduction if it
// ends with a colon and holds a date or an address, in whatever language.
func (c *cutter) introduceLoosely(i int) {
	j := i - 1
	for j >= 0 && c.lines[j].blank {
		j--
	}
	if j < 0 || c.roles[j] != roleNew || c.lines[j].quoted {
		return
	}
	text := strings.TrimSpace(c.lines[j].text)
	if strings.HasSuffix(text, ":") && len(text) < 300 && (strings.Contains(text, "@") || hasTime(text)) {
		c.introduce(j, i)
	}
}

// brokenPiece tells an unmarked line inside a quotation: it is a link alone, or
// closes a bracket that the quoted line before it opened.
func (c *cutter) brokenPiece(j int) bool {
	if j == 0 || j+1 >= len(c.lines) || !c.lines[j-1].quoted {
		return false
	}
	next := c.nextText(j + 1)
	if next >= len(c.lines) || !c.lines[next].quoted || next > j+1 {
		return false
	}
	text, before := strings.TrimSpace(c.lines[j].text), c.lines[j-1].text
	if strings.Count(before, "(") > strings.Count(before, ")") && strings.Contains(text, ")") {
		return true
	}
	text = strings.Trim(text, "()<> ")
	return !strings.ContainsAny(text, " ") && strings.Contains(text, "://")
}

// splitLine handles an attribution that shares its line with the answer.
func (c *cutter) splitLine(i, head int) int {
	c.lines[i].text = strings.TrimRight(c.lines[i].text[:head], " -")
	if next := c.nextText(i + 1); next < len(c.lines) && c.lines[next].quoted {
		return c.quoteRun(next)
	}
	return c.history(i+1, min(i+1, len(c.lines)))
}

func (c *cutter) nextText(i int) int {
	for i < len(c.lines) && c.lines[i].blank {
		i++
	}
	return i
}

func (c *cutter) hasNewBefore(i int) bool {
	for j := 0; j < i; j++ {
		if c.roles[j] == roleNew && !c.lines[j].blank && !c.lines[j].rule {
			return true
		}
	}
	return false
}
