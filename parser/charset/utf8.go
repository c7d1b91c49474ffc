package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// mostlyUTF8 tells damaged UTF-8 from text in another charset: nine of ten
// characters beyond ASCII are valid, or half where no East Asian charset reads
// well, since others seldom make a valid one. A character cut off at the end
// is no fault of the charset.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	if last := lastStart(b); last >= 0 && !utf8.FullRune(b[last:]) {
		b = b[:last]
	}
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	if good == 0 || good < bad {
		return false
	}
	return good >= 9*bad || guessMultiByte(b) == ""
}

// lastStart is where the last character of b begins, -1 where none is near.
func lastStart(b []byte) int {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			return i
		}
	}
	return -1
}

// damagedUTF8 reads UTF-8 with bytes between that are none. A line without any
// valid character was added on the way by a program with another charset; in
// others U+FFFD stands for what is lost.
func damagedUTF8(b []byte) (text string, foreign bool) {
	b = joinSurrogates(b)
	var out strings.Builder
	out.Grow(len(b))
	for len(b) > 0 {
		n := bytes.IndexByte(b, '\n') + 1
		if n == 0 {
			n = len(b)
		}
		line := b[:n]
		b = b[n:]
		switch {
		case utf8.Valid(line):
			out.Write(line)
		case hasUTF8(line):
			out.WriteString(strings.ToValidUTF8(string(line), replacement))
		default:
			text, _ := decodeAs(guess(line, defaultCharset), line)
			out.WriteString(text)
			foreign = true
		}
	}
	return out.String(), foreign
}

// hasUTF8 tells whether a character beyond ASCII is valid, or begins to be.
func hasUTF8(line []byte) bool {
	for i := 0; i < len(line); i++ {
		if line[i] < utf8.RuneSelf {
			continue
		}
		if r, size := utf8.DecodeRune(line[i:]); r != utf8.RuneError || size > 1 {
			return true
		}
		if line[i] >= 0xE0 && i+1 < len(line) && line[i+1]&0xC0 == 0x80 {
			return true
		}
	}
	return false
}

// joinSurrogates mends CESU-8: characters beyond 16 bits that were written as
// two surrogates of three bytes each.
func joinSurrogates(b []byte) []byte {
	if bytes.IndexByte(b, 0xED) < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		high, ok := surrogate(b[i:], 0xA0)
		if low, okToo := surrogate(b[min(i+3, len(b)):], 0xB0); ok && okToo {
			out = utf8.AppendRune(out, 0x10000+(high&0x3FF)<<10+low&0x3FF)
			i += 5
			continue
		}
		out = append(out, b[i])
	}
	return out
}

// surrogate reads one whose second byte is in the sixteen from first on.
func surrogate(b []byte, first byte) (rune, bool) {
	if len(b) < 3 || b[0] != 0xED || b[1] < first || b[1] > first+0xF || b[2]&0xC0 != 0x80 {
		return 0, false
	}
	return rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F), true
}
