package parser

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/emersion/go-message"

	"permanence/parser/costs"
)

func mailOf(head, body string) []byte {
	return []byte("From: a@b.example\r\nDate: Mon, 5 Oct 2026 10:00:00 +0200\r\nMIME-Version: 1.0\r\n" + head + "\r\n\r\n" + body)
}

func TestTextIsReadInWhateverDressItComes(t *testing.T) {
	tests := []struct{ name, head, body, want, defect string }{
		{"utf-8", "Content-Type: text/plain; charset=utf-8", "été", "été", ""},
		{"unlabelled utf-8", "X: y", "été", "été", ""},
		{"unlabelled windows", "X: y", "\xe9t\xe9 \x80", "été €", ""},
		{"latin-1 that is windows", "Content-Type: text/plain; charset=iso-8859-1", "prix 5 \x80, l\x92\xe9t\xe9", "prix 5 €, l’été", ""},
		{"utf-8 that is windows", "Content-Type: text/plain; charset=utf-8", "\xe9t\xe9", "été", "charset-wrong"},
		{"quoted label", "Content-Type: text/plain; charset=\"ISO-8859-15\"", "\xa4", "€", ""},
		{"unknown charset", "Content-Type: text/plain; charset=klingon", "nuqneH \xe9", "nuqneH é", "charset-unknown"},
		{"utf-7", "Content-Type: text/plain; charset=utf-7", "+AOk-t+AOk- a+-b", "été a+b", ""},
		{"unterminated iso-2022-jp", "Content-Type: text/plain; charset=iso-2022-jp", "\x1b$B4A;z", "漢字", ""},
		{"quoted-printable", "Content-Transfer-Encoding: quoted-printable", "=C3=A9t=\r\n=C3=A9", "été", ""},
		{"damaged quoted-printable", "Content-Transfer-Encoding: quoted-printable", "100 =% =C3=A9", "100 =% é", ""},
		{"base64", "Content-Transfer-Encoding: base64", "w6l0w6k=", "été", ""},
		{"base64 without padding", "Content-Transfer-Encoding: base64", "w6l0w6k", "été", "encoding-damaged"},
		{"base64 with junk", "Content-Transfer-Encoding: base64", "w6l0w6k=\r\n\r\n-- added by a gateway", "été", "encoding-damaged"},
		{"unknown encoding", "Content-Transfer-Encoding: rot13", "Obawbhe", "Obawbhe", "encoding-unknown"},
		{"doubled encoding", "Content-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: base64", "été", "été", "mime-ambiguous"},
		{"broken type", "Content-Type: text", "abc", "abc", ""},
		{"NUL", "X: y", "a\x00b", "ab", "nul"},
		{"place of an attachment", "Content-Type: text/plain; charset=utf-8", "Voici \uFFFC.", "Voici .", ""},
		{"flowed", "Content-Type: text/plain; format=flowed", "un \r\ndeux\r\ntrois", "un deux\ntrois", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse(mailOf(tt.head, tt.body))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(m.Text, tt.want) {
				t.Errorf("text %q, want %q", m.Text, tt.want)
			}
			equal(t, "defects", strings.Join(m.Defects, ","), tt.defect)
		})
	}
}

