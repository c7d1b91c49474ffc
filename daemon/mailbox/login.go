package mailbox

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"
)

// login proves who we are: a token where the account has one, else the
// password.
func (s *session) login(ctx context.Context) error {
	if s.client.State() == imap.ConnStateAuthenticated { // PREAUTH greeting
		return nil
	}
	give, what := s.account.Password, "password"
	if s.account.Token != nil {
		give, what = s.account.Token, "token"
	}
	secret, err := give(ctx)
	if err != nil {
		return s.account.explain(stepLogin, fmt.Errorf("the %s could not be read: %w", what, err))
	}
	s.secret = secret
	return s.ask(ctx, stepLogin, func() error {
		if s.account.Token != nil {
			return s.authenticate(s.tokenMechanism(secret))
		}
		return s.withPassword(secret)
	})
}

// withPassword prefers AUTHENTICATE PLAIN, which carries any UTF-8 (RFC 4616),
// over LOGIN.
func (s *session) withPassword(password string) error {
	caps := s.client.Caps()
	switch {
	case caps == nil:
		return errNoCaps
	case caps.Has(imap.AuthCap(sasl.Plain)):
		return s.authenticate(sasl.NewPlainClient("", s.account.User, password))
	case caps.Has(imap.CapLoginDisabled):
		return fmt.Errorf("%w: the server takes no password on this connection", ErrLogin)
	}
	return loginError(s.client.Login(s.account.User, password).Wait())
}

func (s *session) tokenMechanism(token string) sasl.Client {
	caps := s.client.Caps()
	if !caps.Has(imap.AuthCap(xoauth2)) && caps.Has(imap.AuthCap(sasl.OAuthBearer)) {
		return sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: s.account.User, Token: token})
	}
	return &xoauth2Client{user: s.account.User, token: token}
}

func (s *session) authenticate(mechanism sasl.Client) error {
	return loginError(s.client.Authenticate(mechanism))
}

// loginError tells a refusal, which trying again soon makes worse, from a
// server that is only not ready (RFC 5530).
func loginError(err error) error {
	var refused *imap.Error
	var bearer *sasl.OAuthBearerError
	switch {
	case errors.As(err, &refused) && refused.Type == imap.StatusResponseTypeNo &&
		refused.Code != imap.ResponseCodeUnavailable && refused.Code != imap.ResponseCodeInUse,
		errors.As(err, &bearer), errors.Is(err, errTokenRefused):
		return fmt.Errorf("%w: %w", ErrLogin, err)
	}
	return err
}

// hide takes the secret out of an error, should a server repeat what it was
// sent. The error keeps its identity.
func (s *session) hide(err error) error {
	if s.secret == "" || !strings.Contains(err.Error(), s.secret) {
		return err
	}
	return hidden{err, strings.ReplaceAll(err.Error(), s.secret, "(secret)")}
}

type hidden struct {
	error
	text string
}

// Error is the text without the secret.
func (h hidden) Error() string { return h.text }

// Unwrap lets errors.Is and errors.As look inside.
func (h hidden) Unwrap() error { return h.error }

var errNoCaps = errors.New("the connection ended before the server said what it can do")

const xoauth2 = "XOAUTH2"

var errTokenRefused = errors.New("the server refused the token")

// xoauth2Client is Google's and Microsoft's SASL mechanism for OAuth 2 access
// tokens: one message, and a challenge only to say what was wrong with it.
type xoauth2Client struct{ user, token string }

// Start gives the mechanism and its only message.
func (c *xoauth2Client) Start() (string, []byte, error) {
	return xoauth2, []byte("user=" + c.user + "\x01auth=Bearer " + c.token + "\x01\x01"), nil
}

// Next is called with the server's complaint, a JSON object.
func (c *xoauth2Client) Next(challenge []byte) ([]byte, error) {
	return nil, fmt.Errorf("%w: %s", errTokenRefused, challenge)
}
