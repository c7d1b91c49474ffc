package parser

import (
	"fmt"
	"strings"
	"testing"

	"permanence/parser/costs"
)

func TestFieldsAreCountedOnTheRawBytes(t *testing.T) {
	tests := []struct {
		name, raw string
		want      string // name=value, joined by |
		body      string
		defects   string
	}{
		{"plain", "From: a@b.example\r\nSubject: x\r\n\r\nbody", "From=a@b.example|Subject=x", "body", ""},
		{"LF only", "From: a@b.example\nSubject: x\n\nbody", "From=a@b.example|Subject=x", "body", ""},
		{"folded value", "Subject: one\r\n two\r\n\tthree\r\n\r\n", "Subject=one two three", "", ""},
		{"blank before the colon", "From : a@b.example\r\n\r\n", "From=a@b.example", "", "header-malformed"},
		{"folded name", "From\r\n : a@b.example\r\n\r\n", "From=a@b.example", "", "header-malformed"},
		{"first line begins with a blank", " From: x@y.example\r\nFrom: a@b.example\r\n\r\n", "From=x@y.example|From=a@b.example", "", "header-malformed"},
		{"NUL in a value", "From: a@b.example\x00.c\r\n\r\n", "From=a@b.example .c", "", "header-malformed"},
		{"bare CR in a value", "From: a@b.example\r.c\r\n\r\n", "From=a@b.example .c", "", "header-malformed"},
		{"bare LF among CRLF", "From: a@b.example\nX: y\r\nZ: z\r\n\r\n", "From=a@b.example|X=y|Z=z", "", ""},
		{"bare LF after a CRLF line", "X: y\r\nFrom: a@b.example\n .c\r\n\r\n", "X=y|From=a@b.example .c", "", "header-malformed"},
		{"CR only", "From: a@b.example\rSubject: x\r\rbody", "From=a@b.example|Subject=x", "body", "line-ends-cr,header-malformed"},
		{"line without colon between fields", "From: a@b.example\r\njunk\r\nTo: c@d.example\r\n\r\nbody", "From=a@b.example|To=c@d.example", "body", "header-malformed"},
		{"header without blank line", "From: a@b.example\r\nBonjour, voici\r\nla suite", "From=a@b.example", "Bonjour, voici\r\nla suite", "header-malformed,header-unended"},
		{"mbox line", "From a@b.example Mon Oct  5 10:00:00 2026\r\nSubject: x\r\n\r\nbody", "Subject=x", "body", "mbox-from"},
		{"header only", "Subject: x", "Subject=x", "", ""},
		{"nothing", "", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fields, at, defects := Fields([]byte(tt.raw))
			var got []string
			for _, f := range fields {
				got = append(got, f.Name+"="+f.Value)
			}
			equal(t, "fields", strings.Join(got, "|"), tt.want)
			equal(t, "body", tt.raw[at:], tt.body)
			equal(t, "defects", strings.Join(defects, ","), tt.defects)
		})
	}
}