func TestDamagedMultipartsGiveWhatTheyHold(t *testing.T) {
	const mixed = "Content-Type: multipart/mixed; boundary=b"
	part := func(kind, body string) string { return "--b\r\nContent-Type: " + kind + "\r\n\r\n" + body + "\r\n" }
	tests := []struct {
		name, head, body, text string
		files                  int
		defect                 string
	}{
		{"sound", mixed, part("text/plain", "un") + part("image/png", "x") + "--b--\r\n", "un", 1, ""},
		{"no end", mixed, part("text/plain", "un") + part("image/png", "x"), "un", 1, "multipart-damaged"},
		{"cut in a header", mixed, part("text/plain", "un") + "--b\r\nContent-Ty", "un\nContent-Ty", 0, "multipart-damaged"},
		{"broken header line", mixed, part("text/plain", "un") + "--b\r\nno colon here\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n", "un", 1, "multipart-damaged"},
		{"boundary not named", "Content-Type: multipart/mixed", part("text/plain", "un") + "--b--\r\n", "un", 0, "boundary-missing"},
		{"no parts at all", mixed, "only text", "only text", 0, "multipart-unreadable"},
		{"empty body", mixed, "", "", 0, "multipart-unreadable"},
		{"LF in the parts", mixed, strings.ReplaceAll(part("text/plain", "un")+part("image/png", "x")+"--b--\n", "\r\n", "\n"), "un", 1, ""},
		{"prefix of another boundary", mixed, "--b\r\nContent-Type: multipart/alternative; boundary=b2\r\n\r\n--b2\r\n\r\nun\r\n--b2--\r\n" + part("image/png", "x") + "--b--", "un", 1, ""},
		{"two boundary lines in a row", mixed, "--b\r\n" + part("text/plain", "un") + "--b\r\n--b--", "un", 0, "multipart-damaged"},
		{"two boundary lines, no end", mixed, "--b\r\n" + part("text/plain", "un") + "--b\r\n", "un", 0, "multipart-damaged"},
		{"two plain alternatives", "Content-Type: multipart/alternative; boundary=b", part("text/plain", "un") + part("text/plain", "deux") + "--b--\r\n", "un\ndeux", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse(mailOf(tt.head, tt.body))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "text", strings.TrimSpace(m.Text), tt.text)
			equal(t, "files", len(m.Attachments), tt.files)
			if tt.defect == "" && len(m.Defects) > 0 || tt.defect != "" && !m.Defect(tt.defect) {
				t.Errorf("defects %v, want %q", m.Defects, tt.defect)
			}
		})
	}
}

func TestHostileStructures(t *testing.T) {
	nested := func(depth int) string {
		var b strings.Builder
		for i := range depth {
			fmt.Fprintf(&b, "--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n", i, i+1)
		}
		return b.String() + fmt.Sprintf("--b%d\r\n\r\ndeep\r\n", depth)
	}
	tests := []struct{ name, head, body, defect string }{
		{"depth 10,000", "Content-Type: multipart/mixed; boundary=b0", nested(10_000), "depth-limit"},
		{"a million parts", "Content-Type: multipart/mixed; boundary=b", strings.Repeat("--b\r\n\r\nx\r\n", 1_000_000), "parts-limit"},
		{"one boundary for all depths", "Content-Type: multipart/mixed; boundary=b", strings.Repeat("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", 20_000), ""},
		{"10,000 files", "Content-Type: multipart/mixed; boundary=b", strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\nx\r\n", 10_000) + "--b--", "parts-limit"},
		{"nested mails", "Content-Type: message/rfc822", strings.Repeat("Content-Type: message/rfc822\r\n\r\n", 50_000), ""},
		{"100,000 open elements", "Content-Type: text/html", strings.Repeat("<div>", 100_000) + "text", ""},
		{"100,000 lists", "Content-Type: text/html", strings.Repeat("<ul><li>", 100_000) + "text", ""},
		{"100,000 quotations", "Content-Type: text/html", strings.Repeat("<blockquote>a", 100_000), ""},
		{"100,000 links", "Content-Type: text/html", strings.Repeat("<a href=http://a.example/x>y</a>", 100_000), ""},
		{"unclosed links", "Content-Type: text/html", strings.Repeat("<a href=http://a.example/x>y", 100_000), ""},
		{"a million lines", "X: y", strings.Repeat("a:\n", 1_000_000), "text-limit"},
		{"lines that end with a colon", "X: y", strings.Repeat("On 5 Oct 2026 at 10:00 a@b.example :\n", 9_000), ""},
		{"shared lines", "X: y", strings.Repeat("x On Mon, "+strings.Repeat("On Mon, 10:00 ", 25)+":\n", 9_000), ""},
		{"rules and attributions", "X: y", strings.Repeat("---\n", 9_000) + "Le 05/10/2026 à 17:22, A a écrit :\n> x\n", ""},
		{"blank lines in a quotation", "X: y", "> a\n" + strings.Repeat("\n", 9_900) + "> b\n", ""},
		{"quotes and text in turn", "X: y", strings.Repeat("> a\nb\n", 4_900), ""},
		{"labels", "X: y", strings.Repeat("De : a\n\n", 4_900), ""},
		{"signatures", "X: y", strings.Repeat("--\n", 9_000), ""},
		{"phone signatures", "X: y", strings.Repeat("Envoyé de mon iPhone\n", 9_000), ""},
		{"one long line", "X: y", strings.Repeat("a ", 4<<20), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			costs.Little(t, t.Name(), func() {
				m, err := Parse(mailOf(tt.head, tt.body))
				if err != nil {
					t.Fatal(err)
				}
				if tt.defect != "" && !m.Defect(tt.defect) {
					t.Errorf("defects %v lack %s", m.Defects, tt.defect)
				}
				if len(m.Attachments) > maxParts+1 {
					t.Errorf("%d attachments", len(m.Attachments))
				}
			})
		})
	}
}

