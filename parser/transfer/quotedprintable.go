package transfer

import "bytes"

// lenientQuotedPrintable decodes what is well formed and keeps the rest as it
// stands (RFC 2045 6.7).
func lenientQuotedPrintable(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c != '=' {
			out = append(out, c)
			continue
		}
		if i+2 < len(raw) && IsHex(raw[i+1]) && IsHex(raw[i+2]) {
			out = append(out, Unhex(raw[i+1], raw[i+2]))
			i += 2
			continue
		}
		line, next := lineAt(raw, i+1)
		if len(bytes.Trim(line, " \t\r")) == 0 {
			i = next - 1
			continue
		}
		out = append(out, c)
	}
	return out
}

// IsHex tells a hexadecimal digit.
func IsHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// Unhex gives the byte that two hexadecimal digits stand for.
func Unhex(high, low byte) byte { return unhex(high)<<4 | unhex(low) }

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}
