package reply

import (
	"strings"
	"unicode/utf8"
)

// plainBlanks writes a plain blank for every other one: programs and keyboards
// put those before a colon, into dates and names, and some for every blank.
func plainBlanks(s string) string {
	if !strings.Contains(s, "\u00a0") && !strings.Contains(s, "\u3000") && !strings.Contains(s, "\xe2\x80") {
		return s
	}
	return strings.Map(plainBlank, s)
}

func plainBlank(r rune) rune {
	if r == 0xa0 || r == 0x202f || r == 0x3000 || 0x2000 <= r && r <= 0x200a {
		return ' '
	}
	return r
}

// rawAt is where in the line as it stands in the mail a byte of its text is.
func (l *line) rawAt(at int) int {
	if len(l.raw) == len(l.text) {
		return at
	}
	raw := 0
	for range utf8.RuneCountInString(l.text[:at]) {
		_, size := utf8.DecodeRuneInString(l.raw[raw:])
		raw += size
	}
	return raw
}
