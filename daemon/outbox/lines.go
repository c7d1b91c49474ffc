package outbox

import (
	"errors"
	"fmt"
	"io"
	"strings"
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
		l.before()
		n, err := l.w.Write(part)
		written, l.err = written+n, err
		p = p[len(part):]
	}
	return written, l.err
}

func (l *lines) check(p []byte) error {
	for i, c := range p {
		switch {
		case c == 0:
			return l.unfit(i, "NUL")
		case (c == '\n') != (l.last == '\r'):
			return l.unfit(i, "a bare CR or LF")
		case c == '\n':
			l.length = 0
		case c != '\r':
			if l.length++; l.length > maxLine {
				return l.unfit(i, "a line of more than 998 bytes")
			}
		}
		l.last = c
	}
	l.total += int64(len(p))
	return nil
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
