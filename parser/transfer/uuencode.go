package transfer

import (
	"bytes"
	"strings"
)

// findUU finds a uuencoded file: "begin 644 name", its lines, "end". One whose
// end was cut off counts from one line of content on.
func findUU(text []byte) (File, bool) {
	for pos := 0; ; {
		start := lineBeginning(text, []byte("begin"), pos)
		if start < 0 {
			return File{}, false
		}
		line, next := lineAt(text, start)
		pos = next
		kind, name, ok := uuHeader(string(line))
		if !ok {
			continue
		}
		f := File{Name: name, Start: start}
		if kind == "begin-base64" {
			f.readBase64Lines(text, next)
		} else {
			f.readUULines(text, next)
		}
		if len(f.Content) > 0 && name != "" || f.Whole {
			return f, true
		}
	}
}

// uuHeader reads "begin MODE NAME", MODE being three or four octal digits.
func uuHeader(line string) (kind, name string, ok bool) {
	kind, rest, _ := strings.Cut(line, " ")
	mode, name, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	if kind != "begin" && kind != "begin-base64" || len(mode) < 3 || len(mode) > 4 || strings.Trim(mode, "01234567") != "" {
		return "", "", false
	}
	return kind, strings.TrimSpace(name), true
}

// readUULines decodes up to "end", or as far as the lines are uuencoded.
func (f *File) readUULines(text []byte, pos int) {
	f.End = pos
	for pos < len(text) {
		line, next := lineAt(text, pos)
		if string(bytes.TrimRight(line, " ")) == "end" {
			f.End, f.Whole = next, true
			return
		}
		pos = next
		if len(line) == 0 || line[0] == '`' || line[0] == ' ' {
			continue
		}
		content, ok := appendUULine(f.Content, line)
		if !ok {
			return
		}
		f.Content, f.End = content, next
	}
}

// maxUULine is the longest line that one length character can tell of, with
// two characters of a checksum.
const maxUULine = 1 + 84 + 2

// appendUULine decodes a line: a character for the number of bytes, then four
// characters for three bytes. Blanks at its end may be lost.
func appendUULine(out, line []byte) ([]byte, bool) {
	n := int(line[0]) - ' '
	chars := (n + 2) / 3 * 4
	if n <= 0 || n > 63 || len(line) > maxUULine || len(line) > 1+chars+2 || len(line) < 1+chars/2 {
		return out, false
	}
	for _, c := range line {
		if c < ' ' || c > '`' {
			return out, false
		}
	}
	sextet := func(i int) byte {
		if i >= len(line) {
			return 0
		}
		return (line[i] - ' ') & 63
	}
	for i := 1; n > 0; i += 4 {
		a, b, c, d := sextet(i), sextet(i+1), sextet(i+2), sextet(i+3)
		three := [3]byte{a<<2 | b>>4, b<<4 | c>>2, c<<6 | d}
		out = append(out, three[:min(n, 3)]...)
		n -= 3
	}
	return out, true
}

// readBase64Lines decodes up to "====", or as far as the lines are base64.
func (f *File) readBase64Lines(text []byte, start int) {
	end := start
	for pos := start; pos < len(text); {
		line, next := lineAt(text, pos)
		if string(line) == "====" {
			f.Whole, f.End = true, next
			break
		}
		if len(line) == 0 || !isBase64Line(line) {
			break
		}
		pos, end = next, next
	}
	f.Content = Base64(text[start:end])
	f.End = max(f.End, end)
}
