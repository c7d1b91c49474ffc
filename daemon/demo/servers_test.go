package demo

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
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

func TestMailOfSomebodyWhoLoggedInIsSignedByTheirDomain(t *testing.T) {
	s := start(t, Options{})
	for name, login := range map[string]sasl.Client{
		"PLAIN": sasl.NewPlainClient("", "Marie.Durand@durand.example", "marie"),
		"LOGIN": sasl.NewLoginClient("marie.durand@durand.example", "marie"),
	} {
		if err := send(t, s, login, "marie.durand@durand.example", "support@permanence.example", request); err != nil {
			t.Fatal(name, err)
		}
	}
	mails := inboxOf(t, s, "support@permanence.example", "desk")
	if len(mails) != 2 {
		t.Fatalf("%d mails", len(mails))
	}
	for _, m := range mails {
		raw := rawOf(m)
		if !strings.HasSuffix(raw, request) {
			t.Errorf("the bytes changed:\n%s", raw)
		}
		found := verify(t, s, raw)
		if len(found) != 1 || found[0].Err != nil || found[0].Domain != "durand.example" || !found[0].Time.Equal(july()) {
			t.Errorf("%+v", found[0])
		}
		if !m.InternalDate.Equal(july()) {
			t.Errorf("INTERNALDATE %v", m.InternalDate)
		}
	}
}

func TestASignatureBreaksWithWhatItCovers(t *testing.T) {
	s := start(t, Options{})
	signed := string(s.submit([]byte(request), s.boxes["marie.durand@durand.example"]))
	for _, change := range [][2]string{{"du stock", "du stick"}, {".un point", ".un pont"}, {"Message-ID: <1@", "Message-ID: <2@"}, {"\r\n\r\nBonjour", "\r\nSubject: autre\r\n\r\nBonjour"}} {
		changed := strings.Replace(signed, change[0], change[1], 1)
		if changed == signed {
			t.Fatalf("%q is not there", change[0])
		}
		if found := verify(t, s, changed); len(found) != 1 || found[0].Err == nil {
			t.Errorf("%q was not noticed", change[1])
		}
	}
	if found := verify(t, s, "Received: from elsewhere\r\n"+strings.Replace(signed, "Subject: =", "Subject:  \t =", 1)); found[0].Err != nil {
		t.Errorf("what a server may do broke it: %v", found[0].Err)
	}
}

