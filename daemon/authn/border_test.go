package authn

import (
	"strings"
	"testing"

	"permanence/parser"
)

func fieldOf(name, value string) parser.Field { return parser.Field{Name: name, Value: value} }

func TestWhatTheServersResultsProve(t *testing.T) {
	for _, c := range []struct{ name, results, want string }{
		{"dmarc=pass", "dmarc=pass header.from=a.test", "aligned authres"},
		{"with a comment, as mail filters write it", "dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=a.test", "aligned authres"},
		{"header.from in capitals", "dmarc=pass header.from=A.TEST", "aligned authres"},
		{"dmarc=pass of another domain", "dmarc=pass header.from=attack.test", ""},
		{"of the organisation, not of the very domain", "dmarc=pass header.from=mail.a.test", ""},
		{"dmarc=pass of nobody", "dmarc=pass", ""},
		{"dmarc=fail", "dmarc=fail header.from=a.test", "failed"},
		{"dmarc=fail beside good SPF and DKIM", "spf=pass smtp.mailfrom=a.test; dkim=pass header.d=a.test; dmarc=fail header.from=a.test", "failed"},
		{"dmarc=fail of another domain is a failure too", "dmarc=fail header.from=attack.test", "failed"},
		{"S26 pass then fail", "dmarc=pass header.from=a.test; dmarc=fail header.from=a.test", "failed"},
		{"S26 fail then pass", "dmarc=fail header.from=a.test; dmarc=pass header.from=a.test", "failed"},
		{"S26 pass twice", "dmarc=pass header.from=a.test; dmarc=pass header.from=a.test", ""},
		{"S26 pass and none", "dmarc=none; dmarc=pass header.from=a.test", ""},
		{"S26 header.from twice", "dmarc=pass header.from=a.test header.from=attack.test", ""},
		{"S26 header.from twice, the same", "dmarc=pass header.from=a.test header.from=a.test", ""},
		{"dmarc could not be decided", "dkim=pass header.d=a.test; dmarc=temperror header.from=a.test", ""},
		{"unknown result", "dmarc=maybe header.from=a.test", ""},

		{"no DMARC, aligned signature", "dkim=pass header.d=a.test", "aligned authres"},
		{"no DMARC, signature of a sub-domain", "dkim=pass header.d=mail.a.test", "aligned authres"},
		{"dmarc=none, aligned signature", "dkim=pass header.d=a.test; dmarc=none header.from=a.test", "aligned authres"},
		{"bestguesspass, aligned signature", "dkim=pass header.d=a.test; dmarc=bestguesspass header.from=a.test", "aligned authres"},
		{"dmarc=none about another domain", "dkim=pass header.d=a.test; dmarc=none header.from=attack.test", ""},
		{"foreign signature", "dkim=pass header.d=attack.test; dmarc=none", ""},
		{"S31 signature of a suffix", "dkim=pass header.d=test; dmarc=none", ""},
		{"i= is nobody's word", "dkim=pass header.i=@a.test; dmarc=none", ""},
		{"d= twice", "dkim=pass header.d=a.test header.d=attack.test; dmarc=none", ""},
		{"broken signature", "dkim=fail header.d=a.test; dmarc=none", ""},
		{"a broken and a good one", "dkim=fail header.d=a.test; dkim=pass header.d=a.test; dmarc=none", "aligned authres"},
		{"aligned SPF", "spf=pass smtp.mailfrom=alice@a.test; dkim=none; dmarc=none header.from=a.test", "aligned authres"},
		{"SPF of a domain", "spf=pass smtp.mailfrom=a.test", "aligned authres"},
		{"SPF of a quoted address", `spf=pass smtp.mailfrom="al ice"@a.test`, "aligned authres"},
		{"SPF of somebody else", "spf=pass smtp.mailfrom=x@attack.test", ""},
		{"SPF of the greeting", "spf=pass smtp.helo=a.test", ""},
		{"SPF twice", "spf=pass smtp.mailfrom=a.test; spf=fail smtp.mailfrom=a.test", ""},
		{"SPF twice, the good one last", "spf=fail smtp.mailfrom=a.test; spf=pass smtp.mailfrom=a.test", ""},
		{"softfail", "spf=softfail smtp.mailfrom=a.test", ""},
		{"nothing found", "none", ""},

		{"S25 a result in a quoted MAIL FROM", `spf=pass smtp.mailfrom="a; dmarc=pass header.from=a.test x"@attack.test; dmarc=fail header.from=a.test`, "failed"},
		{"S25 the same without a verdict", `spf=pass smtp.mailfrom="a; dmarc=pass header.from=a.test x"@attack.test; dmarc=none`, ""},
		{"S25 a result in a comment", "spf=pass (x ; dmarc=pass header.from=a.test) smtp.mailfrom=attack.test; dmarc=none", ""},
		{"S25 an escaped quote", `spf=pass smtp.mailfrom="a\"; dmarc=pass header.from=a.test x"@attack.test; dmarc=none`, ""},
		{"S25 an escaped parenthesis", `spf=pass (x \) ; dmarc=pass header.from=a.test) smtp.mailfrom=attack.test; dmarc=none`, ""},
		{"S25 a4 the domain goes on after a quote sign", "dkim=pass header.d=a.test'a.attack.test; dmarc=none", ""},
		{"S25 a5 a parenthesis cuts MAIL FROM", "spf=pass smtp.mailfrom=x@a.test(.attack.test); dmarc=none", "ar-malformed"},
		{"S25 a6 an open parenthesis", "spf=pass smtp.mailfrom=x@a.test(.attack.test; dmarc=none", "ar-malformed"},
		{"S25 an address in an address", `spf=pass smtp.mailfrom="x@a.test"@attack.test; dmarc=none`, ""},
		{"a failure counts though the rest cannot be read", "dmarc=fail header.from=a.test; x=(", "failed, ar-malformed"},
		{"a pass does not", "dmarc=pass header.from=a.test; x=(", "ar-malformed"},
	} {
		if p := proofOf(ar("mx.desk.test; "+c.results)+hopIn+plainMail, trustMX); verdict(p) != c.want {
			t.Errorf("%s: %q, want %q\n%s", c.name, verdict(p), c.want, details(p))
		}
	}
}

