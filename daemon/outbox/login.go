package outbox

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wneessen/go-mail/smtp"
)

// ErrNoLogin is returned when the relay offers no way to log in that we speak.
var ErrNoLogin = errors.New("the relay offers no AUTH that fits: PLAIN, LOGIN or CRAM-MD5 for a password, XOAUTH2 for a token")

// login chooses among the ways the server offers once it has offered them.
// Only the plain ones and XOAUTH2 are used: they run under TLS, and what the
// library tries first by itself (SCRAM-PLUS, NTLM) fails at some providers.
type login struct {
	smtp.Auth // the chosen one, set by Start

	host, user, secret string
	token, plain       bool // secret is a token; the connection is plain on loopback
}

// login asks for the present secret; nil for a relay without a user.
func (r Relay) login(ctx context.Context) (*login, error) {
	if r.User == "" {
		return nil, nil
	}
	ask := r.Password
	if r.Token != nil {
		ask = r.Token
	}
	secret, err := ask(ctx)
	if err != nil {
		return nil, fmt.Errorf("getting the relay's secret for %s: %w", r.User, err)
	}
	return &login{host: r.host(), user: r.User, secret: secret, token: r.Token != nil, plain: r.TLS == TLSNone}, nil
}

// Start picks the mechanism (RFC 4954 section 4).
func (l *login) Start(server *smtp.ServerInfo) (string, []byte, error) {
	offers := func(name string) bool {
		return slices.ContainsFunc(server.Auth, func(s string) bool { return strings.EqualFold(s, name) })
	}
	switch {
	case l.token && offers("XOAUTH2"):
		l.Auth = smtp.XOAuth2Auth(l.user, l.secret)
	case l.token:
		return "", nil, ErrNoLogin
	case offers("PLAIN"):
		l.Auth = smtp.PlainAuth("", l.user, l.secret, l.host, l.plain)
	case offers("LOGIN"):
		l.Auth = smtp.LoginAuth(l.user, l.secret, l.host, l.plain)
	case offers("CRAM-MD5"):
		l.Auth = smtp.CRAMMD5Auth(l.user, l.secret)
	default:
		return "", nil, ErrNoLogin
	}
	return l.Auth.Start(server)
}

// secrets are the forms in which the secret goes over the wire: a server may
// quote them in its refusal, and a refusal is logged.
func (l *login) secrets() []string {
	if l == nil || l.secret == "" {
		return nil
	}
	forms := []string{l.secret}
	for _, s := range []string{l.secret, "\x00" + l.user + "\x00" + l.secret,
		"user=" + l.user + "\x01auth=Bearer " + l.secret + "\x01\x01"} {
		forms = append(forms, base64.StdEncoding.EncodeToString([]byte(s)))
	}
	return forms
}

func hide(text string, secrets []string) string {
	for _, s := range secrets {
		text = strings.ReplaceAll(text, s, "[secret]")
	}
	return text
}

// hidden is an error whose words were cleaned; it still unwraps.
type hidden struct {
	text string
	err  error
}

func (h *hidden) Error() string { return h.text }
func (h *hidden) Unwrap() error { return h.err }

func redact(err error, secrets []string) error {
	if text := hide(err.Error(), secrets); text != err.Error() {
		return &hidden{text: text, err: err}
	}
	return err
}
