package reply

import "slices"

// markAt gives the mark that begins at line i and says what its lines are, nil
// for none.
func (c *cutter) markAt(i int) *marked {
	for ; c.mark < len(c.marks) && c.marks[c.mark].from <= i; c.mark++ {
		m := &c.marks[c.mark]
		if m.from == i && (m.kind == markQuotation || m.kind == markIntroduction || m.kind == markForward) {
			return m
		}
	}
	return nil
}

// container decides the lines that the mail program itself marked.
func (c *cutter) container(m *marked) int {
	c.mark++
	rule := ruleMarkup + m.name
	switch {
	case m.kind == markForward:
		return c.forward(m.from, rule)
	case m.kind == markIntroduction && c.quotedBelow(m.to):
		c.introduce(m.from, m.to, rule)
		return m.to
	case m.kind == markIntroduction:
		return c.history(m.from, m.to, rule)
	case c.forwards:
		return c.forward(m.from, ruleSubject)
	case !c.answer:
		return c.forward(m.from, ruleFirst)
	}
	c.introduceLoosely(m.from)
	above, below := c.headerAbove(m), c.headerEnd(m)
	introduced := c.introduced || m.introduced || above < m.from || c.marksIntroduction(m)
	c.introduce(above, below, rule)
	c.introduced = introduced
	c.set(below, m.to, PartQuoted, ruleBelow+rule)
	return m.to
}

// marksIntroduction tells whether the program marked an introduction in a mark.
func (c *cutter) marksIntroduction(m *marked) bool {
	return slices.ContainsFunc(c.marks, func(o marked) bool { return o.kind == markIntroduction && m.from <= o.from && o.to <= m.to })
}

// headerAbove is where the copied header begins whose first line a program left
// out of its mark; the mark's first line where it did not.
func (c *cutter) headerAbove(m *marked) int {
	above := lastText(c.lines, m.from)
	if above < 0 || c.parts[above] != PartNew || c.lines[above].quoted {
		return m.from
	}
	c.lines[above].quoted = true
	if end := c.headerBlockAt(above, false); end > m.from {
		return above
	}
	c.lines[above].quoted = false
	return m.from
}

// headerEnd is the line after the copied header that begins a mark, or after its
// first line.
func (c *cutter) headerEnd(m *marked) int {
	for j := m.from; j < min(m.from+headerWithin, m.to); j++ {
		if end := c.headerBlockAt(j, j > m.from); end > 0 && end <= m.to {
			return end
		}
	}
	return m.from + 1
}

// quotedBelow tells whether new text and then a quotation stand below a line:
// the sender wrote between the introduction and the quotation.
func (c *cutter) quotedBelow(i int) bool {
	next := nextText(c.lines, i)
	if !c.answer || next >= len(c.lines) || c.lines[next].quoted {
		return false
	}
	for ; next < len(c.lines); next++ {
		if c.lines[next].quoted {
			return true
		}
	}
	return false
}

// signatureEnd is where the signature below a delimiter ends: with the mark
// that begins there, if one does.
func (c *cutter) signatureEnd(i, to int) int {
	for _, m := range c.marks {
		if m.kind == markSignature && (m.from == i || m.from == i+1) && m.to < to {
			return m.to
		}
	}
	return to
}

// moveMarks makes room for a line that is put in behind line i.
func (c *cutter) moveMarks(i int) {
	for k := range c.marks {
		m := &c.marks[k]
		if m.from > i {
			m.from++
		}
		if m.to > i {
			m.to++
		}
	}
}

// markedSignatures finds what the markup of mail programs tells to stand below
// each mail of the sender, where text stands beside it.
func (c *cutter) markedSignatures(from, to int) (found []span) {
	for _, m := range c.marks {
		if m.kind != markSignature || m.from < from || m.to > to || m.to-m.from > markedLines {
			continue
		}
		if s := c.withoutClosing(m); s.from < s.to && c.seenBeside(m) {
			found = append(found, s)
		}
	}
	return found
}

// seenBeside tells whether new text stands beside a mark.
func (c *cutter) seenBeside(m marked) bool {
	for j := range c.lines {
		if (j < m.from || j >= m.to) && c.parts[j] == PartNew && !c.lines[j].blank && !c.lines[j].rule {
			return true
		}
	}
	return false
}