func TestMailWithoutALoginOrInAnothersNameIsNotSigned(t *testing.T) {
	s := start(t, Options{})
	john := sasl.NewPlainClient("", "john@smith.example", "john")
	two := "From: john@smith.example\r\n" + request
	for _, c := range []struct {
		login sasl.Client
		raw   string
	}{{nil, request}, {john, request}, {john, two}} {
		if err := send(t, s, c.login, "john@smith.example", "support@permanence.example", c.raw); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range inboxOf(t, s, "support@permanence.example", "desk") {
		raw := rawOf(m)
		if strings.Contains(raw, "DKIM-Signature") || !strings.HasSuffix(raw, request) {
			t.Errorf("%s", raw)
		}
		if !strings.HasPrefix(raw, "Return-Path: <john@smith.example>\r\nDelivered-To: support@permanence.example\r\nReceived: from ") {
			t.Errorf("%s", raw)
		}
	}
}

func TestASubmissionWithoutDateOrMessageIDWrittenByHandIsMadeWhole(t *testing.T) {
	s := start(t, Options{})
	signed := string(s.submit([]byte("From: =?iso-8859-15?q?J=F4hn?= <JOHN@smith.example>\nSubject: hello\n\nHello\n"), s.boxes["john@smith.example"]))
	if found := verify(t, s, signed); len(found) != 1 || found[0].Err != nil {
		t.Errorf("%+v\n%s", found, signed)
	}
	for _, want := range []string{"Date: Tue, 01 Jul 2031 07:59:50 +0000\r\n", "@smith.example>\r\n", "Hello\r\n"} {
		if !strings.Contains(signed, want) {
			t.Errorf("no %q in %s", want, signed)
		}
	}
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

func TestASecondStartKeepsKeysPasswordsMailAndUIDs(t *testing.T) {
	o := Options{Dir: t.TempDir(), Accounts: []Account{{Address: "support@permanence.example"}, {Address: "marie.durand@durand.example"}}}
	first := start(t, o)
	accounts := first.Accounts()
	support, marie := accounts[0], accounts[1]
	if len(marie.Password) < 12 || marie.Password == support.Password {
		t.Errorf("passwords %q and %q", support.Password, marie.Password)
	}
	for range 12 {
		if err := send(t, first, sasl.NewPlainClient("", marie.Address, marie.Password), marie.Address, support.Address, request); err != nil {
			t.Fatal(err)
		}
	}
	before := inboxOf(t, first, support.Address, support.Password)
	_, was := open(t, first, support.Address, support.Password)
	first.Close()

	o.Now = func() time.Time { return july().AddDate(-5, 0, 0) } // --now may be earlier than the last time
	second := start(t, o)
	if got := second.Accounts(); fmt.Sprint(got) != fmt.Sprint(accounts) {
		t.Errorf("%v, want %v", got, accounts)
	}
	after := inboxOf(t, second, support.Address, support.Password)
	if len(after) != len(before) {
		t.Fatalf("%d mails, want %d", len(after), len(before))
	}
	for i := range after {
		if after[i].UID != before[i].UID || rawOf(after[i]) != rawOf(before[i]) || !after[i].InternalDate.Equal(before[i].InternalDate) {
			t.Errorf("mail %d is another", i)
		}
		if found := verify(t, second, rawOf(after[i])); len(found) != 1 || found[0].Err != nil {
			t.Errorf("its signature does not verify any more: %+v", found)
		}
	}
	if _, is := open(t, second, support.Address, support.Password); is.UIDValidity != was.UIDValidity || is.UIDNext != was.UIDNext {
		t.Errorf("UIDVALIDITY %d, UIDNEXT %d; was %d, %d", is.UIDValidity, is.UIDNext, was.UIDValidity, was.UIDNext)
	}
}

func TestAnInboxWhoseUIDsChangeGetsAHigherUIDVALIDITY(t *testing.T) {
	support := Account{Address: "support@permanence.example", Password: "desk"}
	for name, change := range map[string]func(t *testing.T, s *Servers, dir string){
		"moved away": func(t *testing.T, s *Servers, _ string) {
			c, _ := open(t, s, support.Address, "desk")
			data, err := c.Move(imap.UIDSetNum(1), "Trash").Wait()
			if err != nil || data.UIDValidity == 0 {
				t.Fatal(data, err)
			}
			if status, err := c.Status("INBOX", &imap.StatusOptions{NumMessages: true}).Wait(); err != nil || *status.NumMessages != 1 {
				t.Fatal(status, err)
			}
		},
		"file removed": func(t *testing.T, s *Servers, dir string) {
			files, _ := filepath.Glob(filepath.Join(dir, "demo/mail", support.Address, "00000001-*.eml"))
			if len(files) != 1 || os.Remove(files[0]) != nil {
				t.Fatal(files)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Dir: t.TempDir(), Accounts: []Account{support}}
			first := start(t, o)
			for range 2 {
				if err := first.Deliver("", []string{support.Address}, []byte(request)); err != nil {
					t.Fatal(err)
				}
			}
			_, was := open(t, first, support.Address, "desk")
			change(t, first, o.Dir)
			first.Close()
			if _, is := open(t, start(t, o), support.Address, "desk"); is.UIDValidity <= was.UIDValidity {
				t.Errorf("UIDVALIDITY %d, was %d", is.UIDValidity, was.UIDValidity)
			}
		})
	}
}

func TestUIDVALIDITYComesFromTheClock(t *testing.T) {
	s := start(t, Options{})
	c, data := open(t, s, "support@permanence.example", "desk")
	if want := uint32(july().Unix()); data.UIDValidity != want {
		t.Errorf("INBOX %d, want %d", data.UIDValidity, want)
	}
	status, err := c.Status("INBOX", &imap.StatusOptions{UIDValidity: true}).Wait()
	if err != nil || status.UIDValidity != data.UIDValidity {
		t.Errorf("STATUS %+v %v", status, err)
	}
	appended, err := appendTo(c, "INBOX", request)
	if err != nil || appended.UIDValidity != data.UIDValidity || appended.UID != 1 {
		t.Errorf("APPEND %+v %v", appended, err)
	}
	copied, err := c.Copy(imap.UIDSetNum(1), "Sent").Wait()
	if err != nil || copied.UIDValidity <= data.UIDValidity {
		t.Errorf("COPY %+v %v", copied, err)
	}
	for _, want := range []imap.Cap{imap.CapIMAP4rev1, imap.CapUIDPlus, imap.CapMove, imap.CapESearch, imap.CapNamespace, imap.CapSpecialUse, imap.CapIdle} {
		if !c.Caps().Has(want) {
			t.Errorf("no %s", want)
		}
	}
	if c.Delete("INBOX").Wait() == nil || c.Rename("INBOX", "x", nil).Wait() == nil {
		t.Error("INBOX could be taken away")
	}
}

func appendTo(c *imapclient.Client, folder, raw string) (*imap.AppendData, error) {
	cmd := c.Append(folder, int64(len(raw)), nil)
	if _, err := cmd.Write([]byte(raw)); err != nil {
		return nil, err
	}
	if err := cmd.Close(); err != nil {
		return nil, err
	}
	return cmd.Wait()
}

// A mail that comes while IDLE is being set up must be told of, too.
func TestIdleMissesNoMail(t *testing.T) {
	s := start(t, Options{})
	told := make(chan uint32, 100)
	c, err := imapclient.DialInsecure(s.IMAPAddr, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages != nil {
				told <- *data.NumMessages
			}
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login("support@permanence.example", "desk").Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	for round := uint32(1); round <= 12; round++ {
		idle, err := c.Idle()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Deliver("", []string{"support@permanence.example"}, []byte(request)); err != nil {
			t.Fatal(err)
		}
		select {
		case n := <-told:
			if n != round {
				t.Errorf("told of %d, want %d", n, round)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("the mail was not told of")
		}
		if err := idle.Close(); err != nil {
			t.Fatal(err)
		}
		if err := idle.Wait(); err != nil {
			t.Fatal(err)
		}
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
