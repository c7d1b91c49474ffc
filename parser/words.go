package parser

import (
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"
)

// decodeWords decodes the encoded-words (RFC 2047) of a header value for a
// person to read. It is lenient: words inside quotes, words glued together and
// characters split between two words are decoded; a broken word stays as it
// is. The result is one line of UTF-8 without control characters.
func decodeWords(value string) string {
	if strings.Index(value, "=?") < 0 {
		return oneLine(textOf8Bit(value))
	}
	var out strings.Builder
	var run wordRun
	rest := value
	for {
		i := strings.Index(rest, "=?")
		if i < 0 {
			break
		}
		word, length := wordAt(rest[i:])
		if length == 0 {
			run.flush(&out)
			out.WriteString(textOf8Bit(rest[:i+2]))
			rest = rest[i+2:]
			continue
		}
		// White space between two encoded words does not count (RFC 2047 6.2).
		if gap := rest[:i]; !run.open || strings.Trim(gap, " \t\r\n") != "" {
			run.flush(&out)
			out.WriteString(textOf8Bit(gap))
		}
		run.add(word, &out)
		rest = rest[i+length:]
	}
	run.flush(&out)
	out.WriteString(textOf8Bit(rest))
	return oneLine(out.String())
}

// encodedWord is one =?charset?encoding?data?= with its data decoded.
type encodedWord struct {
	charset string
	data    []byte
}

// wordRun gathers neighbouring words of one charset, so that a character that
// was split between two of them is whole again.
type wordRun struct {
	encodedWord
	open bool
}

func (r *wordRun) add(w encodedWord, out *strings.Builder) {
	if r.open && r.charset == w.charset {
		r.data = append(r.data, w.data...)
		return
	}
	r.flush(out)
	r.encodedWord, r.open = w, true
}

func (r *wordRun) flush(out *strings.Builder) {
	if !r.open {
		return
	}
	text, _ := decodeCharset(r.charset, r.data)
	out.WriteString(text)
	r.open = false
}

// maxWordBytes is the longest data of a word that is read. RFC 2047 allows 75
// bytes, senders write a whole subject.
const maxWordBytes = 4096

// wordAt reads an encoded word at the start of s; length 0 when there is none.
func wordAt(s string) (w encodedWord, length int) {
	charset, rest, ok := strings.Cut(s[2:], "?")
	if !ok || charset == "" || len(charset) > 60 || len(rest) < 2 || rest[1] != '?' {
		return w, 0
	}
	encoding, data := rest[0], rest[2:]
	end := strings.Index(data[:min(len(data), maxWordBytes)], "?=")
	if end < 0 {
		return w, 0
	}
	data = data[:end]
	switch encoding {
	case 'q', 'Q':
		w.data = wordQ(data)
	case 'b', 'B':
		w.data = wordB(data)
	default:
		return w, 0
	}
	charset, _, _ = strings.Cut(charset, "*") // RFC 2231 language
	w.charset = asciiLower(charset)
	return w, len(s) - len(rest) + 2 + end + 2
}

func wordQ(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '_':
			out = append(out, ' ')
		case s[i] == '=' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			out = append(out, s[i])
		}
	}
	return out
}

func wordB(s string) []byte {
	return lenientBase64([]byte(s))
}

// lenientBase64 decodes what is base64 in b and passes over the rest; padding
// in the middle starts anew, and text that follows padding ends it.
func lenientBase64(b []byte) []byte {
	clean := make([]byte, 0, len(b))
	out := make([]byte, 0, len(b)*3/4)
	padded := false
	for len(b) > 0 {
		line, next := lineAt(b, 0)
		b = b[next:]
		if padded && !isBase64Line(line) {
			break
		}
		for _, c := range line {
			switch {
			case isBase64(c):
				clean = append(clean, c)
			case c == '-':
				clean = append(clean, '+')
			case c == '_':
				clean = append(clean, '/')
			case c == '=':
				padded = true
				out, clean = appendBase64(out, clean), clean[:0]
			}
		}
	}
	return appendBase64(out, clean)
}

// appendBase64 decodes clean, without an odd character at its end.
func appendBase64(out, clean []byte) []byte {
	clean = clean[:len(clean)-boolInt(len(clean)%4 == 1)]
	n := len(out)
	out = append(out, make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))...)
	got, _ := base64.RawStdEncoding.Decode(out[n:], clean)
	return out[:n+got]
}

func isBase64Line(line []byte) bool {
	for _, c := range line {
		if !isBase64(c) && c != '=' {
			return false
		}
	}
	return true
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}

// oneLine makes header text safe to show and to write again: control and
// line-separating characters become blanks, white space is collapsed.
func oneLine(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f || s[i] == ' ' && i+1 < len(s) && s[i+1] == ' ' {
			clean = false
			break
		}
	}
	if clean {
		return strings.Trim(s, " ")
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}
