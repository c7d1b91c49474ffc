package reply

import "strings"

// forward keeps a forwarded mail: it is what the sender wants to be read.
func (c *cutter) forward(i int, rule string) int {
	c.forwarded = true
	c.set(i, len(c.lines), PartForwarded, rule)
	return len(c.lines)
}

// history handles lines i to end that introduce earlier mail. Where marked
// quotation follows, the quotation is what is marked and an answer may stand
// below it; else all that follows is history. In a mail that forwards it is
// what the sender wants to be read. An answer with nothing above unmarked
// history stands below or inside it, so that is kept; below a titled rule
// programs put nothing but history.
func (c *cutter) history(i, end int, rule string) int {
	next := c.skipLabels(nextText(c.lines, end))
	c.readOddMarks(next)
	quoted := next < len(c.lines) && c.lines[next].quoted
	switch {
	case c.forwards:
		return c.forward(i, ruleSubject)
	case !c.answer && !quoted && !c.asksAbove(i):
		return c.forward(i, ruleFirst)
	case !quoted && c.announced(i):
		return c.forward(i, ruleAnnounced)
	case quoted:
		c.introduce(i, next, rule)
		return c.quoteRun(next)
	case c.below && c.seen:
		c.set(i, end, PartKept, ruleTop)
		return end
	case !c.seen && !isTitledRule(c.lines[i].text):
		c.below = true
		c.introduce(i, end, rule)
		return end
	}
	c.introduce(i, end, rule)
	if c.rules != nil {
		rule = ruleBelow + rule
	}
	last := c.historyEnd(i, end)
	c.set(end, last, PartQuoted, rule)
	return last
}

// historyEnd is where unmarked history ends that lines i to end introduce: with
// the line below which a ticket system takes answers too, with the indented
// block that holds both, or the text.
func (c *cutter) historyEnd(i, end int) int {
	if l := &c.lines[i]; c.markers.find(l.text, l.first) != nil {
		for j := len(c.lines) - 1; j >= end; j-- {
			if l := &c.lines[j]; !l.blank && !l.long && c.ends.find(l.text, l.first) != nil {
				return j + 1
			}
		}
	}
	next := nextText(c.lines, end)
	for _, m := range c.marks {
		if (m.kind == markIndented || m.kind == markIndentedLast) && m.from <= i && next < m.to {
			return m.to
		}
	}
	return len(c.lines)
}

// asksAbove tells whether the mail from line i on is one of a ticket system, which
// asks for an answer above a line: then something answers it.
func (c *cutter) asksAbove(i int) bool {
	for ; i < len(c.lines); i++ {
		l := &c.lines[i]
		if l.blank || l.long {
			continue
		}
		text, first := l.text, l.first
		if _, rest, linked := strings.Cut(text, "> "); linked && strings.HasPrefix(strings.TrimLeft(text, " "), "<http") { // of a picture
			text, first = withoutLink(rest), firstKey(rest)
		}
		if c.markers.find(text, first) != nil {
			c.answer = true
			return true
		}
	}
	return false
}

// skipLabels gives the quoted line below lines that look like labels with
// values in an unknown language; the line i where there is none.
func (c *cutter) skipLabels(i int) int {
	for j, n := i, 0; j < len(c.lines) && n < headerBlockLines; n++ {
		l := &c.lines[j]
		if l.quoted {
			return j
		}
		if !hasLabel(l.text) {
			break
		}
		j = nextText(c.lines, j+1)
	}
	return i
}

// announced tells whether the sender leads over to what follows: the line
// above ends with a colon. Then it was put there to be read.
func (c *cutter) announced(i int) bool {
	i = lastText(c.lines, i)
	return i >= 0 && c.parts[i] == PartNew && strings.HasSuffix(strings.TrimRight(c.lines[i].text, invisible), ":") && !c.isTitle(c.lines[i].text)
}

// introduce marks lines that introduce history. A rule drawn above belongs to
// them, and a title.
func (c *cutter) introduce(from, to int, rule string) {
	c.introduced = true
	c.set(from, to, PartIntroduction, rule)
	for j := from - 1; j >= 0 && c.parts[j] == PartNew && (c.lines[j].blank || c.lines[j].rule || c.isTitle(c.lines[j].text)); j-- {
		if !c.lines[j].blank {
			c.set(j, from, PartIntroduction, rule)
		}
	}
}

