package mailbox

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"permanence/daemon/realmail"
)

// syncBuffer is a log that may be read while it is written.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func TestAWrongPasswordIsNotHammeredNorShown(t *testing.T) {
	s, k := startScript(t), newKeeper(t)
	s.hook = func(_ int, line string) (string, bool) {
		return "TAG NO [AUTHENTICATIONFAILED] not with s3cret\r\n", strings.Contains(line, "LOGIN")
	}
	var log syncBuffer
	pauses := make(chan time.Duration, 10)
	w, err := New(importing(s), k, Outside{Log: slog.New(slog.NewTextHandler(&log, nil)), Jitter: func() float64 { return 0 },
		Sleep: func(ctx context.Context, d time.Duration) {
			pauses <- d
			if len(pauses) == 10 {
				<-ctx.Done()
			}
		}})
	if err != nil {
		t.Fatal(err)
	}
	stop := start(t, w)
	first, second := <-pauses, <-pauses
	stop()
	if first < time.Minute || second < first {
		t.Errorf("tried again after %v, then %v", first, second)
	}
	text := w.Status().LastError + log.String()
	if strings.Contains(text, "s3cret") || !strings.Contains(text, "support") || !strings.Contains(text, s.addr) ||
		!strings.Contains(text, "check user") {
		t.Errorf("said: %s", text)
	}
}

func TestThePauseGrowsAndSpreadsAndBeginsAnewAfterASuccess(t *testing.T) {
	b := backoff{jitter: func() float64 { return 0 }}
	var pauses []time.Duration
	for range 11 {
		pauses = append(pauses, b.next(false))
	}
	if pauses[0] != time.Second || pauses[3] != 8*time.Second || pauses[10] != 5*time.Minute {
		t.Errorf("pauses %v", pauses)
	}
	b.reset()
	if d := b.next(false); d != time.Second {
		t.Errorf("after a success %v", d)
	}
	b = backoff{jitter: func() float64 { return 0.99 }}
	if d := b.next(false); d < 500*time.Millisecond || d >= time.Second {
		t.Errorf("with jitter %v", d)
	}
	if d := b.next(true); d < time.Minute {
		t.Errorf("login refused: %v", d)
	}
}

func TestATokenIsGivenByTheMechanismTheServerHas(t *testing.T) {
	for caps, want := range map[string]string{
		" AUTH=XOAUTH2 AUTH=OAUTHBEARER AUTH=PLAIN SASL-IR": "XOAUTH2 " + b64("user="+testUser+"\x01auth=Bearer tok\x01\x01"),
		" AUTH=OAUTHBEARER SASL-IR":                         "OAUTHBEARER " + b64("n,a="+testUser+",\x01auth=Bearer tok\x01\x01"),
		" SASL-IR":                                          "XOAUTH2 ",
	} {
		s, k := startScript(t, letterText(1)), newKeeper(t)
		s.caps = caps
		account := importing(s)
		account.Password, account.Token = nil, func(context.Context) (string, error) { return "tok", nil }
		run(t, account, k)
		expectAll(t, k, s)
		if !s.sent("AUTHENTICATE " + want) {
			t.Errorf("%s: not sent, but %q", want, s.lines)
		}
	}
}

func b64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func TestARefusedTokenIsALoginError(t *testing.T) {
	s := startScript(t)
	s.caps = " AUTH=XOAUTH2 SASL-IR"
	s.hook = func(_ int, line string) (string, bool) {
		return "+ " + b64(`{"status":"400"}`) + "\r\n", strings.HasPrefix(line, "AUTHENTICATE")
	}
	account := importing(s)
	account.Token = func(context.Context) (string, error) { return "tok", nil }
	if err := Recent(t.Context(), account, 1, nil); !errors.Is(err, ErrLogin) || strings.Contains(err.Error(), "tok\x01") {
		t.Errorf("error %v", err)
	}
}

func TestAStrippedSTARTTLSSendsNoCredentials(t *testing.T) {
	for name, answer := range map[string]string{"refused": "TAG BAD unknown command\r\n", "said OK, then nothing": "TAG OK go on\r\n" + hangUp} {
		s := startScript(t)
		s.hook = func(_ int, line string) (string, bool) { return answer, strings.HasPrefix(line, "STARTTLS") }
		account := importing(s)
		account.TLS = TLSStart
		err := Recent(t.Context(), account, 1, nil)
		if err == nil || s.sent("LOGIN") || s.sent("AUTHENTICATE") || s.sent("s3cret") {
			t.Errorf("%s: error %v, sent %q", name, err, s.lines)
		}
		if name == "refused" && !strings.Contains(err.Error(), "STARTTLS was refused") {
			t.Errorf("said: %v", err)
		}
	}
}

func TestACertificateNobodyVouchesForSendsNoCredentials(t *testing.T) {
	d := realmail.StartDovecot(t)
	for _, mode := range []TLSMode{TLSImplicit, TLSStart} {
		asked := false
		account := dovecotAccount(d, t)
		account.TLS = mode
		account.Host = map[TLSMode]string{TLSImplicit: d.IMAPSAddr, TLSStart: d.IMAPAddr}[mode]
		account.Password = func(context.Context) (string, error) { asked = true; return realmail.Password, nil }
		err := Recent(t.Context(), account, 1, nil)
		if !errors.As(err, new(x509.UnknownAuthorityError)) || asked || !strings.Contains(err.Error(), "nobody this machine trusts") {
			t.Errorf("%s: asked for the password %v, error %v", mode, asked, err)
		}
		account.TLSConfig = trusting(d.CA)
		if err := Recent(t.Context(), account, 1, nil); err != nil || !asked {
			t.Errorf("%s with its authority: asked %v, error %v", mode, asked, err)
		}
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	d := realmail.StartDovecot(t)
	for name, test := range map[string]struct {
		change func(*Account)
		says   string
	}{
		"nothing listens":   {func(a *Account) { a.Host = "127.0.0.1:1" }, "check host and port"},
		"no such host":      {func(a *Account) { a.Host, a.TLS = "mail.invalid", TLSImplicit }, "no such host"},
		"plain port as TLS": {func(a *Account) { a.TLS = TLSImplicit }, "does not speak TLS"},
		"another name": {func(a *Account) {
			a.TLS, a.Host, a.TLSConfig = TLSImplicit, d.IMAPSAddr, trusting(d.CA)
			a.TLSConfig.ServerName = "imap.other.example"
		}, "for another name"},
		"wrong password": {func(a *Account) { a.Password = func(context.Context) (string, error) { return "wrong", nil } }, "check user"},
		"no password": {func(a *Account) {
			a.Password = func(context.Context) (string, error) { return "", errors.New("no file") }
		}, "no file"},
		"no such folder": {func(a *Account) { a.Folders = []string{"Supprt"} }, "check the folder's name"},
	} {
		t.Run(name, func(t *testing.T) {
			account := dovecotAccount(d, t)
			test.change(&account)
			err := Recent(t.Context(), account, 1, nil)
			if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "mailbox support at ") {
				t.Errorf("said: %v", err)
			}
		})
	}
}
