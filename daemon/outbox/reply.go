package outbox

import (
	"errors"
	"fmt"
	"net/textproto"
	"regexp"
	"strings"
	"unicode"
)

// maxReply is how much of a server's answer is kept, in bytes.
const maxReply = 500

// Reply is what the server answered. The zero value: nothing was heard.
type Reply struct {
	Code     int
	Enhanced string // enhanced status code, RFC 3463, such as 4.2.0; often empty
	Text     string // one printable line, enhanced code included
}

// String is the code and the words.
func (r Reply) String() string {
	if r.Code == 0 {
		return "no answer"
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", r.Code, r.Text))
}

var enhancedCode = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}\b`)

func newReply(code int, text string) Reply {
	line := oneLine(text)
	return Reply{Code: code, Enhanced: enhancedCode.FindString(line), Text: line}
}

// oneLine makes a server's words safe for logs and pages: no line breaks, no
// control or direction characters, bounded length.
func oneLine(text string) string {
	if len(text) > maxReply {
		text = text[:maxReply]
	}
	clean := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	return strings.TrimSpace(clean)
}

// replyOf is the server's answer inside err; false where err is the network's.
func replyOf(err error) (Reply, bool) {
	var answer *textproto.Error
	if !errors.As(err, &answer) {
		return Reply{}, false
	}
	return newReply(answer.Code, answer.Msg), true
}

// Fault is why a letter or a connection came no further: how far it was and
// what the server said. With Reply.Code 0 the server said nothing that can be
// understood.
type Fault struct {
	Phase  Phase
	Reply  Reply
	Reused bool  // the connection had carried letters before this one
	Err    error // never holds a secret

	noted bool // it is in the relay's health already
}

// Error says how far the letter came and what the server said.
func (f *Fault) Error() string {
	if f.Reply.Code != 0 {
		return fmt.Sprintf("at %s the relay answered %s", f.Phase, f.Reply)
	}
	return fmt.Sprintf("at %s: %s", f.Phase, oneLine(f.Err.Error()))
}

// Unwrap is the cause.
func (f *Fault) Unwrap() error { return f.Err }

// newFault describes err, taking the server's answer out of it if there is one.
func newFault(phase Phase, err error) *Fault {
	reply, _ := replyOf(err)
	return &Fault{Phase: phase, Reply: reply, Err: err}
}
