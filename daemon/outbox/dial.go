package outbox

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"

	"github.com/wneessen/go-mail"
)

// Dial connects, protects the connection and logs in. The error is a [*Fault]
// at PhaseDialed. ctx bounds the dial only, not the connection.
func (r Relay) Dial(ctx context.Context) (*Conn, error) {
	r = r.WithDefaults()
	conn, secrets, err := r.dial(ctx)
	if err != nil {
		fault := newFault(PhaseDialed, redact(err, secrets))
		fault.Reply.Text = hide(fault.Reply.Text, secrets)
		return nil, fault
	}
	return conn, nil
}

func (r Relay) dial(ctx context.Context) (*Conn, []string, error) {
	if err := r.Check(); err != nil {
		return nil, nil, err
	}
	login, err := r.login(ctx)
	if err != nil {
		return nil, nil, err
	}
	conn := &Conn{relay: r}
	client, err := mail.NewClient(r.host(), r.options(conn, login)...)
	if err != nil {
		return nil, login.secrets(), fmt.Errorf("setting up the relay %s: %w", r.Addr, err)
	}
	stop := context.AfterFunc(ctx, conn.abort)
	conn.client, err = client.DialToSMTPClientWithContext(ctx)
	stop()
	if err == nil {
		err = cmp.Or(ctx.Err(), conn.heard(nil))
	}
	if err != nil {
		conn.abort()
		return nil, login.secrets(), fmt.Errorf("connecting to the relay %s: %w", r.Addr, err)
	}
	return conn, nil, nil
}

func (r Relay) host() string {
	host, _, _ := net.SplitHostPort(r.Addr)
	return host
}

func (r Relay) options(conn *Conn, login *login) []mail.Option {
	_, port, _ := net.SplitHostPort(r.Addr)
	number, _ := strconv.Atoi(port)
	options := []mail.Option{
		mail.WithPort(number),
		mail.WithTimeout(r.Timeouts.Greet),
		mail.WithTLSConfig(r.tlsConfig()),
		mail.WithoutSMTPUTF8(),
		mail.WithDialContextFunc(r.opener(conn)),
	}
	switch r.TLS {
	case TLSImplicit:
		options = append(options, mail.WithSSL())
	case TLSStart:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	case TLSNone:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if r.HELO != "" {
		options = append(options, mail.WithHELO(r.HELO))
	}
	if login != nil {
		options = append(options, mail.WithSMTPAuthCustom(login))
	}
	return options
}

func (r Relay) tlsConfig() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if r.TLSConfig != nil {
		config = r.TLSConfig.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = r.host()
	}
	return config
}

// opener opens the wire itself: the library's client holds a lock while it
// waits, so only the bare connection can be cut or given a deadline at any time.
func (r Relay) opener(conn *Conn) mail.DialContextFunc {
	open := r.Dialer
	if open == nil {
		open = (&net.Dialer{}).DialContext
	}
	return func(ctx context.Context, network, _ string) (net.Conn, error) { // the library forgets an IPv6 address's brackets
		short, cancel := context.WithTimeout(ctx, r.Timeouts.Connect)
		defer cancel()
		bare, err := open(short, network, r.Addr)
		if err != nil {
			return nil, err
		}
		w := &wire{Conn: bare}
		if !conn.attach(w) {
			return nil, errors.Join(context.Canceled, bare.Close())
		}
		w.phase(r.Timeouts.Greet)
		if r.TLS != TLSImplicit {
			return w, nil
		}
		secure := tls.Client(w, r.tlsConfig())
		return secure, secure.HandshakeContext(ctx)
	}
}