func TestWhichFieldIsTheServersOwn(t *testing.T) {
	const pass, fail = "; dmarc=pass header.from=a.test", "; dmarc=fail header.from=a.test"
	own, forged := ar("mx.desk.test"+pass), ar("mx.desk.test"+pass)
	none := ar("mx.desk.test; spf=none; dmarc=none")
	lmtp := "Received: from mx.desk.test by store.desk.test with LMTP id 3; x\r\n"
	again := "Received: from localhost (localhost [127.0.0.1]) by mx.desk.test (Postfix) with ESMTP id 4; x\r\n"
	for _, c := range []struct{ name, header, want string }{
		{"above its Received", own + hopIn, "aligned authres"},
		{"above, with one more Received of a second server", own + strings.Replace(hopIn, "by mx.", "by mx2.", 1), "aligned authres"},
		{"below the border's Received, as mail filters write it", hopIn + own + hopBefore, "aligned authres"},
		{"behind an LMTP hand-over", lmtp + own + hopIn + hopBefore, "aligned authres"},
		{"behind a filter on the same machine", again + hopIn + own + hopBefore, "aligned authres"},
		{"behind a store that names no peer", "Received: by 2002:a05:6402:1::1 with SMTP id x; y\r\n" + hopIn + own + hopBefore, "aligned authres"},
		{"results in several fields above", ar("mx.desk.test; dmarc=none header.from=a.test") + ar("mx.desk.test; dkim=pass header.d=a.test") + hopIn, "aligned authres"},
		{"several fields above that differ", own + ar("mx.desk.test"+fail) + hopIn, "failed"},
		{"no Received at all", own, "aligned authres"},

		{"S27 id in other case", ar("MX.Desk.Test"+pass) + hopIn, "aligned authres"},
		{"S27 quoted id", ar(`"mx.desk.test"`+pass) + hopIn, "aligned authres"},
		{"S27 version 1", ar("mx.desk.test 1"+pass) + hopIn, "aligned authres"},
		{"S27 version 2", ar("mx.desk.test 2"+pass) + hopIn, ""},
		{"S27 comments around the id", ar("(a (b)) mx.desk.test (c)"+pass) + hopIn, "aligned authres"},
		{"S27 folded", ar("mx.desk.test;\r\n\tdmarc=pass\r\n header.from=a.test") + hopIn, "aligned authres"},
		{"S27 the id in a comment", ar("(mx.desk.test) evil.test"+pass) + hopIn, ""},
		{"another id", ar("mx.attack.test"+pass) + hopIn, ""},
		{"a longer id", ar("mx.desk.test.attack.test"+pass) + hopIn, ""},
		{"S28 Microsoft's form in this mode", ar("dmarc=pass header.from=a.test; compauth=pass") + hopIn, ""},

		{"S24 below a foreign Received", hopIn + hopBefore + forged, "ar-not-stripped"},
		{"S24 beside the server's own none", none + hopIn + hopBefore + forged, "ar-not-stripped"},
		{"S24 beside the server's own failure", ar("mx.desk.test"+fail) + hopIn + hopBefore + forged, "failed, ar-not-stripped"},
		{"S24 beside the server's own pass", own + hopIn + hopBefore + forged, "aligned authres, ar-not-stripped"},
		{"S24 directly below the border", none + hopIn + forged, "ar-not-stripped"},
		{"S24 after the server's own below the border", hopIn + none + forged, "ar-not-stripped"},
		{"S24 below a Received forged in the server's name", none + hopIn + again + forged + hopBefore, "ar-not-stripped"},
		{"S24 the same, nothing of the server's", hopIn + again + forged + hopBefore, "ar-not-stripped"},
		{"S24 the peer calls itself by the server's name", strings.Replace(hopIn, "from mail.a.test", "from mx.desk.test", 1) + again + forged, "ar-not-stripped"},
		{"S24 the peer calls itself localhost", strings.Replace(hopIn, "from mail.a.test", "from localhost", 1) + again + forged, "ar-not-stripped"},
		{"S24 the peer calls itself by a private address", strings.Replace(hopIn, "from mail.a.test", "from [127.0.0.1]", 1) + again + forged, "ar-not-stripped"},
		{"S24 the peer hides its address in a comment", strings.Replace(hopIn, "from mail.a.test", "from localhost(", 1) + again + forged, "ar-not-stripped"},
		{"S24 the mailbox is not the trusted server's", "Received: from mx.desk.test by other.test with LMTP id 1; x\r\n" + forged, "ar-not-stripped"},
		{"a second field of another method below the border proves nothing", hopIn + ar("mx.desk.test; spf=none") + forged, ""},
	} {
		if p := proofOf(c.header+plainMail, trustMX); verdict(p) != c.want {
			t.Errorf("%s: %q, want %q\n%s", c.name, verdict(p), c.want, details(p))
		}
	}
	for _, s := range []Settings{{}, {Mode: ModeNone, AuthservIDs: trustMX.AuthservIDs}, {Mode: ModeRFC8601}, {Mode: ModeRFC8601, AuthservIDs: []string{""}}, {Mode: "rfc", AuthservIDs: trustMX.AuthservIDs}} {
		if p := proofOf(own+hopIn+plainMail, s); verdict(p) != "" {
			t.Errorf("%+v: %q", s, verdict(p))
		}
	}
}

