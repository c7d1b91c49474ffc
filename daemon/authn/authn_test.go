package authn

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"permanence/daemon/desk/people"
	"permanence/parser"
)

// zone is a DNS of the tests. A name that is not in it does not exist.
type zone struct {
	mu      sync.Mutex
	records map[string][]string
	fail    map[string]error
	asked   []string
}

func (z *zone) LookupTXT(ctx context.Context, name string) ([]string, error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.asked = append(z.asked, name)
	if err := z.fail[name]; err != nil {
		return nil, err
	}
	if r, ok := z.records[name]; ok {
		return r, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

var errServfail = &net.DNSError{Err: "server misbehaving", IsTemporary: true}

func newZone(keys ...Key) *zone {
	z := &zone{records: map[string][]string{}, fail: map[string]error{}}
	for _, k := range keys {
		name, text := k.Record()
		z.records[name] = []string{text}
	}
	return z
}

func keyOf(domain string) Key {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, domain)
	return Key{Domain: domain, Selector: "s1", Private: ed25519.NewKeyFromSeed(seed)}
}

var arrival = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

const plainMail = "From: Alice <alice@a.test>\r\nTo: support@desk.test\r\nSubject: Blocage de la caisse\r\n" +
	"Date: Mon, 02 Mar 2026 09:29:00 +0000\r\nMessage-ID: <1@a.test>\r\n\r\nBonjour,\r\n\r\nla caisse est  bloquée.\r\n\r\n"

// mailOf is what the desk would hand over.
func mailOf(raw, from string) Mail {
	fields, _, defects := parser.Fields([]byte(raw))
	return Mail{Raw: []byte(raw), Fields: fields, Defects: defects, From: from, Received: arrival, Registered: true}
}

func checkerOf(r Resolver) *Checker { return New(r, func() time.Time { return arrival }) }

var trustMX = Settings{Mode: ModeRFC8601, AuthservIDs: []string{"mx.desk.test"}}

// proofOf checks a mail of alice without any DNS.
func proofOf(raw string, s Settings) people.Proof {
	return checkerOf(newZone()).Check(context.Background(), mailOf(raw, "alice@a.test"), s)
}

const hopIn = "Received: from mail.a.test (mail.a.test [192.0.2.7]) by mx.desk.test with ESMTPS id 7; Mon, 02 Mar 2026 09:30:00 +0000\r\n"
const hopBefore = "Received: from pc.a.test (pc.a.test [192.0.2.8]) by mail.a.test with ESMTPSA id 8; Mon, 02 Mar 2026 09:29:00 +0000\r\n"

func ar(value string) string { return "Authentication-Results: " + value + "\r\n" }

func verdict(p people.Proof) string {
	var out []string
	for _, w := range []struct {
		is   bool
		name string
	}{{p.Aligned, "aligned " + p.By}, {p.Failed, "failed"}, {p.Pending, "pending"}, {p.Conflict, "conflict"},
		{p.Stale, "stale"}, {p.Duplicate, "duplicate"}, {p.EnforcingDMARC, "enforcing"}} {
		if w.is {
			out = append(out, w.name)
		}
	}
	if len(p.Alarms) > 0 {
		out = append(out, strings.Join(p.Alarms, "+"))
	}
	return strings.Join(out, ", ")
}

func details(p people.Proof) string {
	var out []string
	for _, c := range p.Checks {
		out = append(out, c.Name+" "+c.Result+": "+c.Detail)
	}
	return strings.Join(out, "\n")
}

func TestAMailThatTheServerVouchesForNeedsNoDNS(t *testing.T) {
	z := newZone()
	raw := ar("mx.desk.test; spf=pass smtp.mailfrom=a.test; dkim=pass header.d=a.test; dmarc=pass header.from=a.test") + hopIn + plainMail
	p := checkerOf(z).Check(context.Background(), mailOf(raw, "alice@a.test"), trustMX)
	if verdict(p) != "aligned authres" || len(z.asked) != 0 {
		t.Errorf("%q after asking %q\n%s", verdict(p), z.asked, details(p))
	}
}

func TestTheServersFailureAgainstOurGoodSignatureIsAConflict(t *testing.T) {
	k := keyOf("a.test")
	signed, err := Sign([]byte(plainMail), k, arrival)
	if err != nil {
		t.Fatal(err)
	}
	raw := ar("mx.desk.test; dmarc=fail header.from=a.test") + hopIn + string(signed)
	p := checkerOf(newZone(k)).Check(context.Background(), mailOf(raw, "alice@a.test"), trustMX)
	if verdict(p) != "aligned dkim, conflict" || p.Believed() {
		t.Errorf("%q\n%s", verdict(p), details(p))
	}
}

func TestAnUnsignedMailIsNotFailed(t *testing.T) {
	p := proofOf(hopIn+plainMail, Settings{Mode: ModeNone})
	if verdict(p) != "" || !p.Unsigned() {
		t.Errorf("%q\n%s", verdict(p), details(p))
	}
}

func TestPolicyIsAskedForOnlyWhereItMatters(t *testing.T) {
	for _, c := range []struct {
		name    string
		from    string
		records map[string][]string
		fail    map[string]error
		change  func(*Mail)
		want    string
		asked   int
	}{
		{"none published", "alice@a.test", nil, nil, nil, "", 1},
		{"reject", "alice@a.test", map[string][]string{"_dmarc.a.test": {"v=DMARC1; p=reject"}}, nil, nil, "enforcing", 1},
		{"quarantine, in capitals", "alice@a.test", map[string][]string{"_dmarc.a.test": {"v=DMARC1;P=Quarantine"}}, nil, nil, "enforcing", 1},
		{"p=none", "alice@a.test", map[string][]string{"_dmarc.a.test": {"v=DMARC1; p=none; sp=reject"}}, nil, nil, "", 1},
		{"another record beside it", "alice@a.test", map[string][]string{"_dmarc.a.test": {"v=spf1 -all", "v=DMARC1; p=reject"}}, nil, nil, "enforcing", 1},
		{"two policies are none", "alice@a.test", map[string][]string{"_dmarc.a.test": {"v=DMARC1; p=reject", "v=DMARC1; p=none"}}, nil, nil, "", 1},
		{"the organisation's for a sub-domain", "alice@x.a.test", map[string][]string{"_dmarc.a.test": {"v=DMARC1; p=reject"}}, nil, nil, "enforcing", 2},
		{"the organisation's sp for a sub-domain", "alice@x.a.test", map[string][]string{"_dmarc.a.test": {"v=DMARC1; p=reject; sp=none"}}, nil, nil, "", 2},
		{"DNS fails", "alice@a.test", nil, map[string]error{"_dmarc.a.test": errServfail}, nil, "pending", 1},
		{"DNS fails in an unknown way", "alice@a.test", nil, map[string]error{"_dmarc.a.test": errors.New("odd")}, nil, "pending", 1},
		{"a stranger", "alice@a.test", map[string][]string{"_dmarc.a.test": {"v=DMARC1; p=reject"}}, nil, func(m *Mail) { m.Registered = false }, "", 0},
		{"a domain that signs is refused anyway", "alice@a.test", nil, nil, func(m *Mail) { m.DomainSigns = true }, "", 0},
		{"no domain to ask for", "alice@a test", nil, nil, nil, "", 0},
	} {
		z := newZone()
		if c.records != nil {
			z.records = c.records
		}
		z.fail = c.fail
		m := mailOf(plainMail, c.from)
		if c.change != nil {
			c.change(&m)
		}
		p := checkerOf(z).Check(context.Background(), m, Settings{})
		if verdict(p) != c.want || len(z.asked) != c.asked {
			t.Errorf("%s: %q after asking %q, want %q after %d\n%s", c.name, verdict(p), z.asked, c.want, c.asked, details(p))
		}
	}
}

func TestAnswersAreRememberedForAWhileAndBounded(t *testing.T) {
	z := newZone()
	z.records["_dmarc.a.test"] = []string{"v=DMARC1; p=reject"}
	z.fail["_dmarc.b.test"] = errServfail
	now := arrival
	c := New(z, func() time.Time { return now })
	check := func(from string) { c.Check(context.Background(), mailOf(plainMail, from), Settings{}) }
	for range 5 {
		check("x@a.test")
		check("x@b.test")
	}
	if len(z.asked) != 2 {
		t.Fatalf("asked %q", z.asked)
	}
	now = now.Add(keepFailure)
	check("x@a.test")
	check("x@b.test")
	if len(z.asked) != 3 {
		t.Errorf("after a failure's time: asked %q", z.asked)
	}
	now = now.Add(keepAnswer)
	check("x@a.test")
	if len(z.asked) != 4 {
		t.Errorf("after an answer's time: asked %q", z.asked)
	}
	for i := range 3 * maxAnswers {
		check(fmt.Sprintf("x@n%d.test", i))
	}
	if n := len(c.answers.known); n > maxAnswers {
		t.Errorf("%d answers are kept", n)
	}
}

func TestACallerThatGivesUpLeavesNoFalseFailure(t *testing.T) {
	slow := resolverFunc(func(ctx context.Context, _ string) ([]string, error) { <-ctx.Done(); return nil, ctx.Err() })
	c := checkerOf(slow)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := c.Check(ctx, mailOf(plainMail, "alice@a.test"), Settings{})
	if verdict(p) != "pending" || len(c.answers.known) != 0 {
		t.Errorf("%q, remembered %v", verdict(p), c.answers.known)
	}
}

func TestADeadResolverCostsFiveSecondsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := keyOf("a.test")
		signed, err := Sign([]byte(plainMail), k, arrival)
		if err != nil {
			t.Fatal(err)
		}
		dead := resolverFunc(func(ctx context.Context, _ string) ([]string, error) { <-ctx.Done(); return nil, ctx.Err() })
		c := New(dead, time.Now)
		for i, limit := range []time.Duration{lookupTimeout, 0} {
			start := time.Now()
			p := c.Check(context.Background(), mailOf(string(signed), "alice@a.test"), Settings{})
			if took := time.Since(start); verdict(p) != "pending" || took > limit {
				t.Errorf("mail %d: %q after %v\n%s", i+1, verdict(p), took, details(p))
			}
		}
	})
}

