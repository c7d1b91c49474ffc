package reply

import "strings"

// separatorAt tells whether line i separates earlier mail ("-----Message
// d'origine-----"), and gives the line after it and the copied header below;
// 0 if not.
func (c *cutter) separatorAt(i int) (end int, rule string) {
	l := &c.lines[i]
	if l.rule {
		if next := nextText(c.lines, i+1); next < len(c.lines) && next < i+3 {
			return c.headerBlockAt(next, true), ruleHeaderBlock
		}
		return 0, ""
	}
	if l.long {
		return 0, ""
	}
	p := c.separators.find(l.text, l.first)
	if p == nil && c.seen {
		p = c.markers.find(l.text, l.first)
	}
	if p == nil {
		return 0, ""
	}
	for j := i + 1; j < len(c.lines) && j < i+4; j++ {
		if end := c.headerBlockAt(j, true); end > 0 {
			return end, p.rule
		}
	}
	return i + 1, p.rule
}

// forwardMarker gives the form of the line above a forwarded mail, nil for
// others. Apple Mail marks all it forwards as a quotation, this line too.
func (c *cutter) forwardMarker(i int) *pattern {
	l := &c.lines[i]
	switch {
	case l.blank || l.long:
		return nil
	case !l.quoted:
		return c.index.forwards.find(l.text, l.first)
	case i > 0 && c.lines[i-1].quoted:
		return nil
	}
	text := strings.TrimLeft(l.text, "> \t\u00a0")
	return c.index.forwards.find(text, firstKey(text))
}
