package parser

import (
	"strings"

	"permanence/parser/charset"
)

// maxAddresses limits one address field; what follows is not read.
const maxAddresses = 1000

// parseAddressList reads the addresses a person would see in a field: for
// display and for answers, never for trust. Groups give their members; what
// has no address is left out.
func parseAddressList(value string) []Address {
	var list []Address
	for _, piece := range splitAddresses(value) {
		if a := looseAddress(piece); a.Address != "" {
			list = append(list, a)
		}
	}
	return list
}

// splitAddresses cuts at commas and semicolons outside quotes, comments and
// angles, and takes off the names of groups. In an angle that nobody closed a
// comma ends the address, unless it belongs to a source route.
func splitAddresses(s string) []string {
	var pieces []string
	start, quoted, angle, at, depth := 0, false, false, false, 0
	for i := 0; i < len(s) && len(pieces) < maxAddresses; i++ {
		switch c := s[i]; {
		case c == '\\' && (quoted || depth > 0):
			i++
		case c == '"' && depth == 0:
			quoted = !quoted && strings.IndexByte(s[i+1:], '"') >= 0
		case quoted:
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth > 0:
		case c == '<':
			angle, at = true, false
		case c == '>':
			angle = false
		case c == '@':
			at = at || i > 0 && s[i-1] != '<'
		case c == ':' && !angle && !at:
			start = i + 1
		case (c == ',' || c == ';') && (!angle || at):
			pieces = append(pieces, s[start:i])
			start, angle, at = i+1, false, false
		}
	}
	if start < len(s) && len(pieces) < maxAddresses {
		pieces = append(pieces, s[start:])
	}
	return pieces
}

// looseAddress reads one mailbox: the last angle, else the word with an at
// sign; the rest is the name.
func looseAddress(piece string) Address {
	piece = strings.TrimSpace(piece)
	if open := lastAngle(piece); open >= 0 {
		inside, _, _ := strings.Cut(piece[open+1:], ">")
		name := strings.TrimSpace(piece[:open])
		if name == "" {
			name = commentOf(piece[open:])
		}
		return Address{Name: displayName(name), Address: looseAddr(inside)}
	}
	name, bare := commentOf(piece), stripComments(piece)
	addr := looseAddr(bare)
	if strings.ContainsAny(addr, " \t") && !strings.HasPrefix(addr, `"`) {
		whole := addr
		for _, field := range strings.Fields(whole) {
			if strings.IndexByte(field, '@') > 0 {
				name, addr = strings.TrimSpace(strings.Replace(whole, field, "", 1)), field
			}
		}
	}
	if strings.IndexByte(addr, '@') < 0 {
		return Address{Name: displayName(piece)}
	}
	return Address{Name: displayName(name), Address: addr}
}

// lastAngle is the place of the last < outside quotes, -1 without one.
func lastAngle(s string) int {
	at, quoted := -1, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == '<' && !quoted:
			at = i
		}
	}
	return at
}

// looseAddr cleans an address: no blanks, no comments, no source route.
func looseAddr(s string) string {
	s = strings.TrimSpace(stripComments(s))
	if strings.HasPrefix(s, "@") {
		if i := strings.IndexByte(s, ':'); i >= 0 {
			s = s[i+1:]
		}
	}
	s = strings.TrimPrefix(strings.Trim(s, "'"), "mailto:")
	return charset.OneLine(charset.Unlabelled(s))
}

func displayName(raw string) string {
	raw = strings.TrimSpace(raw)
	if strings.IndexByte(raw, '"') >= 0 {
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

// unquoteAll removes quotation marks and their backslashes.
func unquoteAll(s string) string {
	var out strings.Builder
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted && i+1 < len(s):
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
	start := strings.IndexByte(s, '(')
	if start < 0 {
		return ""
	}
	end := strings.LastIndexByte(s, ')')
	if end < start {
		return ""
	}
	return s[start+1 : end]
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
