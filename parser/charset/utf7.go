package charset

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// utf7 decodes RFC 2152, which old Exchange servers still write and no library
// here knows. What is broken stays as it is.
func utf7(b []byte) string { return utf7With(string(b), '+') }

// utf7Mailbox decodes the form of RFC 3501 5.1.3: & shifts, a comma stands for
// the slash.
func utf7Mailbox(b []byte) string { return utf7With(string(b), '&') }

func utf7With(s string, shift byte) string {
	var out strings.Builder
	for {
		i := strings.IndexByte(s, shift)
		if i < 0 {
			out.WriteString(sevenBits(s))
			return out.String()
		}
		out.WriteString(sevenBits(s[:i]))
		s = s[i+1:]
		n := 0
		for n < len(s) && (isBase64(s[n]) || shift == '&' && s[n] == ',') {
			n++
		}
		if n == 0 {
			out.WriteByte(shift)
			s = strings.TrimPrefix(s, "-")
			continue
		}
		if text := utf7Run(s[:n]); text != "" {
			out.WriteString(text)
			s = strings.TrimPrefix(s[n:], "-")
			continue
		}
		out.WriteByte(shift)
		out.WriteString(s[:n])
		s = s[n:]
	}
}

// sevenBits reads what stands outside of shifts. Bytes beyond ASCII have no
// place there; they are UTF-8 or else of Windows.
func sevenBits(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return decodeBytes([]byte(s), charmap.Windows1252.DecodeByte)
}

// utf7Run decodes the base64 between a shift and its end, and gives nothing
// where it is none.
func utf7Run(run string) string {
	run = strings.ReplaceAll(run, ",", "/")
	data, err := base64.RawStdEncoding.DecodeString(run)
	if err != nil || len(data) < 2 {
		return ""
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

func isBase64(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/'
}
