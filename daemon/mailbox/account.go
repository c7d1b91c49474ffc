// Package mailbox watches folders of IMAP accounts (RFC 3501, RFC 9051) and
// hands every new mail to a [Keeper], once, and only when its bytes are
// complete. It reads with EXAMINE and BODY.PEEK[]: no flag is set, nothing is
// moved, nothing is deleted.
//
// A [Watcher] looks after one [Account]. What is new is told by UIDVALIDITY
// and UID, never by flags; IDLE only wakes it earlier than the next poll; a
// reconciler compares the last thirty days with what is kept and fetches what
// is missing.
package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

// TLSMode says how the connection to the server is protected.
type TLSMode string

// The ways to protect a connection. TLSNone is accepted for loopback
// addresses only.
const (
	TLSImplicit TLSMode = "tls"      // TLS from the first byte, port 993
	TLSStart    TLSMode = "starttls" // plain greeting, then TLS before any credential, port 143
	TLSNone     TLSMode = "none"     // no protection, loopback only, port 143
)

// Account is one IMAP account to watch, as the settings describe it. A zero
// duration, size or list takes the default named beside it.
type Account struct {
	Name    string  // name in the settings: Place.Mailbox of its mails
	Address string  // the mailbox's mail address, for messages to people
	Host    string  // host or host:port of the server
	TLS     TLSMode // default TLSImplicit
	User    string  // login name

	// Password gives the password at each login. It is asked each time, so
	// that a changed secret file is read again.
	Password func(ctx context.Context) (string, error)
	// Token gives an OAuth 2 access token at each login; when set it is used
	// instead of Password (XOAUTH2, or OAUTHBEARER where only that is offered).
	Token func(ctx context.Context) (string, error)

	Folders        []string      // default INBOX
	Poll           time.Duration // longest time between two looks, default 60 s
	IdleRenew      time.Duration // IDLE is issued again after it (RFC 2177), default 9 min
	Reconcile      time.Duration // time between two reconciliations, default 15 min
	Lookback       time.Duration // how far a reconciliation looks back, default 30 days
	CommandTimeout time.Duration // longest silence of the server during a command, default 60 s
	Import         bool          // first connection: take what lies there as history
	MaxMailBytes   int64         // of larger mails only the header is fetched, default 50 MiB
	SpoolDir       string        // folder for mails over 1 MiB, default the system's temporary folder
	TLSConfig      *tls.Config   // nil: the system's certificate authorities; ServerName is set if empty
}

const (
	defaultPoll           = 60 * time.Second
	defaultIdleRenew      = 9 * time.Minute
	defaultReconcile      = 15 * time.Minute
	defaultLookback       = 30 * 24 * time.Hour
	defaultCommandTimeout = 60 * time.Second
	defaultMaxMailBytes   = 50 << 20
)

// withDefaults is the account with every open field filled in.
func (a Account) withDefaults() Account {
	setIfZero(&a.TLS, TLSImplicit)
	setIfZero(&a.Poll, defaultPoll)
	setIfZero(&a.IdleRenew, defaultIdleRenew)
	setIfZero(&a.Reconcile, defaultReconcile)
	setIfZero(&a.Lookback, defaultLookback)
	setIfZero(&a.CommandTimeout, defaultCommandTimeout)
	setIfZero(&a.MaxMailBytes, defaultMaxMailBytes)
	if len(a.Folders) == 0 {
		a.Folders = []string{"INBOX"}
	}
	if _, _, err := net.SplitHostPort(a.Host); err != nil && a.Host != "" {
		a.Host = net.JoinHostPort(strings.Trim(a.Host, "[]"), a.defaultPort())
	}
	return a
}

func setIfZero[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func (a Account) defaultPort() string {
	if a.TLS == TLSImplicit {
		return "993"
	}
	return "143"
}

// Check says what in the account would keep it from ever working: nil when it
// can be tried.
func (a Account) Check() error {
	a = a.withDefaults()
	switch {
	case a.Name == "":
		return errors.New("mailbox without a name: give it one in the settings")
	case a.Host == "":
		return fmt.Errorf("mailbox %q has no host: set it to the IMAP server's name", a.Name)
	case a.User == "":
		return fmt.Errorf("mailbox %q has no user: set it to the login name", a.Name)
	case a.Password == nil && a.Token == nil:
		return fmt.Errorf("mailbox %q has neither a password nor a token command", a.Name)
	case a.TLS != TLSImplicit && a.TLS != TLSStart && a.TLS != TLSNone:
		return fmt.Errorf("mailbox %q: tls is %q, but must be tls, starttls or none", a.Name, a.TLS)
	case a.TLS == TLSNone && !a.loopback():
		return fmt.Errorf("mailbox %q: tls = \"none\" is for servers on this machine only, not for %s: use tls or starttls", a.Name, a.Host)
	}
	return a.checkFolders()
}

func (a Account) checkFolders() error {
	seen := map[string]bool{}
	for _, folder := range a.Folders {
		key := folder
		if strings.EqualFold(folder, "INBOX") { // INBOX alone is case-insensitive, RFC 3501 section 5.1
			key = "INBOX"
		}
		if folder == "" || seen[key] {
			return fmt.Errorf("mailbox %q: folder %q is empty or named twice", a.Name, folder)
		}
		seen[key] = true
	}
	return nil
}

func (a Account) loopback() bool {
	host := a.hostname()
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

func (a Account) hostname() string {
	host, _, err := net.SplitHostPort(a.Host)
	if err != nil {
		return a.Host
	}
	return host
}
