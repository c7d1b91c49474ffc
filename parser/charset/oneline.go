package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// OneLine makes header text safe to show and to write again: control and
// line-separating characters become blanks, white space is collapsed; byte-order
// marks and overrides of the direction go.
func OneLine(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f || s[i] == ' ' && i+1 < len(s) && s[i+1] == ' ' {
			clean = false
			break
		}
	}
	if clean {
		return strings.Trim(s, " ")
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s = strings.Map(func(r rune) rune {
		if r == '\uFEFF' || r == '\u202D' || r == '\u202E' {
			return -1
		}
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}
