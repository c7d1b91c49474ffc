package authn

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"permanence/parser"
)

// signedBy seals a mail with further tags over the given fields.
func signedBy(t *testing.T, raw string, k Key, tags string, fields ...string) string {
	t.Helper()
	all, body, _ := parser.Fields([]byte(raw))
	if len(fields) == 0 {
		fields = readOnce[:]
	}
	return string(seal([]byte(raw), all, body, k, tags, fields))
}

func at(when time.Time) string { return fmt.Sprintf("t=%d; ", when.Unix()) }

func TestSignatures(t *testing.T) {
	a, attack := keyOf("a.test"), keyOf("attack.test")
	mail, mailer := keyOf("mail.a.test"), keyOf("test")
	fresh := at(arrival)
	good := signedBy(t, plainMail, a, fresh)
	day := 24 * time.Hour
	for _, c := range []struct {
		name   string
		raw    string
		want   string
		detail string
	}{
		{"the domain of From", good, "aligned dkim", "dkim pass: signature of a.test, key s1._domainkey.a.test: v=DKIM1; k=ed25519"},
		{"a sub-domain of the organisation", signedBy(t, plainMail, mail, fresh), "aligned dkim", "pass"},
		{"without t=", signedBy(t, plainMail, a, ""), "aligned dkim", "pass"},
		{"S29 body length tag", signedBy(t, plainMail, a, fresh+"l=5; "), "", "body length"},
		{"S29 body length tag and an appended part", signedBy(t, plainMail, a, fresh+"l=5; ") + "<p>x", "", "body length"},
		{"S30 signed by somebody else", signedBy(t, plainMail, attack, fresh), "", "says nothing about a.test"},
		{"S31 signed by a public suffix", signedBy(t, plainMail, mailer, fresh), "", "says nothing about a.test"},
		{"S37 foreign i=", signedBy(t, plainMail, a, fresh+"i=alice@attack.test; "), "", "domain mismatch"},
		{"S37 i= of the domain counts for nothing", signedBy(t, plainMail, attack, fresh+"i=@a.test; "), "", "says nothing about"},
		{"S32 Subject is not signed", signedBy(t, plainMail, a, fresh, "From", "Date", "To", "Message-ID"), "", "does not cover Subject"},
		{"S32 To is not signed", signedBy(t, plainMail, a, fresh, "From", "Date", "Subject", "Message-ID"), "", "does not cover To"},
		{"S32 Date is not signed", signedBy(t, plainMail, a, fresh, "From", "To", "Subject", "Message-ID"), "", "does not cover Date"},
		{"S32 Message-ID is there and not signed", signedBy(t, plainMail, a, fresh, "From", "To", "Subject", "Date"), "", "does not cover Message-ID"},
		{"Message-ID is not there", signedBy(t, strings.Replace(plainMail, "Message-ID: <1@a.test>\r\n", "", 1), a, fresh, "From", "To", "Subject", "Date"), "aligned dkim", ""},
		{"Message-ID put in afterwards", "Message-ID: <2@a.test>\r\n" + signedBy(t, strings.Replace(plainMail, "Message-ID: <1@a.test>\r\n", "", 1), a, fresh, "From", "To", "Subject", "Date"), "", "does not cover Message-ID"},
		{"Exchange Online signs all but To", signedBy(t, plainMail, a, fresh, "From", "Date", "Subject", "Message-ID", "Content-Type", "MIME-Version", "X-MS-Exchange-SenderADCheck"), "aligned dkim", ""},
		{"S32 Subject changed", strings.Replace(good, "Blocage", "[#1042-7QK4M2XH]", 1), "", "did not verify"},
		{"body changed", good + "et payez ici\r\n", "", "body hash did not verify"},
		{"S33 a second Subject before it", "Subject: x\r\n" + good, "aligned dkim, duplicate", "Subject stands more than once"},
		{"S33 a second To after it", strings.Replace(good, "\r\n\r\n", "\r\nTo: bob@b.test\r\n\r\n", 1), "duplicate", ""},
		{"S33 a second Content-Type before it", "Content-Type: text/html\r\n" + signedBy(t, "Content-Type: text/plain\r\n"+plainMail, a, fresh, "From", "Subject", "Date", "To", "Message-ID", "Content-Type"), "", "does not cover each Content-Type"},
		{"S33 a second Content-Type beside one that is not signed", "content-type: text/html\r\n" + signedBy(t, "Content-Type: text/plain\r\n"+plainMail, a, fresh), "", "does not cover each Content-Type"},
		{"S33 a second encoding before it", "Content-Transfer-Encoding: base64\r\n" + signedBy(t, "Content-Transfer-Encoding: 8bit\r\n"+plainMail, a, fresh, "From", "Subject", "Date", "To", "Message-ID", "Content-Transfer-Encoding"), "", "does not cover each Content-Transfer-Encoding"},
		{"one Content-Type, which many do not sign", signedBy(t, "Content-Type: text/plain\r\n"+plainMail, a, fresh), "aligned dkim", ""},
		{"S34 sent again after 30 days", signedBy(t, plainMail, a, at(arrival.Add(-30*day))), "stale", "30 days old"},
		{"S34 seven days and a minute", signedBy(t, plainMail, a, at(arrival.Add(-7*day-time.Minute))), "stale", ""},
		{"S34 seven days", signedBy(t, plainMail, a, at(arrival.Add(-7*day))), "aligned dkim", ""},
		{"S37 from the future", signedBy(t, plainMail, a, at(arrival.Add(time.Hour))), "", "in the future"},
		{"a clock ten minutes ahead", signedBy(t, plainMail, a, at(arrival.Add(10*time.Minute))), "aligned dkim", ""},
		{"S37 expired before it came", signedBy(t, plainMail, a, at(arrival.Add(-2*day))+fmt.Sprintf("x=%d; ", arrival.Add(-day).Unix())), "", "expired"},
		{"it came in time but was looked at too late", signedBy(t, plainMail, a, at(arrival)+fmt.Sprintf("x=%d; ", arrival.Add(time.Hour).Unix())), "stale", "expired"},
		{"unknown selector", strings.Replace(good, "s=s1", "s=s2", 1), "", "no key for signature"},
		{"NUL in the selector", strings.Replace(good, "s=s1", "s=s1\x00x", 1), "", "header is malformed"},
		{"S37 sha1", strings.Replace(good, "ed25519-sha256", "ed25519-sha1", 1), "", "too weak"},
		{"a bare LF hides a field from one of two readers", strings.Replace(good, "Subject: ", "X: y\nSubject: ", 1), "", "malformed"},
		{"a line of blanks ends the header for one of two readers", strings.Replace(good, "\r\n\r\nBonjour", "\r\n \r\nPayez ici\r\n\r\nBonjour", 1), "", "malformed"},
		{"a line of blanks inside the header", strings.Replace(good, "\r\nDate:", "\r\n \r\nPayez ici\r\nDate:", 1), "", "malformed"},
		{"a field without colon", strings.Replace(good, "\r\nDate:", "\r\nPayez ici\r\nDate:", 1), "", "malformed"},
		{"no blank line", "DKIM-Signature: v=1; d=a.test\r\nFrom: alice@a.test", "", "malformed"},
		{"no tags at all", "DKIM-Signature: \r\n" + plainMail, "", "says nothing"},
		{"garbage beside a good one", "DKIM-Signature: v=1; a=b=c;;; d=a.test\r\n" + good, "aligned dkim", "pass"},
	} {
		p := checkerOf(newZone(a, attack, mail, mailer)).Check(context.Background(), mailOf(c.raw, "alice@a.test"), Settings{})
		if verdict(p) != c.want || !strings.Contains(details(p), c.detail) {
			t.Errorf("%s: %q, want %q with %q\n%s", c.name, verdict(p), c.want, c.detail, details(p))
		}
	}
}

