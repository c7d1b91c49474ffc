// Package demo is `permanence demo`: a sample firm, an IMAP server and an SMTP
// server on loopback for its mail, the signing keys of the sample domains and
// the DNS answers that go with them, and the real daemon on all that. No mail
// leaves the machine.
package demo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-smtp"
)

// Account is a mailbox on the embedded servers. Its address is the login of
// IMAP and of SMTP AUTH. Address+anything@ arrives in it too.
type Account struct {
	Address  string
	Aliases  []string // other addresses that arrive here and that it may write as
	Password string   // "" = made at the first start, and kept in Options.Dir
}

// Options say what to start.
type Options struct {
	Dir      string // data directory: keys, passwords and inboxes are kept in its folder demo; "" = nothing is kept
	Accounts []Account
	Now      func() time.Time // nil = time.Now
	Rand     io.Reader        // for keys and passwords; nil = crypto/rand
	Log      *slog.Logger     // one line for each mail delivered; nil = none
	// SilentIdle leaves IDLE without a word: what is new is found by asking.
	SilentIdle bool
}

// OutsideLogin is the IMAP login, with the first account's password, of the
// box that keeps what was written to addresses outside the sample domains.
const OutsideLogin = "outside"

// Servers are the running servers. LookupTXT answers for the sample domains'
// keys, so that Servers can stand in for a DNS resolver.
type Servers struct {
	IMAPAddr string // host:port on loopback, plain
	SMTPAddr string // host:port on loopback, plain

	now      func() time.Time
	log      *slog.Logger
	host     string // the name the servers give themselves
	accounts []Account
	boxes    map[string]*box // by folded address or alias
	domains  map[string]bool // that are ours
	outside  *box
	keys     keyring

	silent  bool // in IDLE
	imap    *imapserver.Server
	smtp    *smtp.Server
	doors   []net.Listener
	serving sync.WaitGroup
	closing sync.Once
}

// Start opens the boxes and starts both servers on free loopback ports. They
// run until ctx ends or Close is called.
func Start(ctx context.Context, o Options) (*Servers, error) {
	if len(o.Accounts) == 0 {
		return nil, errors.New("demo servers: no account is given")
	}
	s, err := prepare(o)
	if err != nil {
		return nil, fmt.Errorf("demo servers: %w", err)
	}
	if err := s.listen(); err != nil {
		return nil, fmt.Errorf("demo servers: %w", err)
	}
	context.AfterFunc(ctx, s.Close)
	return s, nil
}

// prepare reads what was kept, or makes it.
func prepare(o Options) (*Servers, error) {
	s := &Servers{now: o.Now, log: o.Log, silent: o.SilentIdle, boxes: map[string]*box{}, domains: map[string]bool{}}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	dir := o.Dir
	if dir != "" {
		dir = filepath.Join(dir, "demo")
	}
	s.host = "mx." + domainOf(o.Accounts[0].Address)
	var err error
	if s.accounts, err = withPasswords(dir, mailPasswords, o.Accounts, o.Rand); err != nil {
		return nil, err
	}
	if err := s.openBoxes(dir); err != nil {
		return nil, err
	}
	s.keys, err = openKeys(dir, s.domains, o.Rand)
	return s, err
}

func (s *Servers) openBoxes(dir string) error {
	for _, a := range s.accounts {
		b, err := openBox(dir, a, s.now)
		if err != nil {
			return err
		}
		for _, address := range append([]string{a.Address}, a.Aliases...) {
			if s.boxes[fold(address)] != nil {
				return fmt.Errorf("%s belongs to two accounts", address)
			}
			s.boxes[fold(address)] = b
			s.domains[domainOf(address)] = true
		}
	}
	outside, err := openBox(dir, Account{Address: OutsideLogin, Password: s.accounts[0].Password}, s.now)
	s.outside = outside
	return err
}

func (s *Servers) listen() error {
	imapListener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("IMAP: %w", err)
	}
	smtpListener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("SMTP: %w", errors.Join(err, imapListener.Close()))
	}
	s.doors = []net.Listener{imapListener, smtpListener}
	s.imap, s.smtp = s.newIMAP(), s.newSMTP()
	s.IMAPAddr, s.SMTPAddr = imapListener.Addr().String(), smtpListener.Addr().String()
	s.serving.Go(func() { s.ended("IMAP", s.imap.Serve(imapListener)) })
	s.serving.Go(func() { s.ended("SMTP", s.smtp.Serve(smtpListener)) })
	return nil
}

func (s *Servers) ended(what string, err error) {
	if err != nil && !errors.Is(err, net.ErrClosed) && !errors.Is(err, smtp.ErrServerClosed) {
		s.log.Error("a demo server ended", "server", what, "error", err)
	}
}

// Close ends both servers and their connections.
func (s *Servers) Close() {
	s.closing.Do(func() {
		for _, door := range s.doors { // a server that has not begun to serve does not know its own
			_ = door.Close()
		}
		_ = s.smtp.Close() // what they report is the listeners that are closed already
		_ = s.imap.Close()
		s.serving.Wait()
	})
}

// Accounts gives the accounts as Options named them, with their passwords.
func (s *Servers) Accounts() []Account { return append([]Account(nil), s.accounts...) }

// fold compares addresses: ASCII letters without case, all else as it is.
func fold(address string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, address)
}

// domainOf gives what follows the last @, folded.
func domainOf(address string) string {
	return fold(address[strings.LastIndexByte(address, '@')+1:])
}

// login checks a login; address and password must both be right.
func (s *Servers) login(address, password string) (*box, bool) {
	b := s.boxes[fold(address)]
	if address == OutsideLogin {
		b = s.outside
	}
	if b == nil || !b.passwordIs(password) {
		return nil, false
	}
	return b, true
}
