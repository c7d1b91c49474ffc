package reply

import "strings"

const (
	columnLines = 10 // lines with text of a header whose labels stand alone
	columnTime  = 40 // bytes of the line with its time
)

// columnsAt finds a copied header that was a table: name, time, and labels and
// values on lines of their own, the subject last. It gives the line after it;
// 0 for none.
func (c *cutter) columnsAt(i int) int {
	when := nextText(c.lines, i+1)
	if when > i+2 || when >= len(c.lines) || !isTimeLine(c.lines[when].text) {
		return 0
	}
	at := nextText(c.lines, when+1)
	if at >= len(c.lines) || c.bareLabel(at) != labelTo {
		return 0
	}
	for n := 0; n < columnLines && at < len(c.lines); n++ {
		if c.bareLabel(at) == labelSubject {
			return min(nextText(c.lines, at+1)+1, len(c.lines))
		}
		at = nextText(c.lines, at+1)
	}
	return 0
}

// isTimeLine tells a line that holds a date with a time and little else.
func isTimeLine(s string) bool {
	s = strings.TrimLeft(s, invisible)
	return s != "" && '0' <= s[0] && s[0] <= '9' && len(s) <= columnTime && hasClock(s) && hasTime(s)
}

// bareLabel gives the label that a line consists of.
func (c *cutter) bareLabel(i int) label {
	s := c.lines[i].text
	if len(s) > labelMaxLength {
		return labelNone
	}
	return c.labels[strings.ToLower(strings.Trim(s, invisible+":"))]
}
