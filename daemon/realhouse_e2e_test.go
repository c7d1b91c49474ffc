package daemon_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	lmtp "github.com/emersion/go-smtp"

	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/demo"
	"permanence/daemon/realmail"
)

// full is a domain whose mailboxes take nothing: mail to it comes back as a
// report that Postfix itself writes.
const full = "plein.example"

// realServers are a Dovecot with a Postfix before it, and the keys with which
// the sample domains sign.
type realServers struct {
	dovecot *realmail.Dovecot
	postfix *realmail.Postfix
	keys    map[string]authn.Key
}

func startReal(t *testing.T) realServers {
	t.Helper()
	s := realServers{keys: map[string]authn.Key{}}
	for _, p := range append(demo.People(), demo.Person{Address: support}) {
		_, domain, _ := strings.Cut(p.Address, "@")
		_, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if _, have := s.keys[domain]; !have {
			s.keys[domain] = authn.Key{Domain: domain, Selector: "e2e", Private: private}
		}
	}
	domains := []string{"permanence.example", full}
	for domain := range s.keys {
		if domain != domains[0] {
			domains = append(domains, domain)
		}
	}
	s.dovecot = realmail.StartDovecot(t)
	s.postfix = realmail.StartPostfix(t, s.dovecot, domains...)
	s.refuseFull(t)
	return s
}

// refuseFull lets Postfix deliver what is for the full domain to a server that
// refuses it.
func (s realServers) refuseFull(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := lmtp.NewServer(lmtp.BackendFunc(func(*lmtp.Conn) (lmtp.Session, error) { return fullBox{}, nil }))
	server.LMTP, server.Domain = true, full
	go server.Serve(l) //nolint:errcheck // ends with the test
	t.Cleanup(func() { server.Close() })
	main := filepath.Join(s.postfix.Dir, "etc", "main.cf")
	text, err := os.ReadFile(main)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, fmt.Sprintf("transport_maps = inline:{ { %s = lmtp:inet:%s } }\n", full, l.Addr())...)
	if err := os.WriteFile(main, text, 0o644); err != nil {
		t.Fatal(err)
	}
	s.postfix.Restart()
	until(t, "Postfix to greet", func() bool {
		c, err := smtp.Dial(s.postfix.SMTPAddr)
		return err == nil && c.Quit() == nil
	})
}

type fullBox struct{}

func (fullBox) Mail(string, *lmtp.MailOptions) error { return nil }
func (fullBox) Rcpt(string, *lmtp.RcptOptions) error {
	return &lmtp.SMTPError{Code: 552, EnhancedCode: lmtp.EnhancedCode{5, 2, 2}, Message: "La boîte est pleine"}
}
func (fullBox) Data(io.Reader) error { return nil }
func (fullBox) Reset()               {}
func (fullBox) Logout() error        { return nil }

// LookupTXT publishes the keys.
func (s realServers) LookupTXT(_ context.Context, name string) ([]string, error) {
	for _, k := range s.keys {
		if published, text := k.Record(); strings.TrimSuffix(name, ".") == published {
			return []string{text}, nil
		}
	}
	return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

func (s realServers) post(from string, signed bool, to []string, raw string) error {
	mail := []byte(raw)
	if _, domain, _ := strings.Cut(from, "@"); signed {
		var err error
		if mail, err = authn.Sign(mail, s.keys[domain], time.Now()); err != nil {
			return err
		}
	}
	return smtp.SendMail(s.postfix.SMTPAddr, nil, from, to, mail)
}

func (s realServers) box(address string) string {
	return filepath.Join(s.dovecot.Maildir(address), "new", "*")
}

// settings of the sample firm on these servers, with a relay address.
func (s realServers) settings(t *testing.T, relay string) *config.Config {
	t.Helper()
	imapHost, imapPort, _ := net.SplitHostPort(s.dovecot.IMAPAddr)
	host, port, _ := net.SplitHostPort(relay)
	dir := t.TempDir()
	path := filepath.Join(dir, config.FileName)
	text := fmt.Sprintf(`[desk]
name = "Assistance Exemple"
sales_address = %q
contact_address = "contact@permanence.example"
hold = "600ms"
[[mailbox]]
address = %q
host = %q
port = %s
tls = "none"
password = %q
plus_addressing = true
poll = "2s"
[relay]
host = %q
port = %s
tls = "none"
timeout = "1s"
final_reply_timeout = "1s"
[web]
listen = "127.0.0.1:0"
`, sophie, support, imapHost, imapPort, realmail.Password, host, port)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, _, err := config.Load(config.Sources{File: path, Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ear stands before a relay and may go deaf: at once, or from the end of a
// mail on, which it then still passes on.
type ear struct {
	net.Listener
	to   string
	deaf atomic.Int32
}

const (
	hears    = iota
	deaf     // takes connections and says nothing
	deafLate // loses what the relay says after the end of a mail
)

func newEar(t *testing.T, to string) *ear {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	e := &ear{Listener: l, to: to}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go e.serve(c)
		}
	}()
	return e
}

func (e *ear) serve(client net.Conn) {
	defer client.Close()
	if e.deaf.Load() == deaf {
		io.Copy(io.Discard, client) //nolint:errcheck // until the client gives up
		return
	}
	relay, err := net.Dial("tcp", e.to)
	if err != nil {
		return
	}
	defer relay.Close()
	var ended atomic.Bool
	go func() {
		e.pass(relay, client, func(seen []byte) {
			if e.deaf.Load() == deafLate && bytes.HasSuffix(seen, []byte("\r\n.\r\n")) {
				ended.Store(true)
			}
		})
	}()
	buffer := make([]byte, 4096)
	for {
		n, err := relay.Read(buffer)
		if err != nil {
			return
		}
		if ended.Load() {
			continue // the relay's answer is lost
		}
		if _, err := client.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// pass copies, and shows the last bytes before they are passed on.
func (e *ear) pass(to, from net.Conn, show func(seen []byte)) {
	var seen []byte
	buffer := make([]byte, 4096)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		seen = append(seen, buffer[:n]...)
		seen = seen[max(0, len(seen)-8):]
		show(seen)
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// onDuty are the agents of the team that is on duty now, and the other team's.
func (h *house) onDuty() (on, off []demo.Person) {
	h.t.Helper()
	duty, err := h.desk.DutyNow(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	for _, p := range demo.People() {
		switch {
		case p.Team == "":
		case p.Team == duty.Team:
			on = append(on, p)
		default:
			off = append(off, p)
		}
	}
	return on, off
}
