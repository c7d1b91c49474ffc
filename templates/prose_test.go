package templates

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAReplysSubjectIsTheClientsOwn(t *testing.T) {
	for given, want := range map[string]string{
		"Import":                                "Re: Import",
		"Re: Import":                            "Re: Import",
		"RE : TR: Fwd: Import [#1042-7QK4M2XH]": "Re: Import",
		"Re[2]: [#7-AAAAAAAA] Import [#8-BBBBBBBB]": "Re: Import",
		"Import\r\nBcc: eve@evil.example":           "Re: Import Bcc: eve@evil.example",
		"{{.Config}}":                               "Re: {{.Config}}",
		"Retard : commande 12":                      "Re: Retard : commande 12",
		"[#12] ancien outil":                        "Re: [#12] ancien outil",
		"":                                          "Re: ",
		strings.Repeat("é", 400):                    "Re: " + strings.Repeat("é", subjectLength-1) + "…",
	} {
		if have := Re(given); have != want {
			t.Errorf("%q gives %q, want %q", given, have, want)
		}
	}
}

func TestOneLineIsOneLine(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := OneLine(rapid.String().Draw(rt, "text"))
		if strings.ContainsAny(s, "\r\n\x00\t\v\f\u0085\u2028\u2029\u202e") || OneLine(s) != s {
			rt.Fatalf("%q", s)
		}
	})
}

func TestAPersonsTextBecomesSoberHTML(t *testing.T) {
	pictures := []Picture{{ContentID: "a@x", Filename: `cap"ture.png`}}
	p, q := "<p"+mailDress.paragraph+">", "<blockquote"+mailDress.quote+">"
	for given, want := range map[string]string{
		"a\nb\n\nc":                           p + "a<br>\nb</p>\n" + p + "c</p>\n",
		"<script>x</script> & \"":             p + "&lt;script&gt;x&lt;/script&gt; &amp; &#34;</p>\n",
		"> cité\n> encore\nréponse":           q + "cité<br>\nencore</blockquote>\n" + p + "réponse</p>\n",
		"voir (https://a.example/x?a=1&b=2).": p + `voir (<a href="https://a.example/x?a=1&amp;b=2">https://a.example/x?a=1&amp;b=2</a>).</p>` + "\n",
		`https://a.example/"onclick="x`:       p + `<a href="https://a.example/">https://a.example/</a>&#34;onclick=&#34;x</p>` + "\n",
		"javascript:alert(1)":                 p + "javascript:alert(1)</p>\n",
		"ici [cid:a@x] et [cid:b@x]":          p + `ici <img src="cid:a@x" alt="cap&#34;ture.png" style="max-width:100%"> et [cid:b@x]</p>` + "\n",
		`[image: cap"ture.png]`:               p + `<img src="cid:a@x" alt="cap&#34;ture.png" style="max-width:100%"></p>` + "\n",
		"  retrait":                           p + "&nbsp;&nbsp;retrait</p>\n",
		"":                                    "",
		"\n\n\n":                              "",
	} {
		if have := string(HTML(given, pictures)); have != want {
			t.Errorf("%q gives\n%s\nwant\n%s", given, have, want)
		}
	}
}

func TestNoTextBecomesATag(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("<>\"'&/ \n>[]:cidahtps.x=")), 0, 80, -1).Draw(rt, "text")
		rest := string(HTML(text, []Picture{{ContentID: "x", Filename: text}}))
		for _, ours := range []string{"<p" + mailDress.paragraph + ">", "<blockquote" + mailDress.quote + ">", "</p>", "</blockquote>", "<br>", "</a>"} {
			rest = strings.ReplaceAll(rest, ours, "")
		}
		for _, open := range []string{`<a href="http`, `<img src="cid:x" alt="`} {
			rest = strings.ReplaceAll(rest, open, "")
		}
		if strings.Contains(rest, "<") {
			rt.Fatalf("%q leaves %q", text, rest)
		}
	})
}

func TestAPersonsTextStaysAsItIs(t *testing.T) {
	for given, want := range map[string]string{
		"a\r\nb\rc\u2028d":     "a\nb\nc\nd",
		"code {\n\n\n  x  \n}": "code {\n\n\n  x  \n}",
		"a\x00b\x1b[31m":       "ab[31m",
		"--\nsig":              "--\nsig",
		"\n\na\n\n":            "a",
	} {
		if have := tidy(Verbatim(given)); have != want+"\n" {
			t.Errorf("%q gives %q, want %q", given, have, want+"\n")
		}
	}
	if have := tidy(Quoted("a\n\n> b")); have != "> a\n> \n> > b\n" {
		t.Errorf("quoted: %q", have)
	}
	if have := Plain("x [cid:a@x] [cid:b]", []Picture{{ContentID: "a@x", Filename: "cap\nture.png"}}); have != "x [cap ture.png] [cid:b]" {
		t.Errorf("plain: %q", have)
	}
}

func TestTemplatesMayLeaveEmptyLines(t *testing.T) {
	have := tidy("\n\nBonjour,  \n\n\n\nFin\n\n--\n\nPied\n\n\n")
	if want := "Bonjour,\n\nFin\n\n-- \nPied\n"; have != want {
		t.Errorf("%q, want %q", have, want)
	}
}
