package parser

import (
	"strings"

	"permanence/parser/charset"
)

// displayName makes a name that can be shown of a phrase (RFC 5322 3.2.5).
func displayName(raw string) string {
	raw = strings.TrimSpace(raw)
	if strings.IndexByte(raw, '"') >= 0 || strings.IndexByte(raw, '\\') >= 0 {
		raw = unquoteAll(raw)
	} else if strings.HasPrefix(raw, "(") {
		raw = commentOf(raw)
	}
	name := charset.Name(raw)
	if len(name) > 1 && name[0] == '\'' && name[len(name)-1] == '\'' {
		name = name[1 : len(name)-1]
	}
	return strings.TrimSpace(name)
}

// unquoteAll removes quotation marks and the backslashes before marks.
func unquoteAll(s string) string {
	var out strings.Builder
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (quoted || strings.IndexByte(`",;()<>@\`, s[i+1]) >= 0):
			i++
			out.WriteByte(s[i])
		case s[i] == '"':
			quoted = !quoted
		default:
			out.WriteByte(s[i])
		}
	}
	return out.String()
}

// commentOf is the first comment of s, without its parentheses.
func commentOf(s string) string {
	start, depth := strings.IndexByte(s, '('), 0
	if start < 0 {
		return ""
	}
	for i := start; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s[start+1 : i]
			}
		}
	}
	return strings.TrimRight(s[start+1:], ")")
}

func stripComments(s string) string {
	if strings.IndexByte(s, '(') < 0 {
		return s
	}
	var out strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' && depth == 0:
			quoted = !quoted
			out.WriteByte(c)
		case c == '(' && !quoted:
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0:
			out.WriteByte(c)
		}
	}
	return out.String()
}
