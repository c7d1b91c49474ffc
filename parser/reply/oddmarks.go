package reply

import (
	"strings"
	"unicode"
)

const initialsMax = 4 // letters before a quotation mark

// readOddMarks takes lines that begin with the mark of line i for quoted ones:
// initials ("AP> ") or what old programs let their users choose. Below an
// attribution they are no prompt of a shell and no table.
func (c *cutter) readOddMarks(i int) {
	if i >= len(c.lines) || c.lines[i].quoted {
		return
	}
	mark := oddMark(c.lines[i].text)
	if mark == "" {
		return
	}
	for j := i; j < len(c.lines); j++ {
		if l := &c.lines[j]; !l.long && oddMark(l.text) == mark {
			l.quoted = true
		}
	}
}

// oddMark gives the mark that a line begins with, other than a lone ">".
func oddMark(s string) string {
	s = strings.TrimLeft(s, " ")
	if s == "" {
		return ""
	}
	if strings.IndexByte("|}]:", s[0]) >= 0 && (len(s) == 1 || s[1] == ' ') && (len(s) < 3 || !strings.HasSuffix(s, "|")) {
		return s[:1]
	}
	n := 0
	for at, r := range s {
		if r == '>' {
			return s[:at]
		}
		if n++; n > initialsMax || !unicode.IsUpper(r) {
			return ""
		}
	}
	return ""
}
