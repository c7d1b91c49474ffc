package htmltext

import (
	"strings"
	"testing"
)

// wordMail is an answer written with Word, about 20 KB.
func wordMail() string {
	line := `<p class="MsoNormal"><span style="font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif;color:#1F497D;mso-fareast-language:EN-US">L'export des écritures s'arrête à la ligne 4&nbsp;812 avec le message «&nbsp;période close&nbsp;».<o:p></o:p></span></p>` + "\r\n"
	return "<html><head><style><!-- p.MsoNormal {margin:0cm;} " + strings.Repeat("h1 {font-size:12.0pt;} ", 100) + "--></style></head><body lang=\"FR\"><div class=\"WordSection1\">" + strings.Repeat(line, 40) +
		`<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">` + strings.Repeat(line, 20) + "</div></div></body></html>"
}

func BenchmarkText(b *testing.B) {
	source := wordMail()
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if len(Text(source).Marks) != 1 {
			b.Fatal("no mark")
		}
	}
}

func BenchmarkDiffers(b *testing.B) {
	source := wordMail()
	plain := Text(source).Text
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if Differs(source, plain) {
			b.Fatal("differs")
		}
	}
}
