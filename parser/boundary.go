package parser

import (
	"bytes"
	"strings"
)

// longBoundaryBytes is how long a boundary must be to count where something is
// wrong around it: nobody writes so long a word by chance.
const longBoundaryBytes = 12

// namedBoundaries are the readings of a boundary parameter, the literal one
// first: blanks at its end may be lost on the way, quotes may be wrong ones.
func namedBoundaries(named string) []string {
	var all []string
	for _, b := range []string{named, strings.TrimSpace(named), strings.Trim(named, " \t\"'<>;")} {
		if b != "" && (len(all) == 0 || b != all[len(all)-1]) {
			all = append(all, b)
		}
	}
	return all
}

// boundaryLine is a line of a boundary: where it begins, with the line end
// before it, and where the line after it begins; at is -1 for none.
type boundaryLine struct {
	at, next int
	end      bool // of the multipart
	glued    bool // to the text before it
}

// findBoundary finds the next boundary line from pos on. Nothing but blanks
// should follow the boundary on it, but what comes after a blank is passed over.
func findBoundary(raw, mark []byte, pos int) boundaryLine {
	for {
		i := bytes.Index(raw[pos:], mark)
		if i < 0 {
			return boundaryLine{at: -1}
		}
		at := pos + i
		pos = at + len(mark)
		rest, end := bytes.CutPrefix(raw[pos:], []byte("--"))
		if len(rest) > 0 && !endsBoundary(rest[0], end && len(mark) >= longBoundaryBytes) {
			continue
		}
		if at == 0 || raw[at-1] == '\n' {
			_, next := lineAt(raw, pos)
			return boundaryLine{at: lineEndBefore(raw, at), next: next, end: end}
		}
		if len(mark) < longBoundaryBytes {
			continue
		}
		rest = bytes.TrimLeft(rest[:min(len(rest), maxBoundaryTail)], " \t\r")
		if len(rest) > 0 && rest[0] != '\n' {
			continue
		}
		if _, next := lineAt(raw, pos); end || headerFollows(raw, next) {
			return boundaryLine{at: at, next: next, end: end, glued: true}
		}
	}
}

// endsBoundary tells whether a boundary may end before c: at a blank, or, where
// it is surely one and the end, at a sign that got behind it.
func endsBoundary(c byte, sure bool) bool {
	return isBlank(c) || c == '\r' || c == '\n' || sure && bytes.IndexByte([]byte(">.;,)"), c) >= 0
}

// maxBoundaryTail limits the blanks after a boundary that is glued to text.
const maxBoundaryTail = 100

func lineEndBefore(raw []byte, at int) int {
	if at > 0 {
		at--
		for at > 0 && raw[at-1] == '\r' {
			at--
		}
	}
	return at
}

// withoutEnd takes an end boundary off the last line of raw, where it is glued
// to the text.
func withoutEnd(raw, mark []byte) []byte {
	text, ok := bytes.CutSuffix(bytes.TrimRight(raw, " \t\r\n"), []byte("--"))
	if !ok || !bytes.HasSuffix(text, mark) {
		return raw
	}
	return text[:len(text)-len(mark)]
}

// withoutEndLine takes the end line of a multipart without parts out of it.
func withoutEndLine(raw []byte, boundary string) []byte {
	line := findBoundary(raw, []byte("--"+boundary), 0)
	if boundary == "" || line.at < 0 || !line.end {
		return raw
	}
	return append(raw[:line.at:line.at], raw[line.next:]...)
}

// guessBoundary finds the boundary of a multipart that does not name it: the
// first line that begins with -- and is followed by a MIME field.
func guessBoundary(raw []byte) string {
	for pos := 0; pos < len(raw); {
		line, next := lineAt(raw, pos)
		pos = next
		if len(line) < 3 || !bytes.HasPrefix(line, []byte("--")) {
			continue
		}
		if boundary := string(bytes.TrimRight(line[2:], " \t")); boundary != "" && contentFollows(raw, next) {
			return boundary
		}
	}
	return ""
}

// contentFollows tells whether a MIME field stands at pos.
func contentFollows(raw []byte, pos int) bool {
	return headerFollows(raw, pos) && isContentField(string(raw[pos:min(len(raw), pos+len("content-")+1)]))
}
