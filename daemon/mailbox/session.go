package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// patience is how many times CommandTimeout a command may take in all while
// the server keeps sending something.
const patience = 10

// session is one connection, logged in. The library has no context and no
// deadline for a command, so each runs inside do.
type session struct {
	account Account
	client  *imapclient.Client
	conn    *meteredConn
	wake    chan struct{} // of 1: the server said that something changed
	expired atomic.Bool   // our own timer closed the connection
	secret  string        // what must never be seen in an error
}

// openSession connects, secures the connection and logs in.
func openSession(ctx context.Context, account Account) (*session, error) {
	s := &session{account: account, wake: make(chan struct{}, 1)}
	if err := s.connect(ctx); err != nil {
		return nil, account.explain(stepConnect, err)
	}
	if err := s.login(ctx); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *session) connect(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, s.account.CommandTimeout, errNoAnswer)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", s.account.Host)
	if err != nil {
		return causeOr(ctx, err)
	}
	s.conn = &meteredConn{Conn: conn, raw: conn}
	s.conn.left.Store(maxTalk)
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	if err := s.secure(ctx); err != nil {
		conn.Close()
		return causeOr(ctx, err)
	}
	if err := s.client.WaitGreeting(); err != nil {
		s.close()
		return causeOr(ctx, err)
	}
	return nil
}

// causeOr is why ctx ended, where it did: closing the connection for it makes
// every waiting call fail with an error that says nothing.
func causeOr(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// secure makes the client on a protected connection; with STARTTLS a refusal
// is an error, so nothing is ever sent in the clear (RFC 8314 section 4.1).
func (s *session) secure(ctx context.Context) (err error) {
	options := &imapclient.Options{TLSConfig: s.tlsConfig(), UnilateralDataHandler: s.handler()}
	switch s.account.TLS {
	case TLSStart:
		s.client, err = imapclient.NewStartTLS(s.conn, options)
		return err
	case TLSNone:
		s.client = imapclient.New(s.conn, options)
		return nil
	}
	secured := tls.Client(s.conn.Conn, options.TLSConfig)
	if err := secured.HandshakeContext(ctx); err != nil {
		return err
	}
	s.conn.Conn = secured
	s.client = imapclient.New(s.conn, options)
	return nil
}

func (s *session) tlsConfig() *tls.Config {
	config := &tls.Config{}
	if s.account.TLSConfig != nil {
		config = s.account.TLSConfig.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = s.account.hostname()
	}
	if s.account.TLS == TLSImplicit && config.NextProtos == nil {
		config.NextProtos = []string{"imap"} // RFC 7301's registered name
	}
	return config
}

// handler runs on the library's read loop: it only leaves a note.
func (s *session) handler() *imapclient.UnilateralDataHandler {
	return &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages == nil {
				return
			}
			select {
			case s.wake <- struct{}{}:
			default:
			}
		},
	}
}

func (s *session) close() {
	s.conn.Close()
	if s.client != nil {
		s.client.Close()
	}
}

// do runs one command. It closes the connection, which ends every wait of the
// library, when ctx ends, when the server is silent for CommandTimeout, or
// when limit is over. The server may send maxTalk, and what command allows.
func (s *session) do(ctx context.Context, step string, limit time.Duration, command func() error) error {
	stopCtx := context.AfterFunc(ctx, func() { s.conn.Close() })
	defer stopCtx()
	stopGuard := s.guard(limit)
	defer stopGuard()
	s.conn.left.Store(maxTalk)
	err := command()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case s.expired.Load():
		err = errNoAnswer
	}
	return s.account.explain(step, s.hide(err))
}

// ask is do for a command with a short answer.
func (s *session) ask(ctx context.Context, step string, command func() error) error {
	return s.do(ctx, step, patience*s.account.CommandTimeout, command)
}

func (s *session) guard(limit time.Duration) (stop func()) {
	s.conn.touch()
	end := time.Now().Add(limit)
	done := make(chan struct{})
	go func() {
		for {
			left := min(s.account.CommandTimeout-s.conn.silence(), time.Until(end))
			if left <= 0 {
				s.expired.Store(true)
				s.conn.Close()
				return
			}
			timer := time.NewTimer(left)
			select {
			case <-done:
				timer.Stop()
				return
			case <-timer.C:
			}
		}
	}()
	return func() { close(done) }
}

// examined is what EXAMINE says of a folder.
type examined struct {
	uidValidity uint32
	uidNext     uint32 // 0: the server does not say
	messages    uint32
}

// examine opens the folder read-only, so that no flag can change.
func (s *session) examine(ctx context.Context, folder string) (e examined, err error) {
	err = s.ask(ctx, stepFolder+folder, func() error {
		data, err := s.client.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
		if err == nil {
			e = examined{data.UIDValidity, uint32(data.UIDNext), data.NumMessages}
		}
		return err
	})
	if err == nil && e.uidValidity == 0 {
		err = s.account.explain(stepFolder+folder, errors.New("the server gives no UIDVALIDITY, so its mails cannot be told apart"))
	}
	return e, err
}

// noop lets the server say what has changed.
func (s *session) noop(ctx context.Context) error {
	return s.ask(ctx, "look for new mail", func() error { return s.client.Noop().Wait() })
}
