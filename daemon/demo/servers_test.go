package demo

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-msgauth/dkim"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The demo's clock: far from today, so that what uses another one is seen.
func july() time.Time { return time.Date(2031, 7, 1, 7, 59, 50, 0, time.UTC) }

func start(t *testing.T, o Options) *Servers {
	t.Helper()
	if o.Accounts == nil {
		o.Accounts = []Account{
			{Address: "support@permanence.example", Aliases: []string{"contact@permanence.example"}, Password: "desk"},
			{Address: "marie.durand@durand.example", Password: "marie"},
			{Address: "john@smith.example", Password: "john"},
		}
	}
	if o.Now == nil {
		o.Now = july
	}
	s, err := Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

const request = "From: Marie Durand <marie.durand@durand.example>\r\nTo: support@permanence.example\r\n" +
	"Subject: =?utf-8?q?L'=C3=A9tat?=\r\n du stock\r\nDate: Tue, 01 Jul 2031 09:59:00 +0200\r\nMessage-ID: <1@durand.example>\r\n\r\nBonjour,\r\n.un point\r\n\r\n\r\n"

// send hands a mail over by SMTP; login may be nil.
func send(t *testing.T, s *Servers, login sasl.Client, from, to, raw string) error {
	t.Helper()
	c, err := smtp.Dial(s.SMTPAddr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if login != nil {
		if err := c.Auth(login); err != nil {
			return err
		}
	}
	return c.SendMail(from, []string{to}, strings.NewReader(raw))
}

func open(t *testing.T, s *Servers, login, password string) (*imapclient.Client, *imap.SelectData) {
	t.Helper()
	c, err := imapclient.DialInsecure(s.IMAPAddr, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.Login(login, password).Wait(); err != nil {
		t.Fatal(err)
	}
	data, err := c.Select("INBOX", nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	return c, data
}

// inboxOf reads every mail of an account.
func inboxOf(t *testing.T, s *Servers, login, password string) []*imapclient.FetchMessageBuffer {
	t.Helper()
	c, data := open(t, s, login, password)
	if data.NumMessages == 0 {
		return nil
	}
	body := &imap.FetchItemBodySection{Peek: true}
	list, err := c.Fetch(imap.SeqSet{{Start: 1, Stop: 0}}, &imap.FetchOptions{UID: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{body}}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func rawOf(m *imapclient.FetchMessageBuffer) string {
	return string(m.FindBodySection(&imap.FetchItemBodySection{Peek: true}))
}

func verify(t *testing.T, s *Servers, raw string) []*dkim.Verification {
	t.Helper()
	found, err := dkim.VerifyWithOptions(strings.NewReader(raw), &dkim.VerifyOptions{
		LookupTXT: func(name string) ([]string, error) { return s.LookupTXT(context.Background(), name) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAWrongPasswordIsRefused(t *testing.T) {
	s := start(t, Options{})
	for _, login := range [][2]string{{"john@smith.example", "marie"}, {"nobody@smith.example", ""}, {"", ""}, {OutsideLogin, ""}} {
		for _, c := range []sasl.Client{sasl.NewPlainClient("", login[0], login[1]), sasl.NewLoginClient(login[0], login[1])} {
			if err := send(t, s, c, "john@smith.example", "support@permanence.example", request); err == nil || !strings.Contains(err.Error(), "Authentication failed") {
				t.Errorf("SMTP took %v: %v", login, err)
			}
		}
		c, err := imapclient.DialInsecure(s.IMAPAddr, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Login(login[0], login[1]).Wait(); err == nil {
			t.Errorf("IMAP took %v", login)
		}
		c.Close()
	}
}

func TestWhereAMailArrives(t *testing.T) {
	s := start(t, Options{})
	for _, to := range []string{"support+r1.7.2.abc@permanence.example", "Support@Permanence.Example", "contact@permanence.example", "contact+x@permanence.example", "somebody@far.test"} {
		if err := send(t, s, nil, "", to, request); err != nil {
			t.Errorf("%s: %v", to, err)
		}
	}
	err := send(t, s, nil, "", "nobody@durand.example", request)
	if refusal, ok := err.(*smtp.SMTPError); !ok || refusal.Code != 550 || refusal.EnhancedCode != (smtp.EnhancedCode{5, 1, 1}) {
		t.Errorf("an unknown address: %v", err)
	}
	mails := inboxOf(t, s, "support@permanence.example", "desk")
	if len(mails) != 4 || !strings.Contains(rawOf(mails[0]), "Return-Path: <>\r\nDelivered-To: support+r1.7.2.abc@permanence.example\r\n") {
		t.Errorf("%d mails, the first %s", len(mails), rawOf(mails[0]))
	}
	outside := inboxOf(t, s, OutsideLogin, "desk")
	if len(outside) != 1 || !strings.Contains(rawOf(outside[0]), "Delivered-To: somebody@far.test\r\n") {
		t.Errorf("%d mails outside", len(outside))
	}
	if err := s.Deliver("a@b.test", []string{"support@permanence.example", "nobody@durand.example"}, []byte(request)); err == nil {
		t.Error("Deliver took an address that nobody has")
	}
}

func TestAGreetingWritesNoFieldOfItsOwn(t *testing.T) {
	s := start(t, Options{})
	got := s.trace(hop{helo: "x\r\nFrom: a@b (c)", peer: "127.0.0.1:2", protocol: "ESMTP"}, "a@b.test", nil, july())
	if bytes.Count(got, []byte("\r\n")) != 5 || bytes.Contains(got, []byte("\nFrom")) {
		t.Errorf("%s", got)
	}
}

func TestNothingIsAnsweredForOtherNames(t *testing.T) {
	s := start(t, Options{})
	if got, err := s.LookupTXT(context.Background(), "DEMO._domainkey.Durand.example."); err != nil || len(got) != 1 || !strings.HasPrefix(got[0], "v=DKIM1; k=ed25519; p=") {
		t.Error(got, err)
	}
	for _, name := range []string{"demo._domainkey.far.test", "other._domainkey.durand.example", "_dmarc.durand.example", ""} {
		if got, err := s.LookupTXT(context.Background(), name); err == nil {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestBothServersStartAtOnceAndEndWithTheirContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var accounts []Account
	for i := range 40 {
		accounts = append(accounts, Account{Address: fmt.Sprintf("p%d@firm%d.example", i, i)})
	}
	began := time.Now()
	s, err := Start(ctx, Options{Dir: t.TempDir(), Accounts: accounts})
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 500*time.Millisecond {
		t.Errorf("start took %v", took)
	}
	cancel()
	s.Close() // waits for the end
	if _, err := imapclient.DialInsecure(s.IMAPAddr, nil); err == nil {
		t.Error("IMAP is still there")
	}
}