func TestHops(t *testing.T) {
	houses := []string{"desk.test"}
	for value, want := range map[string]hop{
		"from mail.a.test (mail.a.test [192.0.2.7]) by mx.desk.test with ESMTPS id 7; x": hopBorder,
		"from mail.a.test (unknown [192.0.2.7]) by mx.desk.test (Postfix); x":            hopBorder,
		"from client (localhost [127.0.0.1]) by mx.desk.test (Postfix); x":               hopInside,
		"from mail.a.test (localhost [127.0.0.1]) by mx.desk.test (Postfix); x":          hopBorder,
		"from mx.desk.test by store with LMTP id 1":                                      hopInside,
		"from mx.desk.test ([10.0.0.3]) by 7c4d12 with LMTP id 1":                        hopInside,
		"from mx.desk.test by store.desk.test with SMTP id 1":                            hopBorder,
		"from out.desk.test (out.desk.test [192.0.2.9]) by in.desk.test with ESMTPS":     hopInside,
		"from out.desk.test (mail.attack.test [192.0.2.9]) by in.desk.test with ESMTPS":  hopBorder,
		"from out.desk.test ([192.0.2.9]) by in.desk.test with ESMTPS":                   hopBorder,
		"from mx.desk.test.attack.test (x [10.0.0.1]) by mx.desk.test":                   hopBorder,
		"(qmail 12 invoked by uid 89); x":                                                hopInside,
		"by 2002:a05:6402:1::1 with SMTP id x; y":                                        hopInside,
		"from mail.a.test by mail.elsewhere.test with ESMTPS id 7; x":                    hopForeign,
		"by mail.elsewhere.test with HTTP":                                               hopForeign,
		"from mail.a.test (never ends by mx.desk.test":                                   hopForeign,
	} {
		if got := hopOf(fieldOf("Received", value), houses); got != want {
			t.Errorf("%s: %d, want %d", value, got, want)
		}
	}
}