type resolverFunc func(context.Context, string) ([]string, error)

func (f resolverFunc) LookupTXT(ctx context.Context, name string) ([]string, error) {
	return f(ctx, name)
}

func TestAlignment(t *testing.T) {
	for _, c := range []struct {
		from, domain string
		want         bool
	}{
		{"a.test", "a.test", true},
		{"a.test", "mail.a.test", true},
		{"x.a.test", "y.A.test", true},
		{"a.test", "test", false},
		{"a.co.uk", "co.uk", false},
		{"co.uk", "co.uk", false},
		{"b.co.uk", "a.co.uk", false},
		{"alice.github.io", "github.io", false},
		{"alice.github.io", "bob.github.io", false},
		{"a.test", "a.test.", false},
		{"a.test", "a.test'a.attack.test", false},
		{"a.test", "a.test\x00.attack", false},
		{"a.test", "", false},
		{"", "", false},
		{"a.test", "xa.test", false},
		{"\u0430.test", "\u0430.test", false},
		{"xn--80a.test", "xn--80a.test", true},
	} {
		if got := Aligned(c.from, c.domain); got != c.want {
			t.Errorf("Aligned(%q, %q) = %v", c.from, c.domain, got)
		}
	}
}

func TestAFieldThatIsReadMustStandOnce(t *testing.T) {
	good := ar("mx.desk.test; dmarc=pass header.from=a.test") + hopIn
	for _, extra := range []string{"Subject: [#1-AAAAAAAA]", "subject : x", "To: bob@b.test", "Message-Id: <2@a.test>", "Date: Mon, 02 Mar 2026 09:00:00 +0000", "From: x@attack.test", "From\r\n : x@attack.test"} {
		p := proofOf(good+extra+"\r\n"+plainMail, trustMX)
		if !p.Duplicate || p.Believed() {
			t.Errorf("%q: %q", extra, verdict(p))
		}
	}
	if p := proofOf(good+"Cc: x@a.test\r\nReceived: from q.a.test by mail.a.test\r\n"+plainMail, trustMX); !p.Believed() {
		t.Errorf("two Received are no harm: %q\n%s", verdict(p), details(p))
	}
}

func BenchmarkCheckVouchedFor(b *testing.B) {
	raw := ar("mx.desk.test; spf=pass smtp.mailfrom=a.test; dkim=pass header.d=a.test; dmarc=pass header.from=a.test") + hopIn + plainMail
	c, m := checkerOf(newZone()), mailOf(raw, "alice@a.test")
	for b.Loop() {
		c.Check(context.Background(), m, trustMX)
	}
}

func BenchmarkCheckSigned64KiB(b *testing.B) {
	k := keyOf("a.test")
	raw, err := Sign([]byte(plainMail+strings.Repeat(strings.Repeat("x", 70)+"\r\n", 900)), k, arrival)
	if err != nil {
		b.Fatal(err)
	}
	c, m := checkerOf(newZone(k)), mailOf(string(raw), "alice@a.test")
	b.SetBytes(int64(bytes.Count(raw, nil)))
	for b.Loop() {
		if !c.Check(context.Background(), m, trustMX).Aligned {
			b.Fatal("not aligned")
		}
	}
}
