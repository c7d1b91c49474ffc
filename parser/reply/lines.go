package reply

import "strings"

// line is one line of text with what every rule wants to know of it.
type line struct {
	text   string // without its line end
	quoted bool   // begins with >
	blank  bool
	rule   bool // consists of dashes, underscores or equals signs
	long   bool // longer than any rule looks at
	closes bool // ends as an attribution may end
}

func splitLines(text string) []line {
	lines := make([]line, 0, strings.Count(text, "\n")+1)
	for s := range strings.SplitSeq(text, "\n") {
		lines = append(lines, newLine(s))
	}
	return lines
}

func newLine(s string) line {
	trimmed := strings.TrimLeft(s, " \t\u00a0\u200b\ufeff")
	l := line{text: s, long: len(s) > maxLineLength}
	switch {
	case trimmed == "":
		l.blank = true
	case trimmed[0] == '>':
		l.closes = !l.long && closesAttribution(s) // a wrapped "> wrote:"
		l.quoted = len(s)-len(trimmed) < 4 && !strings.HasPrefix(s, ">From ") && !strings.HasPrefix(trimmed, ">=") && !strings.HasSuffix(strings.TrimSpace(s), "<<<")
	default:
		l.rule = isRule(trimmed)
		l.closes = !l.long && closesAttribution(s)
	}
	return l
}

// isRule tells a line drawn across the text: three or more of the same mark.
func isRule(s string) bool {
	s = strings.TrimRight(s, " \t\u00a0")
	if len(s) < 3 || strings.IndexByte("-_=*~", s[0]) < 0 {
		return false
	}
	return strings.Trim(s, s[:1]) == ""
}

// lineStart is where line n of a text begins, -1 where it has fewer.
func lineStart(text string, n int) int {
	at := 0
	for range n {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
	}
	return at
}

// isTitledRule tells a rule with words in its middle: "---- Message ----".
func isTitledRule(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) < separatorMax && (strings.HasPrefix(s, "---") && strings.HasSuffix(s, "---") || strings.HasPrefix(s, "***") && strings.HasSuffix(s, "***"))
}

// lineOfOffset is the line that holds the byte at, -1 for none.
func lineOfOffset(lines []line, text string, at int) int {
	if at < 0 || at >= len(text) {
		return -1
	}
	n := strings.Count(text[:at], "\n")
	if n >= len(lines) {
		return -1
	}
	return n
}

func textLines(lines []line) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l.text
	}
	return out
}

// joinLines makes a text without blank lines at its ends and with at most one
// between others; lines lose the blanks at their ends.
func joinLines(lines []string) string {
	var out strings.Builder
	blank := false
	for _, l := range lines {
		l = strings.TrimRight(l, " \t\u00a0")
		if l == "" {
			blank = true
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		if blank && out.Len() > 0 {
			out.WriteByte('\n')
		}
		blank = false
		out.WriteString(l)
	}
	return out.String()
}
