package parser

import (
	"bytes"
	"encoding/json"
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
		// Markup that a second reading takes otherwise than the first (mXSS).
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`, `<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">`, `<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
		`<svg><foreignObject><iframe srcdoc="<script>alert(1)</script>"></iframe></foreignObject></svg>`, `<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>`, `<svg><desc><p><style><img src=x onerror=alert(1)></style></desc></svg>`,
		`<noembed><img title="</noembed><img src onerror=alert(1)>"></noembed>`, `<noframes><p id="</noframes><img src onerror=alert(1)>">`, `<xmp><p title="</xmp><img src onerror=alert(1)>">`, `<textarea><img title="</textarea><img src onerror=alert(1)>">`, `<title><a title="</title><img src onerror=alert(1)>">`, `<plaintext><img src=x onerror=alert(1)>`,
		`<!--><img src=x onerror=alert(1)>-->`, `<!--!><img src=x onerror=alert(1)>-->`, `<!--- --!><img src=x onerror=alert(1)> -->`, `<![CDATA[><img src=x onerror=alert(1)>]]>`, `<?xml ><img src=x onerror=alert(1)> ?>`, `<?php <script>alert(1)</script>`, `</ <img src=x onerror=alert(1)>>`, `<a/href="x"/onclick=alert(1)>x`, `<div title="a"onclick="alert(1)">x</div>`, "<img src='x`' onerror=alert(1)//`>", `<template shadowrootmode=open><script>alert(1)</script></template>`, `<select><style></select><img src=x onerror=alert(1)>`, `<selectedcontent><script>alert(1)</script>`,
		// Things that act without a script.
		`<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>`, `<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"></use></svg>`, `<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`, `<svg><set attributeName=href to=javascript:alert(1)></svg>`, `<embed src="https://evil.example/x.swf">`, `<button formaction="javascript:alert(1)">x</button>`, `<input type=image src="https://evil.example/x">`, `<details open ontoggle=alert(1)>x</details>`, `<dialog open onclose=alert(1)>x</dialog>`, `<div popover id=p onbeforetoggle=alert(1)>x</div><button popovertarget=p>y</button>`, `<audio src="https://evil.example/x">`, `<picture><source srcset="https://evil.example/x"></picture>`, `<body background="https://evil.example/x" onload=alert(1)>`, `<table background="https://evil.example/x"><tr><td background="https://evil.example/y">x</td></tr></table>`, `<area href="javascript:alert(1)">`, `<isindex action="javascript:alert(1)">`, `<portal src="https://evil.example"></portal>`, `<frameset onload=alert(1)>`, `<marquee onstart=alert(1)>x</marquee>`,
		// Names that scripts of the page would find (DOM clobbering), and styles.
		`<a id=config><a id=config name=url href="https://evil.example">x</a>`, `<form id=f><input name=attributes></form>`, `<img name=body src="cid:x">`, `<p style="background:\75rl(https://evil.example)">x</p>`, `<p style="width:expression(alert(1))">x</p>`, `<div style="-moz-binding:url(https://evil.example)">x</div>`, `<p style="--x:url(https://evil.example);background:var(--x)">x</p>`, `<style>a{background:url(https://evil.example)}</style>`, `<link rel=preload href="https://evil.example">`,
		// Addresses.
		"<a href=\"java\nscript:alert(1)\">x</a>", "<a href=\"\x01javascript:alert(1)\">x</a>", "<a href=\"ｊavascript:alert(1)\">x</a>", "<a href=\"\u202ejavascript:alert(1)\">x</a>", `<a href="&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&colon;alert(1)">x</a>`, `<a href="JaVaScRiPt&colon;alert(1)">x</a>`, `<a href="feed:javascript:alert(1)">x</a>`, `<a href="view-source:https://a.example">x</a>`, `<a href="blob:https://a.example/x">x</a>`, `<a href="ms-msdt:/id">x</a>`, `<a href="search-ms:query=x">x</a>`, `<a href="file:///etc/passwd">x</a>`, `<a href="\\\\evil.example\\x">x</a>`, `<a href="//evil.example">x</a>`, `<a href="?logout">x</a>`, `<a href="#x">x</a>`, `<a href="https:evil">x</a>`, `<a href="part/2">x</a>`, `<a href="x" href="javascript:alert(1)">x</a>`, `<a target="_top" rel="opener" href="https://a.example">x</a>`,
		`<img src="cid:x" src="https://evil.example/o.gif">`, `<img src="CID:unknown">`, `<img dynsrc="https://evil.example">`, `<img lowsrc="https://evil.example">`, `<img src="https://evil.example/o.gif">`, `<img src="//evil.example/o.gif">`, `<img src="data:image/png;base64,x">`, `<img src="cid:unknown@a.example">`, `<img src="part/9">`,
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
		if oneOf(tok.Data, []string{"script", "style", "svg", "math", "iframe", "object", "form", "input", "base", "meta", "link", "video", "audio", "embed", "source", "button", "select", "textarea", "title", "xmp", "plaintext", "noembed", "noframes", "picture", "dialog", "details", "template", "noscript"}) {
			t.Errorf("%q leaves <%s>: %q", source, tok.Data, safe)
		}
		for _, a := range tok.Attr {
			if strings.HasPrefix(a.Key, "on") || oneOf(a.Key, []string{"style", "class", "id", "name", "srcset", "srcdoc", "ping", "background", "formaction", "popover"}) {
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

func TestSafeHTMLKeepsWhatAPersonWrote(t *testing.T) {
	for _, kept := range []string{
		`<ol start="3"><li>un<ul><li>deux</li></ul></li></ol>`,
		`<table><thead><tr><th colspan="2">Réf</th></tr></thead><tbody><tr><td rowspan="2">A1</td><td>3</td></tr></tbody></table>`,
		`<blockquote>un<blockquote>deux</blockquote></blockquote>`,
		`<p dir="rtl">שלום</p>`, `<pre>a  b</pre>`, `<h2>un</h2><hr>deux<br>trois`, `<b>un</b> <i>deux</i> <u>trois</u> <s>quatre</s> m<sup>2</sup> H<sub>2</sub>O`, `<dl><dt>un</dt><dd>deux</dd></dl>`,
		`<a href="https://a.example/x?a=1&amp;b=2" rel="nofollow noreferrer noopener" target="_blank">ici</a>`, `<a href="mailto:anne@a.example" rel="nofollow noreferrer">Anne</a>`,
	} {
		if safe := htmlMail(kept).SafeHTML(); strings.TrimSpace(safe) != kept {
			t.Errorf("%s becomes %s", kept, safe)
		}
	}
}

func TestAPageTooDeepForSomeReadersIsShownByItsText(t *testing.T) {
	for _, source := range []string{
		strings.Repeat("<table><tr><td>", 2000) + "Au fond" + strings.Repeat("</td></tr></table>", 2000),
		strings.Repeat("<b><i><div>", 1000) + "Au fond", strings.Repeat("<table><td>", 300) + "Au fond", strings.Repeat("<blockquote>", 1000) + "Au fond",
		strings.Repeat("<div></b>", 1000) + "Au fond", strings.Repeat("<p><b></p>", 1000) + "Au fond", strings.Repeat("<ul><li>", 300) + "Au fond",
		strings.Repeat("<div>", 190) + "Au fond",
	} {
		safe := htmlMail(source).SafeHTML()
		if _, err := html.Parse(strings.NewReader(safe)); err != nil || !strings.Contains(safe, "Au fond") {
			t.Errorf("%.60s: %v, %.100s", source, err, safe)
		}
		checkSafe(t, source[:20], safe)
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

func TestAMailAsJSONTakesTheRoomOfItsText(t *testing.T) {
	m := htmlMail("<blockquote>" + strings.Repeat("&gt;&lt;&amp;", 1000) + "</blockquote>")
	out, err := m.MarshalJSON()
	if err != nil || bytes.Contains(out, []byte(`\u003`)) || bytes.HasSuffix(out, []byte("\n")) {
		t.Errorf("%v, %d bytes", err, len(out))
	}
	if !json.Valid(out) {
		t.Error("no JSON")
	}
}
