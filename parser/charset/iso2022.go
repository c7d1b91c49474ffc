package charset

import (
	"bytes"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const (
	escape   = 0x1B
	shiftOut = 0x0E
	shiftIn  = 0x0F
)

// laterJapanese renames the sets of newer versions of ISO-2022-JP to the one
// they extend: JIS X 0213 (-3 and -2004) and the first JIS X 0208 (-1), and to
// ASCII what stands for Roman letters.
var laterJapanese = []struct{ sequence, plain string }{
	{"\x1B$(B", "\x1B$B"}, {"\x1B$(@", "\x1B$@"}, {"\x1B$(O", "\x1B$B"}, {"\x1B$(Q", "\x1B$B"}, {"\x1B(H", "\x1B(B"}, {"\x1B&@\x1B$B", "\x1B$B"},
}

func iso2022JP(b []byte) string {
	for _, l := range laterJapanese {
		if bytes.Contains(b, []byte(l.sequence)) {
			b = bytes.ReplaceAll(b, []byte(l.sequence), []byte(l.plain))
		}
	}
	return decodeWith(japanese.ISO2022JP, b)
}

// iso2022KR reads RFC 1557: between SO and SI stand the two bytes of EUC-KR
// with their high bits off.
func iso2022KR(b []byte) string { return decodeWith(korean.EUCKR, withHighBits(b)) }

// iso2022CN reads the GB 2312 of RFC 1922, the only set of it that was used.
func iso2022CN(b []byte) string {
	return decodeWith(simplifiedchinese.GB18030, withHighBits(b))
}

// withHighBits takes out the escapes of RFC 1557 and 1922 and gives what
// stands between SO and SI its high bits; a line end ends it too.
func withHighBits(b []byte) []byte {
	out := make([]byte, 0, len(b))
	shifted := false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == escape && i+3 < len(b) && b[i+1] == '$' && (b[i+2] == ')' || b[i+2] == '*'):
			i += 3
		case c == shiftOut:
			shifted = true
		case c == shiftIn:
			shifted = false
		case c == '\n':
			shifted = false
			out = append(out, c)
		case shifted && c > ' ' && c < 0x7F:
			out = append(out, c|0x80)
		default:
			out = append(out, c)
		}
	}
	return out
}

// byEscapes tells the charsets that write all in seven bits: their escapes
// stand in no other text. It is empty without one.
func byEscapes(b []byte) string {
	for rest := b; ; {
		i := bytes.IndexByte(rest, escape)
		if i < 0 || i+2 >= len(rest) {
			return ""
		}
		switch rest = rest[i+1:]; {
		case bytes.HasPrefix(rest, []byte("$)C")):
			return "iso-2022-kr"
		case bytes.HasPrefix(rest, []byte("$)A")), bytes.HasPrefix(rest, []byte("$)G")):
			return "iso-2022-cn"
		case bytes.HasPrefix(rest, []byte("$B")), bytes.HasPrefix(rest, []byte("$@")), bytes.HasPrefix(rest, []byte("$(")), bytes.HasPrefix(rest, []byte("(J")), bytes.HasPrefix(rest, []byte("(I")):
			return "iso-2022-jp"
		}
	}
}
