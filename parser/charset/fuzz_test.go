package charset

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// maxGrowth is by how much text may grow: a byte becomes three at most, and
// two that are no character six.
const maxGrowth = 4

// FuzzDecode asks of any bytes under any label: valid text of bounded size,
// and the same text when it is read again as what it now is.
func FuzzDecode(f *testing.F) {
	for _, label := range []string{"", "utf-8", "iso-8859-1", "koi8-r", "utf-7", "utf-16", "utf-32be", "iso-2022-jp", "iso-2022-kr", "hz", "gb18030", "big5", "shift_jis", "cp437", "viscii", "klingon"} {
		f.Add(label, []byte("\xe9t\xe9 +AOk- \x1b$B4A \x00a ~{ \xed\xa0\x80"))
	}
	f.Add("utf-8", []byte("DÃ©jÃ  rÃ©glÃ© \u0092"))
	f.Fuzz(func(t *testing.T, label string, b []byte) {
		text, defects := Decode(label, b)
		if !utf8.ValidString(text) || len(text) > maxGrowth*len(b)+4 {
			t.Errorf("%q as %q is %q", b, label, text)
		}
		if strings.Contains(text, replacement) && len(defects) == 0 && !strings.Contains(string(b), replacement) {
			t.Errorf("%q as %q has lost characters in silence: %q", b, label, text)
		}
		if again, _ := DecodeWords(text); !utf8.ValidString(again) {
			t.Errorf("%q became %q", text, again)
		}
	})
}

// FuzzWords asks of any header value for one line of valid text that stays the
// same when it is read again, unless it spells out an encoded-word.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"=?utf-8?q?a?=", "=?utf-8?B?w6k=?= =?utf-8?B?w6k?=", "=?x?q?\xe9?=", "=?a?q?=?=20?=", "=?utf-8?q?=3D=3Fa=3Fq=3Fb=3F=3D?=", "RenÃ© \u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, _ := DecodeWords(s)
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\n\x00") || len(text) > maxGrowth*len(s)+4 {
			t.Errorf("%q is %q", s, text)
		}
		if again := OneLine(text); again != text {
			t.Errorf("%q is no line: %q", text, again)
		}
		if n := WordLength(s); n < 0 || n > len(s) {
			t.Errorf("%q has a word of %d bytes", s, n)
		}
	})
}
