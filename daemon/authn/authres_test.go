package authn

import (
	"fmt"
	"strings"
	"testing"

	"permanence/parser/costs"
)

// shown writes what was read, for comparison.
func shown(a authres, err error) string {
	var out strings.Builder
	out.WriteString(a.id)
	if a.version != "" {
		out.WriteString(" v" + a.version)
	}
	for _, r := range a.results {
		out.WriteString("; " + r.method + "=" + r.value)
		for _, p := range r.props {
			fmt.Fprintf(&out, " %s.%s=<%s>", p.ptype, p.name, p.value)
		}
	}
	if err != nil {
		out.WriteString(" !")
	}
	return out.String()
}

func TestReadingAuthenticationResults(t *testing.T) {
	for in, want := range map[string]string{
		"mx.desk.test; none":                              "mx.desk.test",
		"mx.desk.test 1; none":                            "mx.desk.test v1",
		"mx.desk.test":                                    "mx.desk.test",
		"MX.Desk.TEST; DKIM=Pass Header.D=A.test":         "mx.desk.test; dkim=pass header.d=<A.test>",
		`"mx.desk.test" 1; spf=pass`:                      "mx.desk.test v1; spf=pass",
		"(our (own) word) mx.desk.test (here) 1 (x);none": "mx.desk.test v1",
		"mx.desk.test; spf=pass smtp.mailfrom=x@a.test;":  "mx.desk.test; spf=pass smtp.mailfrom=<x@a.test>",
		"mx.desk.test; dkim / 1 = pass (good; dkim=fail) header (a) . (b) d = (c) a.test": "mx.desk.test; dkim=pass header.d=<a.test>",
		`mx.desk.test; dkim=fail reason="bad; dkim=pass" header.d=a.test`:                 "mx.desk.test; dkim=fail .reason=<bad; dkim=pass> header.d=<a.test>",
		`mx.desk.test; spf=pass smtp.mailfrom="a;b\"c"@a.test`:                            `mx.desk.test; spf=pass smtp.mailfrom=<a;b"c@a.test>`,
		`mx.desk.test; spf=pass smtp.mailfrom="x@b.test"@a.test`:                          "mx.desk.test; spf=pass smtp.mailfrom=<x?b.test@a.test>",
		"mx.desk.test; dkim=pass header.b=Ab+/c= header.i=@a.test":                        "mx.desk.test; dkim=pass header.b=<Ab+/c=> header.i=<@a.test>",
		"mx.desk.test; spf=none smtp.mailfrom=; dmarc=none":                               "mx.desk.test; spf=none smtp.mailfrom=<>; dmarc=none",
		"mx.desk.test; spf=pass smtp.mailfrom=<>":                                         "mx.desk.test; spf=pass smtp.mailfrom=<<>>",
		"mx.desk.test; dmarc=pass (p=none dis=none) header.from=a.test; arc=pass (i=1)":   "mx.desk.test; dmarc=pass header.from=<a.test>; arc=pass",

		"":                            " !",
		";":                           " !",
		"(never ends":                 " !",
		"spf=pass smtp.mailfrom=a":    " !",
		"mx.desk.test spf=pass":       " !",
		"mx.desk.test; spf":           "mx.desk.test !",
		"mx.desk.test; spf=":          "mx.desk.test !",
		"mx.desk.test; spf=pass smtp": "mx.desk.test !",
		"mx.desk.test; dkim/2=pass header.d=a.test":                         "mx.desk.test !",
		`mx.desk.test; spf=pass smtp.mailfrom="never ends`:                  "mx.desk.test !",
		`mx.desk.test; spf=pass smtp.mailfrom="a"b`:                         "mx.desk.test !",
		`mx.desk.test; spf=pass smtp.mailfrom=x"; dmarc=pass`:               "mx.desk.test !",
		"mx.desk.test; spf=pass smtp.mailfrom=a.test(.attack.test)":         "mx.desk.test !",
		"mx.desk.test; dkim=pass header.d=a.test; spf=pass smtp.mailfrom=(": "mx.desk.test; dkim=pass header.d=<a.test> !",
		"mx.desk.test; spf=pass smtp.mailfrom=\u0430.test":                  "mx.desk.test !",
	} {
		if got := shown(parseAuthres(in)); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestReadingMicrosoftsForm(t *testing.T) {
	in := "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.test; dkim=pass (signature was verified) header.d=a.test;dmarc=pass action=none header.from=a.test;compauth=pass reason=100"
	want := "; spf=pass smtp.mailfrom=<a.test>; dkim=pass header.d=<a.test>; dmarc=pass .action=<none> header.from=<a.test>; compauth=pass .reason=<100>"
	if got := shown(parseBareAuthres(in)); got != want {
		t.Errorf("got %s", got)
	}
	if _, err := parseBareAuthres("mx.desk.test; dmarc=pass"); err == nil {
		t.Error("a field with an id has not Microsoft's form")
	}
}

func TestLongFieldsAreReadInTime(t *testing.T) {
	for _, in := range []string{
		"mx; x=" + strings.Repeat("(", 60000),
		"mx; x=" + strings.Repeat("(", 30000) + strings.Repeat(")", 30000),
		"mx" + strings.Repeat("; a=b", 12000),
		"mx; a=b" + strings.Repeat(" c.d=e", 10000),
		"mx; a=\"" + strings.Repeat(`\"`, 30000),
		"mx; " + strings.Repeat("a", 1<<20),
	} {
		costs.Little(t, in[:20], func() { parseAuthres(in) })
	}
}

func FuzzParseAuthres(f *testing.F) {
	for _, seed := range []string{
		"mx.desk.test 1; spf=pass (ok) smtp.mailfrom=\"a;b\"@a.test; dmarc=pass header.from=a.test",
		"mx.desk.test; spf=pass smtp.mailfrom=\"a; dmarc=pass header.from=legit.test x\"@attack.test; dmarc=fail header.from=legit.test",
		"spf=pass smtp.mailfrom=a.test; compauth=pass reason=100",
		"(((", "mx; a/1=b", "mx;;;", "\"mx\"; none", "mx; x=y z.w=(a) v (b)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		a, err := parseAuthres(in)
		if len(a.results) > maxResults {
			t.Fatalf("%d results", len(a.results))
		}
		for _, r := range a.results {
			if r.method == "" || r.value == "" {
				t.Fatalf("a result without method or value: %+v", a)
			}
		}
		if err != nil || strings.ContainsAny(in, "\r\n") {
			return
		}
		// What stands in a comment or a quoted string never becomes a result.
		const hidden = `; dmarc=pass header.from=legit.test `
		for _, more := range []string{"; spf=pass (" + hidden + ")", `; spf=pass smtp.mailfrom="` + hidden + `"@attack.test`} {
			again, err := parseAuthres(strings.TrimRight(in, "; \t") + more)
			if err == nil && len(ofMethod(again.results, "dmarc")) > len(ofMethod(a.results, "dmarc")) {
				t.Fatalf("%q hides a result", in+more)
			}
		}
		parseBareAuthres(in)
	})
}

func FuzzHopOf(f *testing.F) {
	f.Add("from mail.a.test (mail.a.test [192.0.2.7]) by mx.desk.test with ESMTPS id 7; Mon, 02 Mar 2026 09:30:00 +0000")
	f.Add("by 2002:a05:6402:1::1 with SMTP id x")
	f.Add("from localhost( by")
	f.Fuzz(func(t *testing.T, value string) {
		// A hop with an outside address is never inside, whatever its peer says.
		value = strings.ReplaceAll(value, ";", "")
		if hop := hopOf(fieldOf("Received", "from "+value+" (attack.test [203.0.113.9]) by mx.desk.test"), []string{"desk.test"}); hop == hopInside {
			t.Fatalf("%q is taken for inside", value)
		}
	})
}
