package htmltext

import "testing"

func TestHTMLBecomesReadableText(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"paragraphs", "<p>Un</p><p>Deux</p>", "Un\n\nDeux"},
		{"divs", "<div>Un</div><div><br></div><div>Deux</div>", "Un\n\nDeux"},
		{"Outlook paragraphs", `<p class="MsoNormal">Un</p><p class="MsoNormal">Deux</p>`, "Un\nDeux"},
		{"white space", "<b>a</b>\n  b&nbsp;c", "a b c"},
		{"no glued words", "<td>a</td><td>b</td>", "a b"},
		{"quotation", "<blockquote><p>Un</p><blockquote>Deux</blockquote></blockquote>", "> Un\n>\n>> Deux"},
		{"numbered list", "<ol><li>un</li><li>deux</li></ol>", "1. un\n2. deux"},
		{"link", `<a href="https://a.example/x">ici</a> et <a href="https://a.example/x">là</a>`, "ici <https://a.example/x> et là"},
		{"link that shows itself", `<a href="https://a.example/x">https://a.example/x</a>`, "https://a.example/x"},
		{"script and style", "<style>p{}</style><script>alert(1)</script>a", "a"},
		{"title", "<head><title>t</title></head>a", "a"},
		{"preheader", `<div style="display: none">secret</div>a`, "a"},
		{"preheader by size", `<span style="font-size:0px">secret</span>a`, "a"},
		{"not hidden", `<span style="font-size:10px">a</span>`, "a"},
		{"preformatted", "<pre>a\n  b</pre>", "a\n  b"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := Text(tt.source)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
