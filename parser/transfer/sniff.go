package transfer

import (
	"bytes"
	"unicode/utf8"
)

// Unlabelled finds an encoding that the label of a part keeps silent about,
// and takes it off; false unless the whole part proves it.
func Unlabelled(raw []byte, isText bool) (Content, bool) {
	if !isText {
		return unlabelledFile(raw)
	}
	if content, ok := unlabelledQuotedPrintable(raw); ok {
		return Content{Data: content, Defect: Wrong}, true
	}
	if content, ok := unlabelledBase64(raw); ok && isReadable(content) {
		return Content{Data: content, Defect: Wrong}, true
	}
	return Content{}, false
}

// magics are the first bytes of usual files in base64.
var magics = []string{"JVBERi0", "iVBORw0KGgo", "/9j/", "R0lGOD", "UEsDB", "0M8R4KGxGuE"}

// unlabelledFile knows a file by its first bytes.
func unlabelledFile(raw []byte) (Content, bool) {
	start := bytes.TrimLeft(raw[:min(len(raw), 100)], "\r\n")
	for _, magic := range magics {
		if bytes.HasPrefix(start, []byte(magic)) {
			content, ok := unlabelledBase64(raw)
			return Content{Data: content, Defect: Wrong}, ok
		}
	}
	return Content{}, false
}

// unlabelledMin is how much base64 there must be to be no word.
const unlabelledMin = 60

// unlabelledBase64 wants lines of one length, but for the last, and nothing
// else.
func unlabelledBase64(raw []byte) ([]byte, bool) {
	raw = bytes.Trim(raw, "\r\n")
	if len(raw) < unlabelledMin {
		return nil, false
	}
	first, _ := lineAt(raw, 0)
	if len(first) < unlabelledMin || !isBase64Line(first) {
		return nil, false
	}
	for pos := 0; pos < len(raw); {
		line, next := lineAt(raw, pos)
		if len(line) != len(first) && next < len(raw) || len(line) > len(first) {
			return nil, false
		}
		pos = next
	}
	return wellFormedBase64(raw)
}

// unlabelledMinEscapes is how many escapes prove quoted-printable.
const unlabelledMinEscapes = 3

// unlabelledQuotedPrintable wants every equals sign to be an escape or a soft
// line end, and letters of UTF-8 among the escapes.
func unlabelledQuotedPrintable(raw []byte) ([]byte, bool) {
	escapes, letters := 0, false
	for pos := 0; ; pos += 3 {
		i := bytes.IndexByte(raw[pos:], '=')
		if i < 0 {
			break
		}
		pos += i
		after := raw[pos+1 : min(len(raw), pos+3)]
		switch {
		case len(after) == 2 && isUpperHex(after[0]) && isUpperHex(after[1]):
			escapes++
			letters = letters || after[0] >= 'C'
		case len(after) == 0 || after[0] == '\n' || bytes.Equal(after, []byte("\r\n")):
			pos -= 2 // an escape may follow at once
		default:
			return nil, false
		}
	}
	if escapes < unlabelledMinEscapes || !letters {
		return nil, false
	}
	content := lenientQuotedPrintable(raw)
	return content, utf8.Valid(content)
}

func isUpperHex(c byte) bool { return IsHex(c) && c < 'a' }

// isReadable tells text from the bytes of a file or a key.
func isReadable(content []byte) bool {
	for _, c := range content {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			return false
		}
	}
	return utf8.Valid(content)
}
