package outbox

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"runtime/debug"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"permanence/daemon/fault"
)

// transact is one transaction, from RSET where the last one left something
// open to the answer after the dot.
func (c *Conn) transact(ctx context.Context, e Envelope, beforeDot func(context.Context) error) (Reply, *Fault) {
	if err := c.tidy(); err != nil {
		return Reply{}, newFault(PhaseMail, err)
	}
	c.sent++
	c.dirty = true
	if err := fault.At("mail.before"); err != nil {
		return Reply{}, newFault(PhaseMail, err)
	}
	c.phase(c.relay.Timeouts.Command)
	if err := c.heard(c.client.Mail("<" + e.From + ">")); err != nil {
		return Reply{}, newFault(PhaseMail, err)
	}
	if err := fault.At("rcpt.before"); err != nil {
		return Reply{}, newFault(PhaseRcpt, err)
	}
	c.phase(c.relay.Timeouts.Command)
	if err := c.heard(c.client.Rcpt("<" + e.To + ">")); err != nil {
		return Reply{}, newFault(PhaseRcpt, err)
	}
	if err := fault.At("data.before"); err != nil {
		return Reply{}, newFault(PhaseData, err)
	}
	c.phase(c.relay.Timeouts.Data)
	data, err := c.client.Data()
	if err = c.heard(err); err != nil {
		return Reply{}, newFault(PhaseData, err)
	}
	if err := c.body(data, e.Bytes); err != nil {
		c.abort()
		return Reply{}, &Fault{Phase: PhaseData, Err: err}
	}
	return c.dot(ctx, data, beforeDot)
}

// heard is err, or why the answer did not come whole: the library takes a line
// that stops before its end for a whole one. Of the answer to the dot the code
// is enough.
func (c *Conn) heard(err error) error {
	if err == nil {
		err = c.wire.failed
	}
	return err
}

// tidy makes the connection ready for a transaction.
func (c *Conn) tidy() error {
	if err := c.quiet(); err != nil {
		return err
	}
	if !c.dirty {
		return nil
	}
	c.phase(c.relay.Timeouts.Reset)
	if err := c.heard(c.client.Reset()); err != nil {
		return fmt.Errorf("resetting the connection: %w", err)
	}
	c.dirty = false
	return nil
}

// quiet is nil while the server keeps silent and the connection stands, as far
// as can be seen without waiting.
func (c *Conn) quiet() error {
	waiting, closed := c.wire.peek()
	switch {
	case closed:
		return errGone
	case c.client.Text.R.Buffered() > 0:
		return c.unasked()
	case waiting:
		return c.listen()
	}
	return nil
}

// listen finds out what the waiting bytes are: words, a close, or TLS's own.
func (c *Conn) listen() error {
	c.phase(5 * time.Millisecond)
	_, err := c.client.Text.R.Peek(1)
	var network net.Error
	switch {
	case err == nil:
		return c.unasked()
	case errors.As(err, &network) && network.Timeout():
		return nil
	}
	return errGone
}

// unasked reads what the server said by itself: a 421 before it closes, or its
// opinion of a letter that is still being written.
func (c *Conn) unasked() error {
	c.phase(c.relay.Timeouts.Reset)
	code, text, err := c.client.Text.ReadResponse(0)
	if err == nil && code >= 400 {
		return &textproto.Error{Code: code, Msg: text}
	}
	return errEarly
}

// body writes the letter, all but the dot, and sends it off: what a server
// says or does about the bytes can then show before the dot.
func (c *Conn) body(data io.Writer, write func(io.Writer) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: panic: %v\n%s", ErrUnreadable, p, debug.Stack())
		}
	}()
	if err := fault.At("bytes.before"); err != nil {
		return err
	}
	large := bufio.NewWriterSize(c.client.Text.W, block) // few calls to the kernel, few records of TLS
	stuffed := &stuffer{w: large}
	checked := &lines{w: stuffed, before: func() { c.phase(c.relay.Timeouts.Block) }}
	err = write(checked)
	switch {
	case checked.err != nil: // the wire's, or the letter is unfit
		return checked.err
	case err != nil:
		return fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	if err := checked.end(); err != nil {
		return err
	}
	c.phase(c.relay.Timeouts.Block)
	if err := large.Flush(); err != nil {
		return err
	}
	if _, err := data.Write(stuffed.tail); err != nil {
		return err
	}
	if err := c.client.Text.W.Flush(); err != nil {
		return err
	}
	return fault.At("bytes.after")
}

// dot records that the dot comes, sends it and reads what becomes of the letter.
func (c *Conn) dot(ctx context.Context, data io.WriteCloser, beforeDot func(context.Context) error) (Reply, *Fault) {
	if err := c.quiet(); err != nil { // an answer before the question could be taken for the final 250
		c.abort()
		return Reply{}, newFault(PhaseData, err)
	}
	if !c.pass(ctx) {
		c.abort()
		return Reply{}, &Fault{Phase: PhaseData, Err: ErrStopped}
	}
	if err := beforeDot(ctx); err != nil {
		c.abort()
		return Reply{}, &Fault{Phase: PhaseData, Err: fmt.Errorf("%w: %w", ErrNotRecorded, err)}
	}
	if err := c.quiet(); err != nil { // it closed while the step was being recorded: still before the dot
		c.abort()
		return Reply{}, newFault(PhaseData, err)
	}
	if err := fault.At("dot.before"); err != nil {
		c.abort()
		return Reply{}, newFault(PhaseData, err)
	}
	c.awaitFinal(ctx)
	c.wire.final = true
	err := data.Close()
	if err == nil {
		err = fault.At("dot.after")
	}
	c.dirty = false // a refused letter ends its transaction as well, RFC 5321 section 4.1.1.4
	if err != nil {
		return Reply{}, newFault(PhaseDot, err)
	}
	return c.accepted(data), nil
}

func (c *Conn) accepted(data io.WriteCloser) Reply {
	if closer, ok := data.(*smtp.DataCloser); ok {
		return newReply(250, closer.ServerResponse())
	}
	return Reply{Code: 250}
}
