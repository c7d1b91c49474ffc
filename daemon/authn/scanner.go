package authn

import (
	"strings"

	"permanence/daemon/desk/people"
)

// scanner walks over a structured header value (RFC 5322 3.2), unfolded.
type scanner struct {
	text string
	pos  int
}

func (s *scanner) done() bool { return s.pos >= len(s.text) }

// peek gives the next byte, 0 at the end.
func (s *scanner) peek() byte {
	if s.done() {
		return 0
	}
	return s.text[s.pos]
}

func (s *scanner) take(c byte) bool {
	if s.done() || s.text[s.pos] != c {
		return false
	}
	s.pos++
	return true
}

// blank passes white space and comments; false if a comment never ends.
func (s *scanner) blank() bool {
	for !s.done() {
		switch s.text[s.pos] {
		case ' ', '\t', '\r', '\n':
			s.pos++
		case '(':
			if _, ok := s.comment(); !ok {
				return false
			}
		default:
			return true
		}
	}
	return true
}

// comment passes a comment with those nested in it and gives what it says.
func (s *scanner) comment() (string, bool) {
	start, depth := s.pos+1, 0
	for !s.done() {
		c := s.text[s.pos]
		s.pos++
		switch c {
		case '\\':
			if s.done() {
				return "", false
			}
			s.pos++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s.text[start : s.pos-1], true
			}
		}
	}
	return "", false
}

// quoted reads a quoted string and gives its content.
func (s *scanner) quoted() (string, bool) {
	var out strings.Builder
	s.pos++
	for !s.done() {
		c := s.text[s.pos]
		s.pos++
		switch {
		case c == '"':
			return out.String(), true
		case c == '\\' && s.done():
			return "", false
		case c == '\\':
			out.WriteByte(s.text[s.pos])
			s.pos++
		case c < ' ' && c != '\t' || c == 127:
			return "", false
		default:
			out.WriteByte(c)
		}
	}
	return "", false
}

// run reads printable ASCII up to a blank or one of the stop bytes.
func (s *scanner) run(stop string) string {
	start := s.pos
	for !s.done() {
		c := s.text[s.pos]
		if c <= ' ' || c > 126 || strings.IndexByte(stop, c) >= 0 {
			break
		}
		s.pos++
	}
	return s.text[start:s.pos]
}

// value reads a quoted string or a run.
func (s *scanner) value(stop string) (string, bool) {
	if s.peek() == '"' {
		return s.quoted()
	}
	return s.run(stop), true
}

// keyword reads letters, digits, hyphen and underscore, folded.
func (s *scanner) keyword() (string, bool) {
	start := s.pos
	for !s.done() && isNameByte(s.text[s.pos]) {
		s.pos++
	}
	return people.Fold(s.text[start:s.pos]), s.pos > start
}