func TestSenderIsExactlyOnePlainAddress(t *testing.T) {
	tests := []struct{ name, header, address, display, defect string }{
		{"plain", "From: alice@a.test", "alice@a.test", "", ""},
		{"name", "From: Alice Ancel <alice@a.test>", "alice@a.test", "Alice Ancel", ""},
		{"encoded name", "From: =?utf-8?q?=C3=89lise?= <elise@a.test>", "elise@a.test", "Élise", ""},
		{"quoted encoded name", "From: \"=?utf-8?q?=C3=89lise?=\" <elise@a.test>", "elise@a.test", "Élise", ""},
		{"raw eight-bit name", "From: \xc9lise <elise@a.test>", "elise@a.test", "Élise", ""},
		{"old style", "From: alice@a.test (Alice Ancel)", "alice@a.test", "Alice Ancel", ""},
		{"name with dots", "From: J. P. Martin <jp@a.test>", "jp@a.test", "J. P. Martin", ""},
		{"name is the address", "From: alice@a.test <alice@a.test>", "alice@a.test", "alice@a.test", ""},
		{"upper case is kept", "From: ALICE@A.TEST", "ALICE@A.TEST", "", ""},
		{"plus is kept", "From: alice+x@a.test", "alice+x@a.test", "", ""},
		{"S01 two fields", "From: <x@attack.test>\r\nFrom: <alice@a.test>", "", "", "from-multiple"},
		{"S03 blank before the colon", "From: <x@attack.test>\r\nFrom : <alice@a.test>", "", "", "from-multiple"},
		{"S04 folded name", "From\r\n : <x@attack.test>\r\nFrom: <alice@a.test>", "", "", "from-multiple"},
		{"S05 list", "From: <x@attack.test>, <alice@a.test>", "", "", "from-addresses"},
		{"S05 list, other order", "From: <alice@a.test>, <x@attack.test>", "", "", "from-addresses"},
		{"S06 encoded address", "From:=?utf-8?B?PGFsaWNlQGEudGVzdD4=?=,<x@attack.test>", "", "", "from-syntax"},
		{"S07 route", "From: <@attack.test,@any.test:alice@a.test>", "", "", "from-syntax"},
		{"S08 backslash", "From: <alice@a.test>\\,<x@attack.test>", "", "", "from-syntax"},
		{"S09 bare and angle", "From: alice@a.test,<x@attack.test>", "", "", "from-addresses"},
		{"S10 angle and bare", "From: <x@attack.test>alice@a.test", "", "", "from-syntax"},
		{"S11 sender is no sender", "From: x@attack.test\r\nSender: alice@a.test\r\nResent-From: alice@a.test", "x@attack.test", "", ""},
		{"S12 name of another address", "From: \"alice@a.test\" <x@attack.test>", "x@attack.test", "alice@a.test", ""},
		{"S12 unquoted", "From: alice@a.test <x@attack.test>", "", "", "from-syntax"},
		{"S13 quoted local part", "From: \"alice@a.test\"@attack.test", "", "", "from-quoted-local"},
		{"S13 in an angle", "From: <\"alice@a.test\"@attack.test>", "", "", "from-quoted-local"},
		{"S14 encoded local part", "From: <=?utf-8?q?alice=40a.test=3e=00?=@attack.test>", "", "", "from-syntax"},
		{"S15 comment", "From: x@attack.test (alice@a.test)", "x@attack.test", "alice@a.test", ""},
		{"S15 comment before", "From: (alice@a.test) <x@attack.test>", "x@attack.test", "alice@a.test", ""},
		{"S15 nested comments", "From: " + strings.Repeat("(", 100_000) + "alice@a.test", "", "", "from-syntax"},
		{"S16 group", "From: Admins: alice@a.test, x@b.test;", "", "", "from-addresses"},
		{"S16 empty group", "From: undisclosed:;", "", "", "from-none"},
		{"S16 empty angle", "From: <>", "", "", "from-none"},
		{"S16 name and empty angle", "From: Alice <>", "", "", "from-none"},
		{"S16 empty", "From:", "", "", "from-none"},
		{"S16 missing", "To: support@a.test", "", "", "from-none"},
		{"S17 NUL", "From: alice@a.test\x00.attack", "", "", "header-malformed"},
		{"S18 fullwidth at", "From: alice＠a.test", "", "", "from-syntax"},
		{"S18 Cyrillic letter", "From: \u0430lice@a.test", "\u0430lice@a.test", "", "from-non-ascii"},
		{"S19 trailing dot", "From: alice@a.test.", "", "", "from-syntax"},
		{"S21 answer elsewhere", "From: x@attack.test\r\nReply-To: alice@a.test", "x@attack.test", "", ""},
		{"S22 no fallback", "From: nobody at all\r\nReply-To: alice@a.test\r\nReturn-Path: <alice@a.test>\r\nSender: alice@a.test", "", "", "from-syntax"},
		{"S33 doubled subject", "From: alice@a.test\r\nSubject: a\r\nSubject: b", "alice@a.test", "", "header-duplicate"},
		{"two words before the at sign", "From: alice ancel@a.test", "", "", "from-syntax"},
		{"closing bracket", "From: ]alice@a.test", "", "", "from-syntax"},
		{"no domain", "From: alice@", "", "", "from-syntax"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse([]byte(tt.header + "\r\nDate: Mon, 5 Oct 2026 10:00:00 +0200\r\n\r\nbody\r\n"))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "address", m.From.Address, tt.address)
			if tt.address != "" {
				equal(t, "name", m.From.Name, tt.display)
			}
			if tt.defect != "" && !m.Defect(tt.defect) {
				t.Errorf("defects %v lack %s", m.Defects, tt.defect)
			}
			if tt.defect == "" && len(m.Defects) > 0 {
				t.Errorf("defects %v", m.Defects)
			}
			if forbidden := m.IdentityDefect() != ""; forbidden != (tt.defect != "" && tt.defect != defectFromNonASCII) {
				t.Errorf("identity defect %q of %v", m.IdentityDefect(), m.Defects)
			}
			if m.Text != "body\n" {
				t.Errorf("the text was lost: %q", m.Text)
			}
		})
	}
}