func TestWhatStandsBelowFromCameWithTheMail(t *testing.T) {
	const pass = "dmarc=pass header.from=a.test; compauth=pass"
	for _, c := range []struct {
		name, trace, forged string
		s                   Settings
		want                string
	}{
		{"below the border, the server wrote nothing", hopIn, "mx.desk.test; " + pass, trustMX, "ar-not-stripped"},
		{"no Received at all", "", "mx.desk.test; " + pass, trustMX, "ar-not-stripped"},
		{"below the server's own", ar("mx.desk.test; "+pass) + hopIn, "mx.desk.test; dmarc=fail header.from=a.test", trustMX, "aligned authres, ar-not-stripped"},
		{"Microsoft's form", hopIn, pass, Settings{Mode: ModeM365}, ""},
	} {
		mail := strings.Replace(plainMail, "Subject:", ar(c.forged)+"Subject:", 1)
		if p := proofOf(c.trace+mail, c.s); verdict(p) != c.want {
			t.Errorf("%s: %q, want %q\n%s", c.name, verdict(p), c.want, details(p))
		}
	}
}

func TestMicrosoft365(t *testing.T) {
	m365 := Settings{Mode: ModeM365}
	tenant := Settings{Mode: ModeM365, Internal: true}
	const good = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.test; dkim=pass (signature was verified) header.d=a.test;dmarc=pass action=none header.from=a.test;compauth=pass reason=100"
	mark := tenantMark + ": Internal\r\n"
	silent := ar("dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=a.test;")
	hops := "Received: from DB9.eurprd02.prod.outlook.com (2603:10a6:10:1::1) by PAX.eurprd02.prod.outlook.com with HTTPS; x\r\n"
	for _, c := range []struct {
		name, header string
		s            Settings
		want         string
	}{
		{"pass and compauth", hops + ar(good) + hopIn, m365, "aligned authres"},
		{"S28 not in another mode", ar(good) + hopIn, trustMX, ""},
		{"without compauth", ar(strings.Replace(good, ";compauth=pass reason=100", "", 1)), m365, ""},
		{"compauth=fail", ar(strings.Replace(good, "compauth=pass", "compauth=fail", 1)), m365, ""},
		{"compauth twice", ar(good + ";compauth=fail"), m365, ""},
		{"another From", ar(strings.Replace(good, "header.from=a.test", "header.from=attack.test", 1)), m365, ""},
		{"dmarc=fail", ar(strings.Replace(good, "dmarc=pass", "dmarc=fail", 1)), m365, "failed"},
		{"no DMARC, good signature", ar(strings.Replace(good, "dmarc=pass", "dmarc=bestguesspass", 1)), m365, "aligned authres"},
		{"no DMARC, nothing good", ar("spf=none smtp.mailfrom=a.test; dkim=none header.d=none; dmarc=none header.from=a.test; compauth=pass reason=116"), m365, ""},
		{"only the topmost", silent + hopIn + ar(good), m365, ""},
		{"the topmost has an id", ar("mx.attack.test; "+good) + ar(good), m365, "ar-malformed"},
		{"a result in a quoted MAIL FROM", ar(`spf=pass smtp.mailfrom="x; dmarc=pass header.from=a.test; compauth=pass"@attack.test; dmarc=none header.from=a.test; compauth=none`), m365, ""},

		{"mail inside the tenant", silent + mark, tenant, "aligned internal"},
		{"not before the probe proved it", silent + mark, m365, ""},
		{"not in another mode", mark, Settings{Mode: ModeRFC8601, AuthservIDs: trustMX.AuthservIDs, Internal: true}, ""},
		{"marked anonymous", silent + tenantMark + ": Anonymous\r\n", tenant, ""},
		{"marked twice", silent + mark + tenantMark + ": Anonymous\r\n", tenant, ""},
		{"marked, yet DMARC failed", ar("dmarc=fail header.from=a.test") + mark, tenant, "failed"},
	} {
		if p := proofOf(c.header+plainMail, c.s); verdict(p) != c.want {
			t.Errorf("%s: %q, want %q\n%s", c.name, verdict(p), c.want, details(p))
		}
	}
}

