package outbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"permanence/daemon/fault"
)

// ErrUnfit marks a letter that must not be sent as it is: a second attempt
// would not change it.
var ErrUnfit = errors.New("the letter is not fit to be sent")

// maxLine is the longest line without its CRLF, in bytes (RFC 5321 section
// 4.5.3.1.6).
const maxLine = 998

// block is how many bytes are written under one deadline.
const block = 32 << 10

// lines passes a letter on and refuses what some server could take for the
// end of the letter, or change: a bare CR, a bare LF, NUL, a line that is too
// long (D08, SMTP smuggling). Dots are stuffed behind it.
type lines struct {
	w      io.Writer
	before func() // called before each block
	length int    // of the present line
	last   byte
	total  int64
	err    error
}

func (l *lines) Write(p []byte) (int, error) {
	written := 0
	for len(p) > 0 && l.err == nil {
		part := p[:min(block, len(p))]
		if l.err = l.check(part); l.err != nil {
			break
		}
		if l.err = fault.At("bytes.block"); l.err != nil {
			break
		}
		l.before()
		n, err := l.w.Write(part)
		written, l.err = written+n, err
		p = p[len(part):]
	}
	return written, l.err
}

// check goes line by line, so that the bytes between are searched and not
// looked at one by one.
func (l *lines) check(p []byte) error {
	for at := 0; at < len(p); {
		line, ended := p[at:], false
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line, ended = line[:n], true
		}
		if i, what := l.fault(line, ended); what != "" {
			return l.unfit(at+i, what)
		}
		at += len(line)
		if ended {
			at++
			l.length, l.last = 0, '\n'
		}
	}
	l.total += int64(len(p))
	return nil
}

// fault looks at a piece of a line, up to its LF where it ended.
func (l *lines) fault(line []byte, ended bool) (at int, what string) {
	if i := bytes.IndexByte(line, 0); i >= 0 {
		return i, "NUL"
	}
	if l.last == '\r' && (len(line) > 0 || !ended) {
		return 0, "a bare CR or LF"
	}
	text := line
	if i := bytes.IndexByte(line, '\r'); i >= 0 {
		if i != len(line)-1 {
			return i + 1, "a bare CR or LF"
		}
		text = line[:i]
	} else if ended && (len(line) > 0 || l.last != '\r') {
		return len(line), "a bare CR or LF"
	}
	if l.length += len(text); l.length > maxLine {
		return len(text), "a line of more than 998 bytes"
	}
	if len(line) > 0 {
		l.last = line[len(line)-1]
	}
	return 0, ""
}

// end says whether what was written is a whole letter.
func (l *lines) end() error {
	if l.err == nil && (l.total == 0 || l.last != '\n') {
		l.err = l.unfit(0, "no CRLF at its end")
	}
	return l.err
}

func (l *lines) unfit(i int, what string) error {
	return fmt.Errorf("%w: %s at byte %d", ErrUnfit, what, l.total+int64(i))
}

// checkPath refuses an address that cannot stand in MAIL or RCPT: it must be
// printable ASCII without brackets or blanks (D05, D07), because SMTPUTF8 is
// not used.
func checkPath(address string, mayBeEmpty bool) error {
	if address == "" && mayBeEmpty {
		return nil
	}
	bad := func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' }
	at := strings.LastIndexByte(address, '@')
	switch {
	case strings.ContainsFunc(address, bad):
		return fmt.Errorf("%w: the address %q holds a blank, a bracket, a control or a non-ASCII character", ErrUnfit, address)
	case at < 1 || at == len(address)-1 || len(address) > 254:
		return fmt.Errorf("%w: %q is not an address of the form local@domain", ErrUnfit, address)
	}
	return nil
}

// stuffer writes a letter with a second dot before each dot that begins a line
// (RFC 5321 section 4.5.2), all but its last CRLF: that goes by the library's
// own writer, which ends the letter with the dot.
type stuffer struct {
	w    io.Writer
	in   bool // inside a line
	tail []byte
}

func (s *stuffer) Write(p []byte) (int, error) {
	all := p
	if len(s.tail) > 0 {
		all = append(s.tail, p...)
	}
	keep := min(2, len(all))
	if err := s.stuff(all[:len(all)-keep]); err != nil {
		return 0, err
	}
	s.tail = append([]byte(nil), all[len(all)-keep:]...)
	return len(p), nil
}

func (s *stuffer) stuff(p []byte) error {
	for len(p) > 0 {
		if !s.in && p[0] == '.' {
			if _, err := s.w.Write([]byte{'.'}); err != nil {
				return err
			}
		}
		piece := p
		if i := bytes.Index(p, []byte("\n.")); i >= 0 {
			piece = p[:i+1]
		}
		if _, err := s.w.Write(piece); err != nil {
			return err
		}
		s.in = piece[len(piece)-1] != '\n'
		p = p[len(piece):]
	}
	return nil
}
