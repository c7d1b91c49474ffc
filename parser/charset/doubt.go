package charset

import (
	"strings"
	"unicode/utf8"
)

// windowsSiblings are the code pages that senders mean when bytes stand where
// a part of ISO 8859 has control characters.
var windowsSiblings = map[string]string{
	"iso-8859-2": "windows-1250", "iso-8859-4": "windows-1257", "iso-8859-5": "windows-1251", "iso-8859-6": "windows-1256",
	"iso-8859-7": "windows-1253", "iso-8859-8": "windows-1255", "iso-8859-13": "windows-1257",
}

// doubt is the charset that b is in against its label, empty where the label
// can be believed; text is b read as labelled.
func doubt(name string, b []byte, text string) string {
	switch {
	case strings.HasPrefix(name, "utf-16"), strings.HasPrefix(name, "utf-32"):
		return doubtWide(b)
	case byZeros(b) != "":
		return byZeros(b)
	case isASCII(b):
		return doubtASCII(name, b)
	case utf8.Valid(b) && isSurelyUTF8(b, name):
		return "utf-8"
	case multiBytes[name] != nil || ownDecoders[name] != nil:
		return doubtMultiByte(name, b, text)
	case windowsSiblings[name] != "" && hasControls(b):
		return windowsSiblings[name]
	}
	return doubtSingleByte(name, b, text)
}

// doubtSingleByte looks for a charset in which b reads better. Of a charset
// whose languages are not known here only its holes count.
func doubtSingleByte(name string, b []byte, text string) string {
	if !hasProfile(name) && !strings.Contains(text, replacement) {
		return ""
	}
	better := guess(b, name)
	if other, _ := decodeAs(better, b); other == text {
		return ""
	}
	return better
}

// doubtWide finds plain text behind the label of a wide form: its producer
// spoke of what it keeps in memory.
func doubtWide(b []byte) string {
	if len(b) > 1 && strings.IndexByte(string(b[:min(len(b), sniffBytes)]), 0) < 0 && utf8.Valid(b) && (isASCII(b) || utf8Points(b) >= sureUTF8) {
		return "utf-8"
	}
	return ""
}

// doubtASCII finds the escapes of seven bits behind a label of eight.
func doubtASCII(name string, b []byte) string {
	if ownDecoders[name] != nil || name == "hz" {
		return ""
	}
	return byEscapes(b)
}

// doubtMultiByte looks for another charset where the labelled one fails for
// more than a fourth of the characters: fewer are damage.
func doubtMultiByte(name string, b []byte, text string) string {
	bad, beyond := 0, 0
	for _, r := range text {
		if r == utf8.RuneError {
			bad++
		}
		if r >= utf8.RuneSelf {
			beyond++
		}
	}
	if bad*4 <= beyond {
		return ""
	}
	better := guess(b, name)
	if other, _ := decodeAs(better, b); strings.Count(other, replacement) < bad {
		return better
	}
	return ""
}

// hasControls tells of bytes that ISO 8859 has control characters for.
func hasControls(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 && c < 0xA0 && c != 0x85 {
			return true
		}
	}
	return false
}

// sureUTF8 is how many points prove UTF-8 in text that another charset could
// be by chance.
const sureUTF8 = 4

// isSurelyUTF8 tells UTF-8 behind another label. That b is valid nearly proves
// it; a short text must be in letters that go with the label.
func isSurelyUTF8(b []byte, label string) bool {
	if utf8Points(b) >= sureUTF8 {
		return true
	}
	if multiBytes[label] != nil || ownDecoders[label] != nil {
		return false
	}
	for _, r := range string(b) {
		if r >= 0x250 && (r < 0x2000 || r > 0x2300) {
			return false
		}
	}
	return true
}

// utf8Points counts the bytes that follow a first one, up to what is needed.
func utf8Points(b []byte) (points int) {
	for _, c := range b {
		if c&0xC0 == 0x80 {
			points++
		}
		if points > sureUTF8 {
			break
		}
	}
	return points
}
