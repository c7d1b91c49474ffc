// Package charset turns bytes of any charset into UTF-8: text (Decode), text that
// names none (Unlabelled) and the encoded-words of header fields (Words).
//
// The tables of charsets are those of golang.org/x/text; what is mended here
// are labels that do not mean what they say.
package charset

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	library "github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
)

// charsetAlias renames charsets to what senders mean by them: Windows programs
// that say iso-8859-1 write windows-1252, Chinese ones that say gb2312 write
// gb18030. Names that no table of the libraries knows are here too.
var charsetAlias = map[string]string{
	"iso-8859-1":        "windows-1252",
	"iso8859-1":         "windows-1252",
	"iso_8859-1":        "windows-1252",
	"latin1":            "windows-1252",
	"latin-1":           "windows-1252",
	"iso-8859-1-i":      "windows-1252",
	"ansi":              "windows-1252",
	"cp1252":            "windows-1252",
	"cp-1252":           "windows-1252",
	"windows1252":       "windows-1252",
	"x-ansi":            "windows-1252",
	"cp1250":            "windows-1250",
	"cp1251":            "windows-1251",
	"cp-1251":           "windows-1251",
	"iso-8859-9":        "windows-1254",
	"iso-8859-8-i":      "iso-8859-8",
	"iso-8859-8-e":      "iso-8859-8",
	"gb2312":            "gb18030",
	"gbk":               "gb18030",
	"x-gbk":             "gb18030",
	"ks_c_5601-1987":    "euc-kr",
	"ks_c_5601":         "euc-kr",
	"cp949":             "euc-kr",
	"cp932":             "shift_jis",
	"ms932":             "shift_jis",
	"sjis":              "shift_jis",
	"x-sjis":            "shift_jis",
	"macintosh":         "macintosh",
	"x-mac-roman":       "macintosh",
	"mac":               "macintosh",
	"utf8":              "utf-8",
	"unicode-1-1-utf-8": "utf-8",
	"utf-8mb4":          "utf-8",
	"cp65001":           "utf-8",
	"unknown-8bit":      "",
	"x-unknown":         "",
	"unknown":           "",
	"default":           "",
	"8bit":              "",
	"ascii":             "us-ascii",
	"us_ascii":          "us-ascii",
	"ansi_x3.4-1968":    "us-ascii",
	"646":               "us-ascii",
}

// charsetName is the name of a charset as the libraries know it.
func charsetName(label string) string {
	name := strings.ToLower(strings.Trim(label, " \t\"';"))
	if alias, ok := charsetAlias[name]; ok {
		return alias
	}
	return name
}

// Decode gives b as UTF-8. known is false for a charset nobody knows;
// the text is then read as unlabelled.
func Decode(label string, b []byte) (text string, known bool) {
	switch name := charsetName(label); name {
	case "", "utf-8", "us-ascii":
		return Unlabelled(string(b)), true
	case "windows-1252":
		return windows1252(b), true
	case "utf-7":
		return utf7(b), true
	default:
		r, err := library.Reader(name, bytes.NewReader(b))
		if err != nil {
			return Unlabelled(string(b)), false
		}
		out, err := io.ReadAll(r)
		if err != nil {
			return Unlabelled(string(b)), false
		}
		return strings.ToValidUTF8(string(out), "\uFFFD"), true
	}
}

// Unlabelled reads unlabelled text: UTF-8 where it is valid, else windows-1252.
func Unlabelled(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if mostlyUTF8(s) {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	return windows1252([]byte(s))
}

// mostlyUTF8 tells damaged UTF-8 from text in another charset: nine of ten
// bytes beyond ASCII stand in valid sequences.
func mostlyUTF8(s string) bool {
	good, bad := 0, 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good >= 9*bad
}

func windows1252(b []byte) string {
	ascii := true
	for _, c := range b {
		if c >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for _, c := range b {
		out.WriteRune(charmap.Windows1252.DecodeByte(c))
	}
	return out.String()
}