func TestHostileHeaders(t *testing.T) {
	tests := map[string]string{
		"a million fields":     strings.Repeat("X: y\r\n", 1_000_000),
		"one line of 20 MB":    "X: " + strings.Repeat("y", 20<<20) + "\r\n",
		"endless folding":      "X: y\r\n" + strings.Repeat(" z\r\n", 1_000_000),
		"lines without colon":  strings.Repeat("junk\r\n", 500_000),
		"blank lines before":   strings.Repeat("\r\n", 50_000),
		"encoded words":        "Subject: " + strings.Repeat("=?utf-8?q?=C3=A9?= ", 40_000) + "\r\n",
		"broken encoded words": "Subject: " + strings.Repeat("=?", 400_000) + "\r\n",
		"words without end":    "Subject: " + strings.Repeat("=?a?q?x", 140_000) + "\r\n",
		"angles and commas":    "To: <" + strings.Repeat(",", 900_000) + "\r\n",
		"angles, at, commas":   "To: " + strings.Repeat("<@,", 300_000) + "\r\n",
		"colons":               "To: a@b" + strings.Repeat(":", 900_000) + "\r\n",
		"comments":             "To: " + strings.Repeat("(", 450_000) + strings.Repeat(")", 450_000) + "\r\n",
		"addresses":            "To: " + strings.Repeat("a@b.example,", 80_000) + "\r\n",
		"quotes":               "To: " + strings.Repeat("\"", 400_000) + "\r\n",
		"angles":               "To: " + strings.Repeat("<", 400_000) + "\r\n",
		"references":           "References: " + strings.Repeat("<a@b.example> ", 60_000) + "\r\n",
		"brackets in subject":  "Subject: " + strings.Repeat("[#", 400_000) + "\r\n",
		"prefixes":             "Subject: " + strings.Repeat("Re: ", 20_000) + "\r\n",
		"parameters":           "Content-Type: text/plain" + strings.Repeat("; a=b", 100_000) + "\r\n",
		"continuations":        "Content-Disposition: attachment" + strings.Repeat("; filename*1=b", 50_000) + "\r\n",
	}
	for name, head := range tests {
		t.Run(name, func(t *testing.T) {
			costs.Little(t, t.Name(), func() {
				m, err := Parse([]byte("From: a@b.example\r\n" + head + "\r\nbody"))
				if err != nil {
					t.Fatal(err)
				}
				if len(m.Fields) > maxHeaderFields || len(m.References) > maxIDs || len(m.To) > maxAddresses {
					t.Errorf("no limit: %d fields, %d references, %d addresses", len(m.Fields), len(m.References), len(m.To))
				}
				if !strings.Contains(fmt.Sprint(m.Text, len(m.Attachments)), "body") && name != "lines without colon" && len(m.Attachments) == 0 {
					t.Errorf("the body was lost: %.100q %v", m.Text, m.Defects)
				}
			})
		})
	}
}

func TestNameThatShowsAnotherAddressIsPointedOut(t *testing.T) {
	for from, want := range map[string]bool{
		"\"alice@a.test\" <x@attack.test>": true, "=?utf-8?q?alice=40a.test?= <x@attack.test>": true,
		"alice@a.test <alice@a.test>": false, "Alice <alice@a.test>": false, "alice@a.test": false,
	} {
		m, _ := Parse([]byte("From: " + from + "\n\n"))
		equal(t, from, m.NameLooksLikeAddress(), want)
	}
}
