package parser

import (
	"strings"
	"testing"
)

func TestParametersAreReadLeniently(t *testing.T) {
	tests := []struct{ field, value, name, want string }{
		{`text/plain; charset=utf-8`, "text/plain", "charset", "utf-8"},
		{`TEXT/Plain ; CharSet = "UTF-8"`, "text/plain", "charset", "UTF-8"},
		{`text/plain; charset=us-ascii (plain text)`, "text/plain", "charset", "us-ascii"},
		{`text/plain charset=utf-8`, "text/plain", "charset", "utf-8"},
		{`text/plain; charset=utf-8 format=flowed`, "text/plain", "charset", "utf-8"},
		{`multipart/mixed; boundary="a b;c\"d"`, "multipart/mixed", "boundary", `a b;c"d`},
		{`multipart/mixed; boundary="=?x?=  y"`, "multipart/mixed", "boundary", "=?x?=  y"},
		{`multipart/mixed; boundary="a`, "multipart/mixed", "boundary", "a"},
		{`multipart/mixed; x="a;b"; boundary="c`, "multipart/mixed", "boundary", "c"},
		{`attachment; filename="a;b.pdf"`, "attachment", "filename", "a;b.pdf"},
		{`attachment; filename=a b.pdf; size=3`, "attachment", "filename", "a b.pdf"},
		{`attachment; filename="a.pdf" size=3`, "attachment", "filename", "a.pdf"},
		{`attachment; name="a.pdf" filename="b.pdf"`, "attachment", "filename", "b.pdf"},
		{`attachment filename="a.pdf"`, "attachment", "filename", "a.pdf"},
		{`filename="a.pdf"`, "", "filename", "a.pdf"},
		{`attachment; filename="une "copie" du mois.pdf"`, "attachment", "filename", `une "copie" du mois.pdf`},
		{`attachment; filename="a.pdf; size=3`, "attachment", "filename", "a.pdf"},
		{`attachment; filename="devis \"final\".pdf"`, "attachment", "filename", `devis "final".pdf`},
		{`attachment; filename="C:\TEMP\x.png"`, "attachment", "filename", `C:\TEMP\x.png`},
		{`attachment; filename==?utf-8?Q?re=C3=A7u.pdf?=`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename="=?utf-8?Q?re=C3=A7?= =?utf-8?Q?u.pdf?="`, "attachment", "filename", "reçu.pdf"},
		{"attachment; filename=\"re\xe7u.pdf\"", "attachment", "filename", "reçu.pdf"},
		{"attachment; filename=\"re\xc3\xa7u.pdf\"", "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*=UTF-8''re%C3%A7u.pdf`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*="UTF-8''re%C3%A7u.pdf"`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename="UTF-8''re%C3%A7u.pdf"`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*=UTF-8'fr're%C3%A7u.pdf`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*=re%C3%A7u.pdf`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*=iso-8859-1''re%E7u.pdf`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*=utf-8''re%E7u.pdf; filename=recu.pdf`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*1*=%A7u.pdf; filename*0*=utf-8''re%C3`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*1=b.pdf; filename*2=c`, "attachment", "filename", "b.pdfc"},
		{`attachment; filename*0=a; filename*0=b; filename*1=c`, "attachment", "filename", "ac"},
		{`attachment; filename*0="=?utf-8?Q?re=C3"; filename*1="=A7u.pdf?="`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename*0*=utf-8''re%C3%A7; filename*1="u 100%.pdf"`, "attachment", "filename", "reçu 100%.pdf"},
		{`attachment; filename="recu.pdf"; filename*=utf-8''re%C3%A7u.pdf`, "attachment", "filename", "reçu.pdf"},
		{`attachment; filename="re%C3%A7u%20mai.pdf"`, "attachment", "filename", "reçu mai.pdf"},
		{`attachment; filename="100%25.pdf"`, "attachment", "filename", "100%25.pdf"},
		{`attachment; filename=`, "attachment", "filename", ""},
	}
	for _, tt := range tests {
		value, params, _ := parseParams(tt.field)
		equal(t, tt.field+" has the value", value, tt.value)
		equal(t, tt.field+" has the parameter", params[tt.name], tt.want)
	}
}

func TestFileNamesAreSafeToShow(t *testing.T) {
	for name, want := range map[string]string{
		"C:\\TEMP\\reçu.pdf": "reçu.pdf", "/tmp/a/reçu.pdf": "reçu.pdf", "reçu.pdf.": "reçu.pdf", "reçu.pdf . ": "reçu.pdf", "..": "", ".profile": "profile",
		"a\x00b\r\nc.pdf": "a b c.pdf", "facture\u202exslx.exe": "facturexslx.exe", "a\u200bb.pdf": "ab.pdf",
		strings.Repeat("é", 5000) + ".pdf": strings.Repeat("é", 125) + ".pdf",
	} {
		equal(t, name, safeFilename(name), want)
	}
}

func FuzzParameters(f *testing.F) {
	for _, s := range []string{`a/b; c="d;\"e`, `x; filename*0*=utf-8''%C3; filename*1=b`, `"; a=b`, `a "b" c="d" e=f`, `x; name="a "b" c"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, params, _ := parseParams(s)
		size := 0
		for name, v := range params {
			size += len(name) + len(v)
			if strings.ContainsAny(safeFilename(v), "/\\\x00\r\n") {
				t.Errorf("%q names the file %q", s, safeFilename(v))
			}
			if again := safeFilename(safeFilename(v)); again != safeFilename(v) {
				t.Errorf("%q is not the same twice: %q", safeFilename(v), again)
			}
		}
		if size > 4*len(s)+16 {
			t.Errorf("%d bytes became %d", len(s), size)
		}
	})
}
