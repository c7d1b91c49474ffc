package outbox

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Alarm is a way to reach the administrator that does not need the relay.
type Alarm interface {
	// Send passes a short text on; nil means the other side took it.
	Send(ctx context.Context, subject, text string) error
}

// CommandAlarm runs a program of the settings, without a shell: Argv holds no
// word of ours, subject and text come on its standard input (D07).
type CommandAlarm struct {
	Argv    []string      // program and arguments
	Timeout time.Duration // default 30 s
}

// Send runs the program and waits for it; an exit other than 0 is an error
// with what it wrote.
func (a CommandAlarm) Send(ctx context.Context, subject, text string) error {
	if len(a.Argv) == 0 {
		return errors.New("the alarm command is empty")
	}
	setIfZero(&a.Timeout, 30*time.Second)
	ctx, cancel := context.WithTimeout(ctx, a.Timeout)
	defer cancel()
	command := exec.CommandContext(ctx, a.Argv[0], a.Argv[1:]...)
	command.Stdin = strings.NewReader(oneLine(subject) + "\n\n" + text + "\n")
	command.WaitDelay = time.Second
	output, err := command.CombinedOutput()
	if err != nil {
		return fmt.Errorf("running the alarm command %s: %w: %s", a.Argv[0], err, oneLine(string(output)))
	}
	return nil
}

// RelayAlarm sends a plain letter by a second relay.
type RelayAlarm struct {
	Relay    Relay
	From, To string
	Now      func() time.Time // default time.Now
}

// Send writes the letter and delivers it at once, without a queue: an error
// may be tried again, a second alarm does no harm.
func (a RelayAlarm) Send(ctx context.Context, subject, text string) error {
	letter, err := a.letter(subject, text)
	if err != nil {
		return fmt.Errorf("writing the alarm to %s: %w", a.To, err)
	}
	conn, err := a.Relay.Dial(ctx)
	if err != nil {
		return fmt.Errorf("sending the alarm to %s: %w", a.To, err)
	}
	defer conn.Close(time.Second)
	write := func(w io.Writer) error { _, err := w.Write(letter); return err }
	_, err = conn.Send(ctx, Envelope{From: a.From, To: a.To, Bytes: write}, func(context.Context) error { return nil })
	if err != nil {
		return fmt.Errorf("sending the alarm to %s: %w", a.To, err)
	}
	return nil
}

func (a RelayAlarm) letter(subject, text string) ([]byte, error) {
	if err := errors.Join(checkPath(a.From, false), checkPath(a.To, false)); err != nil {
		return nil, err
	}
	now := time.Now
	if a.Now != nil {
		now = a.Now
	}
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	err := errors.Join(msg.From(a.From), msg.To(a.To))
	msg.Subject(oneLine(subject))
	msg.SetDateWithValue(now())
	msg.SetMessageIDWithValue("alarm." + rand.Text() + a.From[strings.LastIndexByte(a.From, '@'):]) // not the machine's name
	msg.SetGenHeader("Auto-Submitted", "auto-generated")                                            // RFC 3834
	msg.SetBodyString(mail.TypeTextPlain, strings.TrimRight(text, "\r\n")+"\r\n")                   // a letter ends with CRLF
	var out bytes.Buffer
	if err == nil {
		_, err = msg.WriteTo(&out)
	}
	return out.Bytes(), err
}