// isTitle tells a rule with words in it, and the words that programs write
// there without one ("Message d'origine").
func (c *cutter) isTitle(s string) bool {
	return isTitledRule(s) || len(s) <= titledMax && c.titles.find(s, firstKey(s)) != nil
}

// endMarker gives the form of a line that ends the earlier mail above it, nil
// for others.
func (c *cutter) endMarker(i int) *pattern {
	p := c.ends.find(c.lines[i].text, c.lines[i].first)
	for i--; p != nil && i >= 0 && c.lines[i].blank; i-- {
	}
	if p == nil || i < 0 || c.parts[i] != PartQuoted {
		return nil
	}
	return p
}

// quoteRun marks a run of quoted lines, with blank lines and the pieces of
// lines that a mail program broke without marking them.
func (c *cutter) quoteRun(i int) int {
	c.introduceLoosely(i)
	j := i
	for j < len(c.lines) {
		l := &c.lines[j]
		if l.blank {
			if next := nextText(c.lines, j); next >= len(c.lines) || !c.lines[next].quoted {
				break
			}
		} else if !l.quoted && !c.brokenPiece(j) {
			break
		}
		j++
	}
	c.set(i, j, PartQuoted, ruleMark)
	c.introduceWithin(i, j)
	return j
}

// introduceLoosely takes a line above a quotation for its introduction, in
// whatever language: it ends with a colon and holds a date or an address, or
// has the grammar of an attribution.
func (c *cutter) introduceLoosely(i int) {
	j := lastText(c.lines, i)
	if j < 0 || c.parts[j] != PartNew || c.lines[j].quoted {
		return
	}
	text := strings.TrimSpace(c.lines[j].text)
	if len(text) > holeMax || c.tells(text) {
		return
	}
	if hasColon(text) && (strings.Contains(text, "@") || hasTime(text)) {
		c.introduce(j, i, ruleLoose)
		return
	}
	if timeFirst, timeLast := c.datedAddress(text); timeFirst || timeLast || c.isDateAlone(text) {
		c.introduce(j, i, ruleGrammar)
	}
}

// isDateAlone tells an attribution that lacks the name: "On Mon, 5 Oct 2026
// 17:22:19 +0000".
func (x *index) isDateAlone(text string) bool {
	return isDated(text) && wordsIn(text) <= foreignOpening+1 && x.opens(strings.ToLower(text))
}

// hasColon tells a line that ends with a colon of some script, or, written from
// right to left, begins with one.
func hasColon(s string) bool {
	if s == "" || s[0] == ':' {
		return s != ""
	}
	for _, colon := range [...]string{":", "：", "﹕", "៖"} {
		if strings.HasSuffix(s, colon) {
			return true
		}
	}
	return false
}

// introduceWithin finds the introduction that a program quoted along with the
// earlier mail, in the first lines of a quotation.
func (c *cutter) introduceWithin(from, to int) {
	text := ""
	for j := from; j < min(from+quotedIntroLines, to); j++ {
		l := &c.lines[j]
		if l.long || l.blank || !l.quoted {
			return
		}
		if end := c.headerBlockAt(j, false); end > 0 && end <= to {
			c.introduce(from, end, ruleHeaderBlock)
			return
		}
		own := strings.TrimLeft(l.text, "> \t")
		if p := c.markers.find(own, firstKey(own)); p != nil {
			c.introduce(from, j+1, p.rule)
			return
		}
		text += own + " "
		if !l.closes {
			continue
		}
		if rule := c.weigh(text, true); rule != "" {
			c.introduce(from, j+1, rule)
			return
		}
	}
}

const quotedIntroLines = 3 // lines of an introduction that is quoted itself

// brokenPiece tells an unmarked line inside a quotation: it is a link alone, or
// closes a bracket that the quoted line before it opened.
func (c *cutter) brokenPiece(j int) bool {
	if j == 0 || j+1 >= len(c.lines) || !c.lines[j-1].quoted || !c.lines[j+1].quoted {
		return false
	}
	text, before := strings.TrimSpace(c.lines[j].text), c.lines[j-1].text
	if strings.Count(before, "(") > strings.Count(before, ")") && strings.Contains(text, ")") {
		return true
	}
	text = strings.Trim(text, "()<> ")
	return !strings.ContainsAny(text, " ") && strings.Contains(text, "://")
}
