package parser

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func htmlMail(source string) *Message {
	m, _ := Parse(mailOf("Content-Type: text/html; charset=utf-8", source))
	return m
}

func TestSafeHTMLHoldsNothingActive(t *testing.T) {
	attacks := []string{
		`<script>alert(1)</script>`, `<scr<script>ipt>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<svg onload=alert(1)><animate href=x></svg>`,
		`<svg><style><img src=x onerror=alert(1)></style></svg>`, `<math><mtext><table><mglyph><style><img src onerror=alert(1)>`,
		`<a href="javascript:alert(1)">x</a>`, `<a href="java&#x09;script:alert(1)">x</a>`, `<a href=" data:text/html,x">x</a>`, `<a href="vbscript:x">x</a>`, `<a href="/logout">x</a>`, `<a href="//evil.example">x</a>`,
		`<iframe src="https://evil.example"></iframe>`, `<form action="https://evil.example"><input name=a></form>`, `<base href="https://evil.example">`, `<meta http-equiv=refresh content="0;url=https://evil.example">`,
		`<object data="x"></object>`, `<video poster="https://evil.example/x">`, `<img srcset="https://evil.example/x 2x">`, `<a ping="https://evil.example">x</a>`, `<link rel=stylesheet href="https://evil.example">`,
		`<div style="position:fixed;background:url(https://evil.example)">x</div>`, `<style>@import "https://evil.example"</style>`, `<p class="x" id="y">z</p>`, `<template><img src=x onerror=alert(1)></template>`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
		`<img src="https://evil.example/o.gif">`, `<img src="//evil.example/o.gif">`, `<img src="data:image/png;base64,x">`, `<img src="cid:unknown@a.example">`, `<img src="part/9">`,
	}
	for _, attack := range attacks {
		safe := htmlMail(attack).SafeHTML()
		checkSafe(t, attack, safe)
	}
}

// checkSafe reads sanitised HTML again and looks for what may not be there.
func checkSafe(t *testing.T, source, safe string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(safe))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		tok := z.Token()
		if oneOf(tok.Data, []string{"script", "style", "svg", "math", "iframe", "object", "form", "input", "base", "meta", "link", "video", "template", "noscript"}) {
			t.Errorf("%q leaves <%s>: %q", source, tok.Data, safe)
		}
		for _, a := range tok.Attr {
			if strings.HasPrefix(a.Key, "on") || oneOf(a.Key, []string{"style", "class", "id", "srcset", "ping"}) {
				t.Errorf("%q leaves the attribute %s: %q", source, a.Key, safe)
			}
			if a.Key == "src" && !pictureAddress.MatchString(a.Val) {
				t.Errorf("%q leaves the picture %s", source, a.Val)
			}
			if _, web := cutFold(a.Val, "http"); a.Key == "href" && !web && !strings.HasPrefix(a.Val, "mailto:") {
				t.Errorf("%q leaves the link %s", source, a.Val)
			}
		}
	}
	if again := safePolicy().Sanitize(safe); again != safe {
		t.Errorf("sanitising twice differs for %q:\n%q\n%q", source, safe, again)
	}
}

func TestPicturesOfTheMailAreShown(t *testing.T) {
	m := fixture(t, "html-only")
	safe := m.SafeHTML()
	if !strings.Contains(safe, `<img src="part/2">`) {
		t.Errorf("no picture in %s", safe)
	}
	if other := m.SafeHTMLWith(func(int) string { return "/tickets/7/files/3" }); !strings.Contains(other, `<img src="/tickets/7/files/3">`) {
		t.Errorf("no picture in %s", other)
	}
	if none := m.SafeHTMLWith(func(int) string { return "" }); strings.Contains(none, "<img") {
		t.Errorf("a picture in %s", none)
	}
}
