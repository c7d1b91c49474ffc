package reply

import "strings"

// line is one line of text with what every rule wants to know of it.
type line struct {
	raw    string // as it stands in the mail, without its line end
	text   string // the same with plain blanks, which rules compare
	first  key    // of its first letters, none for a blank or quoted line
	quoted bool   // begins with > or is marked as earlier mail
	blank  bool
	rule   bool // consists of dashes, underscores or equals signs
	long   bool // longer than any rule looks at
	closes bool // ends as an attribution may end
	tail   bool // the rest of the line above, which was split
}

// invisible is what nobody sees. The dot of Canadian script stands alone where
// a program that watches for reading put its picture.
const invisible = " \t\u00a0\u1427\u200b\u200e\u200f\ufeff"

func (x *index) splitLines(text string) []line {
	lines := make([]line, 0, strings.Count(text, "\n")+1)
	for s := range strings.SplitSeq(text, "\n") {
		lines = append(lines, x.newLine(s))
	}
	return lines
}

func (x *index) newLine(raw string) line {
	s := plainBlanks(raw)
	trimmed := strings.TrimLeft(s, invisible)
	l := line{raw: raw, text: s, long: len(s) > maxLineLength}
	if trimmed == "" {
		l.blank = true
		return l
	}
	l.closes = !l.long && x.closes(s)
	if trimmed[0] == '>' && isQuoteMark(s, trimmed) {
		l.quoted = len(s)-len(trimmed) < 4
		return l
	}
	l.first = firstKey(trimmed)
	l.rule = isRule(trimmed)
	return l
}

// isQuoteMark tells the > of a quotation from that of a comparison, of a
// mailbox file and of the frame around an attribution (">>> … >>>").
func isQuoteMark(s, trimmed string) bool {
	if strings.HasPrefix(s, ">From ") || strings.HasPrefix(trimmed, ">=") {
		return false
	}
	end := strings.TrimRight(trimmed, " \t\u00a0")
	return !strings.HasSuffix(end, "<<<") && !(strings.HasPrefix(end, ">>> ") && strings.HasSuffix(end, " >>>"))
}

// isRule tells a line drawn across the text: three or more of the same mark.
func isRule(s string) bool {
	s = strings.TrimRight(s, " \t\u00a0")
	if len(s) < 3 || strings.IndexByte("-_=*~", s[0]) < 0 {
		return false
	}
	return strings.Trim(s, s[:1]) == ""
}

// isTitledRule tells a rule with words in its middle: "---- Message ----".
func isTitledRule(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) < titledMax && (strings.HasPrefix(s, "---") && strings.HasSuffix(s, "---") || strings.HasPrefix(s, "***") && strings.HasSuffix(s, "***"))
}

const titledMax = 160 // bytes of a rule with words in it

// nextText is the first line with text from i on.
func nextText(lines []line, i int) int {
	for i < len(lines) && lines[i].blank {
		i++
	}
	return i
}

// lastText is the last line with text above i, -1 where there is none.
func lastText(lines []line, i int) int {
	for i--; i >= 0 && lines[i].blank; i-- {
	}
	return i
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
