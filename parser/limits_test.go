package parser

import (
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"permanence/parser/costs"
)

// maxAllocation is how many bytes may be allocated in all for a byte of mail,
// what is thrown away counted too.
const maxAllocation = 8

func TestMemoryGrowsWithTheMailAndNotFaster(t *testing.T) {
	const size = 2 << 20
	file := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00\x01\xfe", size/4)))
	var wrapped strings.Builder
	for ; len(file) > 76; file = file[76:] {
		wrapped.WriteString(file[:76] + "\r\n")
	}
	sentence := "La caisse de l'entrée reste fermée depuis lundi matin, merci de regarder.\r\n"
	tests := []struct{ name, head, body string }{
		{"file", "Content-Type: application/pdf; name=x.pdf\r\nContent-Transfer-Encoding: base64", wrapped.String()},
		{"file in a multipart", "Content-Type: multipart/mixed; boundary=b", "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrapped.String() + "\r\n--b--"},
		{"damaged file", "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64", wrapped.String() + "!"},
		{"mail as a file", "Content-Type: message/rfc822", "Subject: x\r\n\r\n" + wrapped.String()},
		{"uuencoded file", "X: y", "begin 644 x\r\n" + strings.Repeat("M"+strings.Repeat("#", 60)+"\r\n", size/64) + "end\r\n"},
		{"500 parts", "Content-Type: multipart/mixed; boundary=b", strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\n"+strings.Repeat("x", 4000)+"\r\n", 499) + "--b--"},
		{"15 depths", "Content-Type: multipart/mixed; boundary=b0", depths(15, strings.Repeat(sentence, 2000))},
		{"text", "Content-Type: text/plain; charset=utf-8", strings.Repeat(sentence, 9000)},
		{"quoted-printable", "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", strings.Repeat(strings.ReplaceAll(sentence, "é", "=C3=A9"), 9000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := mailOf(tt.head, tt.body)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			m, err := Read(raw)
			runtime.ReadMemStats(&after)
			if err != nil || m == nil {
				t.Fatal(err)
			}
			if ratio := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(raw)); ratio > maxAllocation {
				t.Errorf("%.1f bytes for each of %d", ratio, len(raw))
			}
		})
	}
}

// depths puts a text into multiparts inside one another.
func depths(n int, text string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n", i, i+1)
	}
	return b.String() + fmt.Sprintf("--b%d\r\n\r\n%s\r\n", n, text)
}

func TestHostileContentTakesLinearTime(t *testing.T) {
	const n = 1 << 20
	many := func(s string) string { return strings.Repeat(s, n/len(s)) }
	tests := []struct{ name, head, body string }{
		{"uuencoded files that are none", "X: y", many("begin 644 x\n")},
		{"uuencoded files without lines", "X: y", many("begin 644 x\n`\n`\n")},
		{"uuencoded files", "X: y", many("begin 644 x\n%8V]U8V\\`\nend\n")},
		{"base64 files in a text", "X: y", many("begin-base64 644 x\nYQ==\n")},
		{"yEnc files without end", "X: y", many("=ybegin size=1 name=a\n")},
		{"yEnc files", "X: y", many("=ybegin size=1 name=a\nk\n=yend size=1\n")},
		{"base64 and words in turn", "Content-Transfer-Encoding: base64", many("YWJj\nde la caisse\n" + strings.Repeat("YWJj", 15) + "\n")},
		{"padding in every line", "Content-Transfer-Encoding: base64", many("YQ== \n")},
		{"escapes", "Content-Transfer-Encoding: 8bit", many("=C3=A9")},
		{"soft line ends", "X: y", many("=\n")},
		{"boundaries glued to one line", "Content-Type: multipart/mixed; boundary=b0123456789", many("x--b0123456789")},
		{"boundaries glued, with a header", "Content-Type: multipart/mixed; boundary=b0123456789", many("x--b0123456789\nContent-Type: text/plain\n\n")},
		{"boundaries that are none", "Content-Type: multipart/mixed; boundary=b", many("\n--bc")},
		{"ends", "Content-Type: multipart/mixed; boundary=b", many("\n--b--")},
		{"boundary to be guessed", "Content-Type: multipart/mixed", many("--b\nX\n")},
		{"lost header", "X: y", many("--b\nContent-Type: text/plain\n\n")},
		{"folded lines of blanks", "X: y\r\n" + many(" \r\n") + "Z: y", "x"},
		{"alternatives", "Content-Type: multipart/alternative; boundary=b", strings.Repeat("--b\n\n"+strings.Repeat("a", 2000)+"\n", 500)},
		{"pages and texts in turn", "Content-Type: multipart/mixed; boundary=b", strings.Repeat("--b\n\na\n--b\nContent-Type: text/html\n\n<b>a</b>\n", 240)},
		{"pictures shown", "Content-Type: multipart/related; boundary=b", "--b\nContent-Type: text/html\n\n" + many("<img src=cid:") + strings.Repeat("\n--b\nContent-Type: image/png\nContent-ID: <x>\n\nx", 400)},
		{"calendar", "Content-Type: text/calendar", "BEGIN:VEVENT\n" + many("SUMMARY:\n ")},
		{"enriched", "Content-Type: text/enriched", many("<")},
		{"groups", "Content-Type: text/rtf", "{\\rtf1" + many("{")},
		{"unicode", "Content-Type: text/rtf", "{\\rtf1" + many("\\u233\\u")},
		{"flowed", "Content-Type: text/plain; format=flowed; delsp=yes", many("> a \n")},
		{"flowed quotes", "Content-Type: text/plain; format=flowed", many(">")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			costs.Little(t, t.Name(), func() {
				if _, err := Parse(mailOf(tt.head, tt.body)); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

func TestLimitsAreNamed(t *testing.T) {
	parts := func(n int) string { return strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\nx\r\n", n) + "--b--" }
	tests := []struct {
		name, head, body, defect string
		files                    int
	}{
		{"490 parts", "Content-Type: multipart/mixed; boundary=b", parts(490), "", 490},
		{"700 parts", "Content-Type: multipart/mixed; boundary=b", parts(700), "parts-limit", 499},
		{"400 multiparts of 400 parts", "Content-Type: multipart/mixed; boundary=b", strings.Repeat("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"+strings.Repeat("--c\r\nContent-Type: image/png\r\n\r\nx\r\n", 400)+"--c--\r\n", 400) + "--b--", "parts-limit", 498},
		{"15 depths", "Content-Type: multipart/mixed; boundary=b0", depths(15, "x"), "multipart-damaged", 0},
		{"21 depths", "Content-Type: multipart/mixed; boundary=b0", depths(21, "x"), "multipart-damaged,depth-limit", 1},
		{"1,990 fields", strings.Repeat("X: y\r\n", 1990) + "Z: y", "x", "", 0},
		{"2,001 fields", strings.Repeat("X: y\r\n", 2001) + "Z: y", "x", "header-limit", 0},
		{"a field of 1.5 MiB", "X: " + strings.Repeat("y", 3<<19), "x", "header-limit", 0},
		{"600 files in a text", "X: y", strings.Repeat("begin 644 x\n%8V]U8V\\`\nend\n", 600), "", maxParts - 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse(mailOf(tt.head, tt.body))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "defects", strings.Join(m.Defects, ","), tt.defect)
			equal(t, "files", len(m.Attachments), tt.files)
			if tt.defect == "parts-limit" && m.Attachments[len(m.Attachments)-1].SizeBytes < 5000 {
				t.Error("what lies beyond is lost")
			}
		})
	}
}
