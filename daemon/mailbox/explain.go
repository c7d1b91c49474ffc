package mailbox

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/emersion/go-imap/v2"
)

// ErrLogin is in the error of a login that the server refused: trying again
// with the same secret is pointless and may lock the account.
var ErrLogin = errors.New("login refused")

var errNoAnswer = errors.New("no answer in time")

const (
	stepConnect = "connect"
	stepLogin   = "log in"
	stepFolder  = "open folder " // and its name
)

// explain says which account and server an error is about, what was being
// done, and what a person can do about it.
func (a Account) explain(step string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	var already *explained
	if errors.As(err, &already) {
		return err
	}
	return &explained{fmt.Sprintf("mailbox %s at %s: %s", a.Name, a.Host, step), a.advice(step, err), err}
}

// explained is an error with its place before and its advice after it.
type explained struct {
	where, advice string
	err           error
}

// Error is where, what and what to do.
func (e *explained) Error() string {
	text := e.where + ": " + e.err.Error()
	if e.advice != "" {
		text += " (" + e.advice + ")"
	}
	return text
}

// Unwrap gives the bare error.
func (e *explained) Unwrap() error { return e.err }

func (a Account) advice(step string, err error) string {
	var dns *net.DNSError
	var record tls.RecordHeaderError
	var answer *imap.Error
	switch {
	case errors.Is(err, ErrLogin):
		return fmt.Sprintf("check user %q and its secret; many providers want an application password or a token", a.User)
	case errors.As(err, &dns):
		return "no such host: check the mailbox's host, and this machine's DNS"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "nothing listens there: check host and port"
	case errors.As(err, &record):
		return `the port does not speak TLS: use port 993, or tls = "starttls"`
	case a.certificateAdvice(err) != "":
		return a.certificateAdvice(err)
	case errors.Is(err, errNoAnswer):
		return "the server is slow, or a firewall swallows the connection"
	case step == stepConnect && a.TLS == TLSStart && errors.As(err, &answer):
		return `STARTTLS was refused, so nothing was sent: use tls = "tls" on port 993, and if it worked before, suspect somebody on the line`
	case strings.HasPrefix(step, stepFolder) && errors.As(err, &answer):
		return "check the folder's name in the settings"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return "the connection was cut"
	}
	return ""
}

func (a Account) certificateAdvice(err error) string {
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &host):
		return "the certificate is for another name: set host to a name in it"
	case errors.As(err, &invalid):
		return "the server's certificate is not valid, perhaps expired"
	case errors.As(err, new(x509.UnknownAuthorityError)):
		return "the server's certificate is signed by nobody this machine trusts"
	}
	return ""
}

// answered says whether the server refused a command but the connection lives.
func answered(err error) bool {
	var answer *imap.Error
	return errors.As(err, &answer)
}
