package htmltext

import (
	"strings"
	"testing"
	"unicode/utf8"

	"permanence/parser/costs"
)

// FuzzText asks of any HTML: valid text, that does not grow, with marks inside.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		`<div class="gmail_quote">a<blockquote class="gmail_quote" style="border-left:1px solid">b</blockquote>c</div>`,
		`<table><tr><td>a<td class="gmail_attr">b<tr><td>c<td>d</table>`, `<ol start=9999><li>a<p>b<li>c</ol>`,
		`a<div id=appendonsend></div><hr><div id=divRplyFwdMsg>b</div>`, `<pre>a` + "\n\n\n" + `  b</pre>`,
		`<p style="display:none">a<p>b`, `<a href="https://a.example/">x<a href="mailto:b@c.example">y`, `<td style="font-size:0"><p style="font-size:1px">a`,
		"&#xD800;&nbsp;&zwnj;\xff<blockquote>\x80", `<sup>12</sup><span style="font-family:wingdings">J</span><img alt="🙂">`,
		`<div>a<blockquote>b</blockquote></div><blockquote type=cite>c`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		checkText(t, source)
	})
}

// checkText holds for every HTML.
func checkText(t *testing.T, source string) {
	t.Helper()
	r := Text(source)
	if !utf8.ValidString(r.Text) {
		t.Errorf("%.200q gives %.200q", source, r.Text)
	}
	if len(r.Text) > 8*len(source) {
		t.Errorf("%d bytes give %d", len(source), len(r.Text))
	}
	last := 0
	for _, m := range r.Marks {
		if m.From < 0 || m.From >= m.To || m.To > len(r.Text) || m.Kind == "" || m.From < last {
			t.Errorf("%.200q marks %v in %d bytes", source, m, len(r.Text))
		}
		last = m.From
	}
}

// TestHostileMarkupIsReadInTime reads much of what is nested, unclosed or
// begun and never ended.
func TestHostileMarkupIsReadInTime(t *testing.T) {
	const size = 1 << 18
	for _, piece := range []string{
		"<blockquote>", "<blockquote>a", "<b>", "<b>a", "<div>a", "<p>a", "<li>a", "<ul><li>a", "<table><tr><td>", "<table><tr><td>a<td>b", "<tr><td>a<td>b", "<td>a", "<dl><dd>a", "<dd>a<p>",
		"<section><table><td><div></section>", "<div></p>", "</div>", "</section><section>", "<span hidden>", "<span hidden>a</b></span>", "<a href=x>a", `<a href="https://a.example/b">a`,
		`<div class="gmail_quote">a`, `<div class="gmail_quote"></div>`, `<div id=appendonsend>a`, `<blockquote>a</blockquote>`, `<div>a<blockquote>`, `<hr>`, `<hr>a`, `<pre>a` + "\n",
		`<div style="`, `<div style=";;;;;;;;">`, `<div style="a:b;c:d;">x`, `<div class="a b c d e f g">x`, `<img alt="é è à">`, "&nbsp;", "&nbsp;<br>", "&", "<", "<!--", "<![", "\u200c", "<sup>1",
		"<o:p>a", "<o:p></xml>", "<xml>", "<title>", "<script>", "<svg>", "<p style=font-size:0>a<p style=font-size:9px>b", `<ol start=9999><li>a`,
	} {
		source := strings.Repeat(piece, size/len(piece))
		costs.Little(t, piece, func() { checkText(t, source) })
	}
}
