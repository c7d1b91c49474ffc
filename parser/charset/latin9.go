package charset

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// latin9 is ISO 8859-15. Where that has control characters, senders mean those
// of Windows: the quotes and dashes they have besides their euro.
func latin9(c byte) rune {
	if c < 0xA0 {
		return charmap.Windows1252.DecodeByte(c)
	}
	return charmap.ISO8859_15.DecodeByte(c)
}

// isLatin9 tells ISO 8859-15 from windows-1252, in which its euro is a sign
// that nobody writes, and its œ the fraction ½ before letters of no unit.
func isLatin9(spots []spot) bool {
	signs := 0
	for _, s := range spots {
		switch s.at {
		case 0xA4:
			signs++
		case 0xBC, 0xBD:
			if strings.IndexByte("uisnUISN", s.after) < 0 || '0' <= s.before && s.before <= '9' {
				return false
			}
			signs++
		case 0x80, 0xA6, 0xA8, 0xB4, 0xB8, 0xBE, 0x8C, 0x9C:
			return false
		}
	}
	return signs > 0
}