func TestABrokenSignatureOfADomainThatSignsHasFailed(t *testing.T) {
	k := keyOf("a.test")
	m := mailOf(signedBy(t, plainMail, k, at(arrival))+"more\r\n", "alice@a.test")
	m.DomainSigns = true
	if p := checkerOf(newZone(k)).Check(context.Background(), m, Settings{}); verdict(p) != "failed" {
		t.Errorf("%q\n%s", verdict(p), details(p))
	}
}

func TestAnIntactSignatureShowsThatTheDomainSigns(t *testing.T) {
	k := keyOf("a.test")
	c := checkerOf(newZone(k, keyOf("attack.test")))
	for raw, want := range map[string]bool{
		signedBy(t, plainMail, k, at(arrival)):                    true,
		signedBy(t, plainMail, k, at(arrival), "From"):            true,
		signedBy(t, plainMail, k, at(arrival)) + "more\r\n":       false,
		signedBy(t, plainMail, keyOf("attack.test"), at(arrival)): false,
		plainMail: false,
	} {
		if p := c.Check(context.Background(), mailOf(raw, "alice@a.test"), Settings{}); p.Signed != want {
			t.Errorf("signed is %v\n%s", p.Signed, details(p))
		}
	}
}

func TestAServersPassOnAHalfSignedOrOldMailIsNotEnough(t *testing.T) {
	k := keyOf("a.test")
	half := signedBy(t, plainMail, k, at(arrival), "From", "To", "Date", "Message-ID")
	old := signedBy(t, plainMail, k, at(arrival.Add(-30*24*time.Hour)))
	for _, c := range []struct{ name, results, raw, want string }{
		{"S32 pass by the signature alone", "dkim=pass header.d=a.test; dmarc=pass header.from=a.test", half, ""},
		{"pass by SPF too", "spf=pass smtp.mailfrom=a.test; dkim=pass header.d=a.test; dmarc=pass header.from=a.test", half, "aligned authres"},
		{"S34 old, by the signature alone", "dkim=pass header.d=a.test; dmarc=pass header.from=a.test", old, "stale"},
		{"S34 old, resent by another server", "spf=pass smtp.mailfrom=attack.test; dkim=pass header.d=a.test; dmarc=pass header.from=a.test", old, "stale"},
		{"S34 old, and rewritten by the server so that only it could check", "dkim=pass header.d=a.test; dmarc=pass header.from=a.test", old + "footer\r\n", "stale"},
		{"old, but sent by the domain's own server today", "spf=pass smtp.mailfrom=a.test; dmarc=pass header.from=a.test", old, "aligned authres"},
		{"rewritten by the server, fresh", "dkim=pass header.d=a.test; dmarc=pass header.from=a.test", signedBy(t, plainMail, k, at(arrival)) + "footer\r\n", "aligned authres"},
	} {
		p := checkerOf(newZone(k)).Check(context.Background(), mailOf(ar("mx.desk.test; "+c.results)+hopIn+c.raw, "alice@a.test"), trustMX)
		if verdict(p) != c.want {
			t.Errorf("%s: %q, want %q\n%s", c.name, verdict(p), c.want, details(p))
		}
	}
}