func TestForwardersMustBeRegistered(t *testing.T) {
	registered := Settings{Mode: ModeRFC8601, AuthservIDs: trustMX.AuthservIDs, Forwarders: []string{"Lists.test"}}
	set := func(i, sealer, seen string) string {
		return "ARC-Seal: i=" + i + "; a=rsa-sha256; d=" + sealer + "; s=x; cv=none; b=AAAA\r\n" +
			"ARC-Authentication-Results: i=" + i + "; mx." + sealer + "; " + seen + "\r\n"
	}
	const pass, fail = "dmarc=pass header.from=a.test", "dmarc=fail header.from=a.test"
	own := ar("mx.desk.test; arc=pass; "+fail) + hopIn
	for _, c := range []struct {
		name, header string
		s            Settings
		want         string
	}{
		{"S40 not registered", own + set("1", "lists.test", pass), trustMX, "failed"},
		{"S40 registered", own + set("1", "lists.test", pass), registered, "aligned authres"},
		{"the server's own seal on top", set("2", "desk.test", fail) + own + set("1", "lists.test", pass), registered, "aligned authres"},
		{"the forwarder saw a failure", own + set("1", "lists.test", fail), registered, "failed"},
		{"somebody else forwarded it after", own + set("2", "other.test", pass) + set("1", "lists.test", pass), registered, "failed"},
		{"another forwarder", own + set("1", "other.test", pass), registered, "failed"},
		{"the chain is broken", ar("mx.desk.test; arc=fail; "+fail) + hopIn + set("1", "lists.test", pass), registered, "failed"},
		{"nobody checked the chain", ar("mx.desk.test; "+fail) + hopIn + set("1", "lists.test", pass), registered, "failed"},
		{"an instance twice", own + set("1", "lists.test", pass) + set("1", "lists.test", pass), registered, "failed"},
		{"about somebody else", own + set("1", "lists.test", "dmarc=pass header.from=b.test"), registered, "failed"},
	} {
		if p := proofOf(c.header+plainMail, c.s); verdict(p) != c.want {
			t.Errorf("%s: %q, want %q\n%s", c.name, verdict(p), c.want, details(p))
		}
	}
}
