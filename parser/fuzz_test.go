package parser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse asks of any bytes what is promised of any mail: no panic, no null,
// valid text, an identity that stands in the mail, HTML that stays safe.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.eml")
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte("From: a@b.example\r\rCR only"))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--"))
	f.Add([]byte("Content-Type: text/html\n\n<a href=x><img src=cid:y><blockquote>z"))
	f.Add([]byte("Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-7\n\nK0FPay0="))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := Parse(raw)
		if err != nil && len(raw) > 0 {
			t.Fatalf("%v", err)
		}
		checkMessage(t, raw, m)
		if out, err := json.Marshal(m); err != nil || !utf8.Valid(out) {
			t.Fatalf("no JSON: %v", err)
		}
		if safe := m.SafeHTML(); len(safe) < 100_000 {
			checkSafe(t, m.Text, safe)
		}
	})
}

// checkMessage holds for every mail.
func checkMessage(t *testing.T, raw []byte, m *Message) {
	t.Helper()
	for what, s := range map[string]string{"subject": m.Subject, "text": m.Text, "reply": m.Reply, "from": m.From.Name, "id": m.MessageID} {
		if !utf8.ValidString(s) {
			t.Errorf("%s is no UTF-8: %q", what, s)
		}
	}
	if strings.ContainsAny(m.Subject+m.From.Name+m.From.Address+m.MessageID+strings.Join(m.References, ""), "\r\n\x00") {
		t.Errorf("a line end in a header value: %q", m.Subject)
	}
	if m.From.Address != "" && (m.FromCount != 1 || !strings.Contains(string(raw), m.From.Address)) {
		t.Errorf("from %q of %d fields", m.From.Address, m.FromCount)
	}
	if len(m.Reply) > len(m.Text) || len(m.Attachments) > maxParts+maxDepth {
		t.Errorf("reply of %d bytes from text of %d; %d attachments", len(m.Reply), len(m.Text), len(m.Attachments))
	}
	for _, a := range m.Attachments {
		if strings.ContainsAny(a.Filename, "/\\\x00\n") || len(a.Filename) > maxFilenameBytes {
			t.Errorf("file name %q", a.Filename)
		}
	}
}

func FuzzFindTokens(f *testing.F) {
	for _, s := range []string{"[#1042-7QK4M2XH]", "Re: ［#1-aaaaaaaa］ [#", "[#1042-7QK4M2X", "[ #9-ZZZZZZZZ ][#0-00000000]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		seen := map[string]bool{}
		for _, token := range FindTokens(s) {
			number, mac, ok := strings.Cut(token, "-")
			if !ok || !isTokenNumber(number) || !isTokenMAC(mac) || seen[token] {
				t.Errorf("%q gave %q", s, token)
			}
			seen[token] = true
		}
		if again := FindTokens(WithoutTokens(s)); len(again) > 0 && len(seen) == 0 {
			t.Errorf("%q holds no token but gave %v without them", s, again)
		}
	})
}

func FuzzMailbox(f *testing.F) {
	for _, s := range []string{"a@b.example", "A <a@b.example>", "\"a@b\" <c@d.example>", "(x) a@b.example", "a: b@c.example;", "<@a:b@c>", "=?utf-8?q?a?= <a@b.example>", "a@[192.0.2.1]", "]", "a@]", "a[b", "0@0<,", "<a@b.example, c@d.example"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, defect := parseMailbox(s)
		if defect == "" && (a.Address == "" || !isPlainAddress(a.Address) || !strings.Contains(s, a.Address)) {
			t.Errorf("%q gave %q without a defect", s, a.Address)
		}
		if defect != "" && a.Address != "" {
			t.Errorf("%q gave %q with %s", s, a.Address, defect)
		}
		for _, x := range parseAddressList(s) {
			if x.Address == "" || strings.ContainsAny(x.Address+x.Name, "\r\n\x00") {
				t.Errorf("%q lists %q", s, x)
			}
		}
	})
}
