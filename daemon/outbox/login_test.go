package outbox

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// honest is an ordinary SMTP server, that of go-smtp, with two logins.
type honest struct {
	addr string
	pool *x509.CertPool

	mu      sync.Mutex
	conns   []*smtp.Conn
	letters []string
	users   []string
	tried   int // logins begun
}

func (h *honest) NewSession(c *smtp.Conn) (smtp.Session, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.conns = append(h.conns, c)
	return &honestSession{h: h}, nil
}

type honestSession struct {
	h    *honest
	user string
}

func (s *honestSession) AuthMechanisms() []string { return []string{"PLAIN", "XOAUTH2"} }

func (s *honestSession) Auth(mechanism string) (sasl.Server, error) {
	s.h.mu.Lock()
	s.h.tried++
	s.h.mu.Unlock()
	enter := func(user string, ok bool) error {
		if !ok {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "bad credentials"}
		}
		s.user = user
		return nil
	}
	if mechanism == "XOAUTH2" {
		return &bearer{func(token string) error { return enter("desk", token == "user=desk\x01auth=Bearer t0ken\x01\x01") }, 0}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return enter(user, password == "s3cr3t") }), nil
}

// bearer is the server's side of XOAUTH2: a wrong token gets a challenge, and
// the error only after the empty answer to it.
type bearer struct {
	check func(string) error
	step  int
}

func (b *bearer) Next(response []byte) ([]byte, bool, error) {
	b.step++
	err := b.check(string(response))
	if err != nil && b.step == 1 {
		return []byte(`{"status":"401"}`), false, nil
	}
	return nil, true, err
}

func (s *honestSession) Mail(string, *smtp.MailOptions) error {
	if s.user == "" {
		return smtp.ErrAuthRequired
	}
	return nil
}
func (s *honestSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s *honestSession) Reset()                               {}
func (s *honestSession) Logout() error                        { return nil }

func (s *honestSession) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	s.h.mu.Lock()
	defer s.h.mu.Unlock()
	s.h.letters, s.h.users = append(s.h.letters, string(text)), append(s.h.users, s.user)
	return err
}

// startHonest starts a server for one way of protection.
func startHonest(t *testing.T, mode TLSMode, name string, until time.Time) *honest {
	t.Helper()
	h := &honest{}
	certificate := selfSigned(t, name, until, h)
	server := smtp.NewServer(h)
	server.Domain, server.ErrorLog = "relay.example", log.New(io.Discard, "", 0)
	server.AllowInsecureAuth = mode == TLSNone
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = l.Addr().String()
	config := &tls.Config{Certificates: []tls.Certificate{certificate}}
	switch mode {
	case TLSImplicit:
		l = tls.NewListener(l, config)
	case TLSStart:
		server.TLSConfig = config
	}
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(l) }()
	t.Cleanup(func() { server.Close(); <-served })
	return h
}

