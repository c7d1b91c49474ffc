package charset

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// utf7 decodes RFC 2152, which old Exchange servers still write and no library
// here knows. What is broken stays as it is.
func utf7(b []byte) string {
	var out strings.Builder
	s := string(b)
	for {
		i := strings.IndexByte(s, '+')
		if i < 0 {
			out.WriteString(Unlabelled(s))
			return out.String()
		}
		out.WriteString(Unlabelled(s[:i]))
		s = s[i+1:]
		n := 0
		for n < len(s) && isBase64(s[n]) {
			n++
		}
		if n == 0 {
			out.WriteByte('+')
			s = strings.TrimPrefix(s, "-")
			continue
		}
		out.WriteString(utf7Run(s[:n]))
		s = strings.TrimPrefix(s[n:], "-")
	}
}

func utf7Run(run string) string {
	data, err := base64.RawStdEncoding.DecodeString(run)
	if err != nil || len(data) < 2 {
		return "+" + run
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
