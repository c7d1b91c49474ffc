package transfer

import (
	"bytes"
	"encoding/base64"
)

// wellFormedBase64 decodes what holds nothing but base64 and line ends, as
// nearly all files do, a line at a stroke; false for anything else.
func wellFormedBase64(raw []byte) ([]byte, bool) {
	out := make([]byte, base64.StdEncoding.DecodedLen(len(raw)))
	size, ended := 0, false
	for len(raw) > 0 {
		line, next := lineAt(raw, 0)
		raw = raw[next:]
		if len(line) == 0 {
			continue
		}
		n, err := base64.StdEncoding.Decode(out[size:], line)
		if err != nil || ended {
			return nil, false
		}
		size += n
		ended = line[len(line)-1] == '='
	}
	return out[:size], true
}

// Base64 decodes what is base64 in b and passes over the rest; padding
// in the middle starts anew, and text that follows padding ends it.
func Base64(b []byte) []byte {
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
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
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

func isBase64(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '+' || c == '/'
}

// lineAt gives the line at pos without its line end, and where the next starts.
func lineAt(b []byte, pos int) (line []byte, next int) {
	i := bytes.IndexByte(b[pos:], '\n')
	if i < 0 {
		return bytes.TrimRight(b[pos:], "\r"), len(b)
	}
	return bytes.TrimRight(b[pos:pos+i], "\r"), pos + i + 1
}