func selfSigned(t *testing.T, name string, until time.Time, h *honest) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: until.Add(-48 * time.Hour),
		NotAfter: until, IsCA: true, BasicConstraintsValid: true}
	if ip := net.ParseIP(name); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{name}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	h.pool = x509.NewCertPool()
	h.pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func secret(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

func (h *honest) relay(mode TLSMode) Relay {
	return Relay{Addr: h.addr, TLS: mode, User: "desk", Password: secret("s3cr3t"), TLSConfig: &tls.Config{RootCAs: h.pool},
		Timeouts: Timeouts{Connect: 20 * time.Second, Greet: 20 * time.Second}}
}

func TestLettersGoThroughAnOrdinaryServerByEachWay(t *testing.T) {
	for _, mode := range []TLSMode{TLSImplicit, TLSStart, TLSNone} {
		for _, login := range []string{"password", "token"} {
			t.Run(string(mode)+" "+login, func(t *testing.T) {
				h := startHonest(t, mode, "127.0.0.1", time.Now().Add(time.Hour))
				r := h.relay(mode)
				if login == "token" {
					r.Password, r.Token = nil, secret("t0ken")
				}
				conn := mustDial(t, r)
				for range 3 {
					if _, err := conn.Send(t.Context(), envelope("a@moulin.example"), agree); err != nil {
						t.Fatal(err)
					}
				}
				h.mu.Lock()
				defer h.mu.Unlock()
				if len(h.letters) != 3 || h.letters[2] != letterText || h.users[0] != "desk" {
					t.Errorf("letters %q by %q", h.letters, h.users)
				}
			})
		}
	}
}

func TestATLSRelayThatClosesWhileTheStepIsRecordedIsStillBeforeTheDot(t *testing.T) {
	h := startHonest(t, TLSImplicit, "127.0.0.1", time.Now().Add(time.Hour))
	conn := mustDial(t, h.relay(TLSImplicit))
	_, err := conn.Send(t.Context(), envelope("a@moulin.example"), func(context.Context) error {
		h.mu.Lock()
		h.conns[0].Close()
		h.mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		return nil
	})
	if f := asFault(err); f.Phase != PhaseData || Judge(f, 0, time.Now()).Outcome.State != Retry {
		t.Errorf("fault %+v, want a retry: no dot was sent", f)
	}
}

func TestAWrongSecretIsARefusalThatNamesNoSecret(t *testing.T) {
	h := startHonest(t, TLSStart, "127.0.0.1", time.Now().Add(time.Hour))
	password := h.relay(TLSStart)
	password.Password = secret("wr0ng")
	token := h.relay(TLSStart)
	token.Password, token.Token = nil, secret("wr0ng")
	for name, r := range map[string]Relay{"password": password, "token": token} {
		_, err := r.Dial(t.Context())
		fault := asFault(err)
		if v := Judge(fault, 0, time.Now()); fault.Reply.Code != 535 || !v.Release || !v.Refused || v.Blame != BlameRelay {
			t.Errorf("%s: fault %+v, verdict %+v", name, fault, v)
		}
		if strings.Contains(err.Error(), "wr0ng") {
			t.Errorf("%s: the secret stands in %q", name, err)
		}
	}
}

func TestAServerThatQuotesTheSecretDoesNotGetItIntoTheLog(t *testing.T) {
	plain := base64.StdEncoding.EncodeToString([]byte("\x00desk\x00s3cr3t"))
	s := startScripted(t, always("auth", reaction{reply: "535 5.7.8 you said " + plain + " that is s3cr3t\r\n"}))
	r := s.relay()
	r.User, r.Password = "desk", secret("s3cr3t")
	_, err := r.Dial(t.Context())
	fault := asFault(err)
	for _, text := range []string{err.Error(), fault.Err.Error(), fault.Reply.Text} {
		if strings.Contains(text, "s3cr3t") || strings.Contains(text, plain) {
			t.Errorf("the secret stands in %q", text)
		}
	}
}

// O01: a server that cannot prove its name gets no credential.
func TestNoCredentialGoesToAServerThatIsNotTheRelay(t *testing.T) {
	hour := time.Now().Add(time.Hour)
	for name, c := range map[string]struct {
		host  string
		until time.Time
		trust bool
	}{
		"unknown authority": {"127.0.0.1", hour, false},
		"other name":        {"other.example", hour, true},
		"expired":           {"127.0.0.1", time.Now().Add(-time.Hour), true},
	} {
		for _, mode := range []TLSMode{TLSImplicit, TLSStart} {
			t.Run(name+" "+string(mode), func(t *testing.T) {
				h := startHonest(t, mode, c.host, c.until)
				r := h.relay(mode)
				if !c.trust {
					r.TLSConfig = nil
				}
				_, err := r.Dial(t.Context())
				if err == nil || h.tried > 0 {
					t.Errorf("error %v, %d logins begun", err, h.tried)
				}
				if v := Judge(asFault(err), 0, time.Now()); !v.Release {
					t.Errorf("verdict %+v", v)
				}
			})
		}
	}
	t.Run("STARTTLS stripped", func(t *testing.T) {
		s := startScripted(t, nil) // offers AUTH, no STARTTLS
		r := s.relay()
		r.TLS, r.User, r.Password = TLSStart, "desk", secret("s3cr3t")
		if _, err := r.Dial(t.Context()); err == nil {
			t.Error("connected without TLS")
		}
		for _, line := range s.commands() {
			if strings.HasPrefix(line, "AUTH") || strings.HasPrefix(line, "MAIL") {
				t.Errorf("said %q in the clear", line)
			}
		}
	})
	t.Run("no AUTH offered", func(t *testing.T) {
		s := startScripted(t, nil)
		s.offers = []string{"8BITMIME"}
		r := s.relay()
		r.User, r.Password = "desk", secret("s3cr3t")
		_, err := r.Dial(t.Context())
		if !errors.Is(err, ErrNoLogin) || !Judge(asFault(err), 0, time.Now()).Refused {
			t.Errorf("error %v, want ErrNoLogin", err)
		}
	})
}

func TestRelaySettingsThatCannotWorkAreRefused(t *testing.T) {
	for name, r := range map[string]Relay{
		"no address":              {},
		"no host":                 {Addr: ":25"},
		"unknown tls":             {Addr: "relay.example", TLS: "ssl"},
		"plain to the world":      {Addr: "relay.example:25", TLS: TLSNone},
		"user without a secret":   {Addr: "relay.example", User: "desk"},
		"secret without a user":   {Addr: "relay.example", Password: secret("x")},
		"port out of range":       {Addr: "relay.example:99999"},
		"HELO with a second line": {Addr: "relay.example", HELO: "x\r\nMAIL"},
	} {
		if err := r.Check(); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for addr, want := range map[string]string{"relay.example": "relay.example:465", "[2001:db8::1]": "[2001:db8::1]:465", "relay.example:2465": "relay.example:2465"} {
		r := Relay{Addr: addr}
		if got := r.WithDefaults().Addr; got != want || r.Check() != nil {
			t.Errorf("%s became %s (%v), want %s", addr, got, r.Check(), want)
		}
	}
}

func TestDialEndsWithItsContext(t *testing.T) {
	s := startScripted(t, always("greet", reaction{silent: true}))
	r := s.relay()
	r.Timeouts.Greet = time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := r.Dial(ctx); err == nil || time.Since(begun) > 2*time.Second {
		t.Errorf("error %v after %v", err, time.Since(begun))
	}
}