func TestWhatLiesBeyondTheLimitsIsKept(t *testing.T) {
	m, _ := Parse(mailOf("Content-Type: multipart/mixed; boundary=b", strings.Repeat("--b\r\nContent-Type: image/png\r\n\r\nx\r\n", 700)+"--b--"))
	size := 0
	for _, a := range m.Attachments {
		size += a.SizeBytes
	}
	if size < 200*30 {
		t.Errorf("%d attachments of %d bytes in all: the rest is lost", len(m.Attachments), size)
	}
}

func TestOurPartsAreThoseOfTheLibrary(t *testing.T) {
	raw := sampleMail()
	m, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	e, err := message.Read(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	_ = e.Walk(func(_ []int, part *message.Entity, err error) error {
		if kind, _, _ := part.Header.ContentType(); strings.HasPrefix(kind, "image/") {
			content, _ := io.ReadAll(part.Body)
			sum := sha256.Sum256(content)
			want = append(want, hex.EncodeToString(sum[:]))
		}
		return err
	})
	equal(t, "attachments", len(m.Attachments), len(want))
	equal(t, "hash", m.Attachments[0].SHA256, want[0])
}

func TestFileNamesAreDisplayTextOnly(t *testing.T) {
	tests := []struct{ disposition, want string }{
		{`attachment; filename="facture.pdf"`, "facture.pdf"},
		{`attachment; filename=facture octobre.pdf`, "facture octobre.pdf"},
		{`attachment; filename="=?utf-8?q?factur=C3=A9.pdf?="`, "facturé.pdf"},
		{`attachment; filename*=utf-8''factur%C3%A9.pdf`, "facturé.pdf"},
		{`attachment; filename*=windows-1252''5%80.pdf; filename="5.pdf"`, "5€.pdf"},
		{`attachment; filename*0="tres "; filename*1="long.pdf"`, "tres long.pdf"},
		{`attachment; filename*1*=%C3%A9.pdf; filename*0*=utf-8''fac`, "facé.pdf"},
		{`attachment; filename="../../etc/passwd"`, "passwd"},
		{`attachment; filename="C:\\temp\\x.exe"`, "x.exe"},
		{"attachment; filename=\"\u200b.htaccess\"", "htaccess"},
		{"attachment; filename=\"facture\u202efdp.exe\"", "facturefdp.exe"},
		{`attachment; filename="` + strings.Repeat("a", 10_000) + `.pdf"`, strings.Repeat("a", 251) + ".pdf"},
		{`attachment; filename="offert (copie).pdf"`, "offert (copie).pdf"},
		{`attachment`, ""},
	}
	for _, tt := range tests {
		m, err := Parse(mailOf("Content-Type: application/pdf\r\nContent-Disposition: "+tt.disposition, "x"))
		if err != nil || len(m.Attachments) != 1 {
			t.Fatalf("%s: %v, %d attachments", tt.disposition, err, len(m.Attachments))
		}
		equal(t, tt.disposition, m.Attachments[0].Filename, tt.want)
	}
}

func TestEmptyMailIsAnErrorAndNothingElseIs(t *testing.T) {
	if _, err := Parse(nil); err != ErrEmpty {
		t.Errorf("error %v", err)
	}
	for _, raw := range []string{"\n", "\x00", "a", ":", "\r", "\r\n\r\n", "--", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n"} {
		if _, err := Parse([]byte(raw)); err != nil {
			t.Errorf("%q: %v", raw, err)
		}
	}
}
