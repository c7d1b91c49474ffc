package outbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// TLSMode says how the connection to the relay is protected.
type TLSMode string

// The ways to protect a connection. TLSNone is accepted for loopback
// addresses only.
const (
	TLSImplicit TLSMode = "tls"      // TLS from the first byte, port 465
	TLSStart    TLSMode = "starttls" // plain greeting, then TLS before any credential, port 587
	TLSNone     TLSMode = "none"     // no protection, loopback only, port 25
)

// Timeouts are the longest waits of a delivery, one per phase (RFC 5321
// section 4.5.3.2). A zero value takes the default named beside it.
type Timeouts struct {
	Connect time.Duration // the TCP connection, default 30 s
	Greet   time.Duration // greeting, EHLO, TLS and AUTH together, default 5 min
	Command time.Duration // each of MAIL and RCPT, default 5 min
	Data    time.Duration // the 354 after DATA, default 2 min
	Block   time.Duration // each block of the letter, default 3 min
	Final   time.Duration // the answer after the final dot, default 10 min
	Reset   time.Duration // RSET and QUIT, whose answers decide nothing, default 10 s
	Stop    time.Duration // the answer after the final dot once the program is asked to end, default 6 s
}

// Relay is the SMTP server that takes our letters, as the settings describe it.
type Relay struct {
	Addr string  // host or host:port
	TLS  TLSMode // default TLSImplicit
	HELO string  // name said in EHLO, default the machine's name

	User string // login name; empty: no AUTH
	// Password gives the password at each login. It is asked each time, so
	// that a changed secret file is read again.
	Password func(ctx context.Context) (string, error)
	// Token gives an OAuth 2 access token at each login; when set it is used
	// instead of Password (XOAUTH2).
	Token func(ctx context.Context) (string, error)

	Timeouts  Timeouts
	TLSConfig *tls.Config // nil: the system's certificate authorities; ServerName is set if empty
	// Dialer opens the TCP connection; nil: a net.Dialer.
	Dialer func(ctx context.Context, network, addr string) (net.Conn, error)
}

// WithDefaults is the relay with every open field filled in.
func (r Relay) WithDefaults() Relay {
	setIfZero(&r.TLS, TLSImplicit)
	setIfZero(&r.Timeouts.Connect, 30*time.Second)
	setIfZero(&r.Timeouts.Greet, 5*time.Minute)
	setIfZero(&r.Timeouts.Command, 5*time.Minute)
	setIfZero(&r.Timeouts.Data, 2*time.Minute)
	setIfZero(&r.Timeouts.Block, 3*time.Minute)
	setIfZero(&r.Timeouts.Final, 10*time.Minute)
	setIfZero(&r.Timeouts.Reset, 10*time.Second)
	setIfZero(&r.Timeouts.Stop, 6*time.Second)
	if _, _, err := net.SplitHostPort(r.Addr); err != nil && r.Addr != "" {
		r.Addr = net.JoinHostPort(strings.Trim(r.Addr, "[]"), r.defaultPort())
	}
	return r
}

func (r Relay) defaultPort() string {
	switch r.TLS {
	case TLSStart:
		return "587"
	case TLSNone:
		return "25"
	}
	return "465"
}

func setIfZero[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Check says what in the settings would keep the relay from ever working: nil
// when it can be tried.
func (r Relay) Check() error {
	r = r.WithDefaults()
	host, port, err := net.SplitHostPort(r.Addr)
	switch {
	case r.Addr == "":
		return errors.New("the relay has no address: set it to the SMTP server's name")
	case err != nil || host == "":
		return fmt.Errorf("the relay's address %q must be host or host:port", r.Addr)
	case r.TLS != TLSImplicit && r.TLS != TLSStart && r.TLS != TLSNone:
		return fmt.Errorf("relay %s: tls is %q, but must be tls, starttls or none", r.Addr, r.TLS)
	case r.TLS == TLSNone && !loopback(host):
		return fmt.Errorf("relay %s: tls = \"none\" is for servers on this machine only: use tls or starttls", r.Addr)
	case r.User != "" && r.Password == nil && r.Token == nil:
		return fmt.Errorf("relay %s: user %q has neither a password nor a token command", r.Addr, r.User)
	case r.User == "" && (r.Password != nil || r.Token != nil):
		return fmt.Errorf("relay %s: a password or token is set but no user", r.Addr)
	case strings.ContainsAny(r.HELO, " \t\r\n"):
		return fmt.Errorf("relay %s: helo %q must be one host name", r.Addr, r.HELO)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return fmt.Errorf("the relay's address %q must end in a port from 1 to 65535", r.Addr)
	}
	return nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
