package demo

import (
	"context"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"

	"permanence/daemon/authn"
	"permanence/parser"
)

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

// What the daemon itself finds out about mail of the sample domains.
func TestTheDaemonBelievesSignedMailAndNoOther(t *testing.T) {
	s := start(t, Options{})
	checker := authn.New(s, july)
	signed := s.submit([]byte(request), s.boxes["marie.durand@durand.example"])
	for _, c := range []struct {
		raw      []byte
		believed bool
	}{{signed, true}, {[]byte(request), false}, {s.submit([]byte(request), s.boxes["john@smith.example"]), false}} {
		fields, _, defects := parser.Fields(c.raw)
		proof := checker.Check(context.Background(), authn.Mail{Raw: c.raw, Fields: fields, Defects: defects,
			From: "marie.durand@durand.example", Received: july(), Registered: true}, authn.Settings{Mode: authn.ModeNone})
		if proof.Aligned != c.believed || proof.Failed || proof.Pending || proof.EnforcingDMARC {
			t.Errorf("%+v", proof)
		}
	}
}
