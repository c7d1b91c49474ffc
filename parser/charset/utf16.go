package charset

import (
	"bytes"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// byteOrderMarks begin a text and tell its form, whatever its label says. That
// of UTF-32 comes first: it begins like the one of UTF-16.
var byteOrderMarks = []struct {
	mark string
	name string
}{
	{"\xEF\xBB\xBF", "utf-8"},
	{"\xFF\xFE\x00\x00", "utf-32le"},
	{"\x00\x00\xFE\xFF", "utf-32be"},
	{"\xFF\xFE", "utf-16le"},
	{"\xFE\xFF", "utf-16be"},
}

// byMark gives the form of Unicode that the mark at the beginning names, and
// the text after the mark.
func byMark(b []byte) (name string, rest []byte) {
	for _, m := range byteOrderMarks {
		if rest, ok := bytes.CutPrefix(b, []byte(m.mark)); ok {
			return m.name, rest
		}
	}
	return "", b
}

// sniffBytes is how much of a text is looked at to tell its form.
const sniffBytes = 4096

// byZeros tells UTF-16 without a mark: every other byte of western text is
// zero. It is empty for anything else.
func byZeros(b []byte) string {
	if len(b) < 4 || bytes.IndexByte(b[:min(len(b), sniffBytes)], 0) < 0 {
		return ""
	}
	for _, name := range []string{"utf-16le", "utf-16be"} {
		if looksWide(b, name) {
			return name
		}
	}
	return ""
}

// looksWide tells whether b can be UTF-16 or UTF-32: half of its units at
// least are letters, blanks and line ends with the zeros where that form has
// them.
func looksWide(b []byte, name string) bool {
	b = b[:min(len(b), sniffBytes)]
	width, low := 2, 0
	if name == "utf-32le" || name == "utf-32be" {
		width = 4
	}
	if name == "utf-16be" || name == "utf-32be" {
		low = width - 1
	}
	plain := 0
	for i := 0; i+width <= len(b); i += width {
		unit := b[i : i+width]
		if c := unit[low]; (c >= ' ' || c == '\n' || c == '\r' || c == '\t') && bytes.Count(unit, []byte{0}) == width-1 {
			plain++
		}
	}
	return plain > 1 && plain*2*width >= len(b)
}

var (
	bigEndian      = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	littleEndian   = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	bigEndian32    = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	littleEndian32 = utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
)

func utf16BigEndian(b []byte) string    { return wide(b, "utf-16le", littleEndian, bigEndian) }
func utf16LittleEndian(b []byte) string { return wide(b, "utf-16be", bigEndian, littleEndian) }
func utf32BigEndian(b []byte) string    { return wide(b, "utf-32le", littleEndian32, bigEndian32) }
func utf32LittleEndian(b []byte) string { return wide(b, "utf-32be", bigEndian32, littleEndian32) }

// Without a mark the order is big-endian (RFC 2781 4.3), unless the text
// plainly is the other one.
func utf16Either(b []byte) string { return utf16BigEndian(b) }
func utf32Either(b []byte) string { return utf32BigEndian(b) }

// wide reads b as its label says, unless it only makes sense the other way.
func wide(b []byte, other string, otherWay, asLabelled encoding.Encoding) string {
	if looksWide(b, other) {
		return decodeWith(otherWay, b)
	}
	return decodeWith(asLabelled, b)
}
