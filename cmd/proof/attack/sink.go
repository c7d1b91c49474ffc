package attack

import (
	"slices"
	"strings"
)

// sink reads what a client sends in SMTP, as a server would that knows one end
// of a line, or as one that takes anything for it (D08).
type sink struct {
	lenient bool
	in      bool // inside a mail
	last    byte
	line    []byte
	readers int // RCPT since MAIL

	mails    int
	commands []string // verbs, in their order
	trouble  []string
}

// maxLine is the longest line that a server must take (RFC 5321 4.5.3.1.6).
const maxLine = 998

// Write takes what the client sends.
func (s *sink) Write(p []byte) (int, error) {
	for _, c := range p {
		s.byte(c)
	}
	return len(p), nil
}

func (s *sink) byte(c byte) {
	last := s.last
	s.last = c
	switch {
	case c == '\n' && last == '\r':
		if !s.lenient {
			s.line = s.line[:len(s.line)-1]
			s.end()
		}
	case s.lenient && (c == '\n' || c == '\r'):
		s.end()
	default:
		s.line = append(s.line, c)
	}
}

// end takes a whole line.
func (s *sink) end() {
	line := string(s.line)
	s.line = s.line[:0]
	switch {
	case s.in && line == ".":
		s.in, s.mails = false, s.mails+1
	case s.in && s.lenient:
	case s.in:
		s.look(line)
	default:
		s.command(line)
	}
}

// look says what may not stand in a line of a mail.
func (s *sink) look(line string) {
	switch {
	case len(line) > maxLine:
		s.trouble = append(s.trouble, "a line of a mail is too long")
	case strings.ContainsAny(line, "\r\n\x00"):
		s.trouble = append(s.trouble, "a line of a mail holds CR, LF or NUL")
	}
}

func (s *sink) command(line string) {
	verb, _, _ := strings.Cut(line, " ")
	verb = strings.ToUpper(verb)
	s.commands = append(s.commands, verb)
	switch verb {
	case "MAIL":
		s.readers = 0
	case "RCPT":
		s.readers++
	case "DATA":
		s.in = true
		if s.readers != 1 {
			s.trouble = append(s.trouble, "a mail has not one reader")
		}
	case "BDAT":
		s.trouble = append(s.trouble, "a mail that is not read here")
	}
}

// differ says how two readings of the same bytes are not the same.
func differ(strict, lenient *sink) (found []string) {
	if strict.mails != lenient.mails {
		found = append(found, "other servers see another number of mails")
	}
	if !slices.Equal(strict.commands, lenient.commands) {
		found = append(found, "other servers see other commands")
	}
	return append(found, strict.trouble...)
}