func TestDNSFailureForAKeyIsPendingAndNeverPass(t *testing.T) {
	k := keyOf("a.test")
	z := newZone(k)
	name, _ := k.Record()
	raw := signedBy(t, plainMail, k, at(arrival))
	for _, fail := range []error{errServfail, context.DeadlineExceeded, fmt.Errorf("odd")} {
		z.fail[name] = fail
		if p := checkerOf(z).Check(context.Background(), mailOf(raw, "alice@a.test"), Settings{}); verdict(p) != "pending" {
			t.Errorf("%v: %q\n%s", fail, verdict(p), details(p))
		}
	}
	vouched := ar("mx.desk.test; spf=pass smtp.mailfrom=a.test; dmarc=pass header.from=a.test") + hopIn + raw
	if p := checkerOf(z).Check(context.Background(), mailOf(vouched, "alice@a.test"), trustMX); verdict(p) != "aligned authres" {
		t.Errorf("the server's word does not wait for DNS: %q", verdict(p))
	}
	z.fail[name] = nil
	z.records[name] = append(z.records[name], z.records[name]...)
	if p := checkerOf(z).Check(context.Background(), mailOf(raw, "alice@a.test"), Settings{}); verdict(p) != "" {
		t.Errorf("two key records: %q", verdict(p))
	}
}

