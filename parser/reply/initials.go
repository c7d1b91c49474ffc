package reply

import (
	"strings"
	"unicode"
)

const initialsMax = 4 // letters before a quotation mark

// readInitials takes lines that begin with the same initials as line i ("AP> ")
// for quoted ones. Below an attribution they are no prompt of a shell.
func (c *cutter) readInitials(i int) {
	if i >= len(c.lines) || c.lines[i].quoted {
		return
	}
	mark := initials(c.lines[i].text)
	if mark == "" {
		return
	}
	for j := i; j < len(c.lines); j++ {
		if l := &c.lines[j]; !l.long && initials(l.text) == mark {
			l.quoted = true
		}
	}
}

// initials gives the capital letters that stand before a quotation mark.
func initials(s string) string {
	s = strings.TrimLeft(s, " ")
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
