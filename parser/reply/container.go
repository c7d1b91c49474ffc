package reply

import "strings"

// readMarks notes the line where the mail program marked the history.
func (c *cutter) readMarks(text string, marks []Mark) {
	c.hint = -1
	if len(marks) == 0 {
		return
	}
	if at := marks[0].From; at >= 0 && at < len(text) {
		if n := strings.Count(text[:at], "\n"); n < len(c.lines) {
			c.hint = n
		}
	}
}

// container is where the mail program itself put the earlier mail.
func (c *cutter) container(i int) int {
	for j := i; j < min(i+8, len(c.lines)); j++ {
		if p := c.forwardMarker(j); p != nil {
			return c.forward(i, p.rule)
		}
	}
	for j := i; j < min(i+6, len(c.lines)); j++ {
		if c.lines[j].quoted {
			c.introduce(i, j, ruleMarkup)
			return c.quoteRun(j)
		}
	}
	return c.history(i, i, ruleMarkup)
}