func TestFiveHundredSignaturesCostEightLooksAndFewQuestions(t *testing.T) {
	k := keyOf("a.test")
	z := newZone(k)
	var many strings.Builder
	for i := range 500 {
		fmt.Fprintf(&many, "DKIM-Signature: v=1; a=ed25519-sha256; d=a.test; s=n%d; h=From; bh=AAAA; b=AAAA\r\n", i)
	}
	raw := many.String() + signedBy(t, plainMail, k, at(arrival))
	p := checkerOf(z).Check(context.Background(), mailOf(raw, "alice@a.test"), Settings{})
	if p.Aligned || len(z.asked) > maxLookups || !strings.Contains(details(p), "more than 8") {
		t.Errorf("%q, asked %d times\n%s", verdict(p), len(z.asked), details(p))
	}
	seven := raw[strings.Index(raw, "n493")-len("DKIM-Signature: v=1; a=ed25519-sha256; d=a.test; s="):]
	if p = checkerOf(z).Check(context.Background(), mailOf(seven, "alice@a.test"), Settings{}); !p.Aligned {
		t.Errorf("the eighth is looked at: %q\n%s", verdict(p), details(p))
	}
}

func TestSignMakesWhatIsAccepted(t *testing.T) {
	k := keyOf("a.test")
	signed, err := Sign([]byte(plainMail), k, arrival)
	if err != nil {
		t.Fatal(err)
	}
	p := checkerOf(newZone(k)).Check(context.Background(), mailOf(string(signed), "alice@a.test"), Settings{})
	if verdict(p) != "aligned dkim" {
		t.Errorf("%q\n%s", verdict(p), details(p))
	}
}

func TestForeignSignaturesAskDNSNothing(t *testing.T) {
	attack := keyOf("attack.test")
	z := newZone(attack)
	checkerOf(z).Check(context.Background(), mailOf(signedBy(t, plainMail, attack, at(arrival)), "alice@a.test"), Settings{})
	if slices.ContainsFunc(z.asked, func(n string) bool { return strings.Contains(n, "attack") }) {
		t.Errorf("asked %q", z.asked)
	}
}

func TestShortKeysAreRefused(t *testing.T) {
	modulus := new(big.Int).SetBit(big.NewInt(12345), 511, 1)
	der, err := x509.MarshalPKIXPublicKey(&rsa.PublicKey{N: modulus, E: 65537})
	if err != nil {
		t.Fatal(err)
	}
	z := newZone()
	z.records["s1._domainkey.a.test"] = []string{"v=DKIM1; p=" + base64.StdEncoding.EncodeToString(der)}
	raw := strings.Replace(signedBy(t, plainMail, keyOf("a.test"), at(arrival)), "ed25519-sha256", "rsa-sha256", 1)
	p := checkerOf(z).Check(context.Background(), mailOf(raw, "alice@a.test"), Settings{})
	if p.Aligned || !strings.Contains(details(p), "too short") {
		t.Errorf("%q\n%s", verdict(p), details(p))
	}
}

func TestSignaturesOfAnotherSignerAreRead(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	z := newZone()
	z.records["rsa._domainkey.a.test"] = []string{"v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)}
	var signed bytes.Buffer
	err = dkim.Sign(&signed, strings.NewReader(plainMail), &dkim.SignOptions{Domain: "a.test", Selector: "rsa", Signer: private,
		HeaderCanonicalization: dkim.CanonicalizationSimple, BodyCanonicalization: dkim.CanonicalizationRelaxed})
	if err != nil {
		t.Fatal(err)
	}
	m := mailOf(signed.String(), "alice@a.test")
	m.Received = time.Now()
	if p := checkerOf(z).Check(context.Background(), m, Settings{}); verdict(p) != "aligned dkim" {
		t.Errorf("%q\n%s", verdict(p), details(p))
	}
}

func TestSignRefusesWhatCannotBeSignedForCertain(t *testing.T) {
	for name, raw := range map[string]string{
		"no From":   "To: x@a.test\r\n\r\n",
		"two From":  "From: x@a.test\r\nFrom: y@a.test\r\n\r\n",
		"malformed": "From: x@a.test\r\nX: a\nSubject: b\r\n\r\n",
	} {
		if _, err := Sign([]byte(raw), keyOf("a.test"), arrival); err == nil {
			t.Errorf("%s: signed", name)
		}
	}
}
