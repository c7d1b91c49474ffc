package parser

import (
	"bytes"
	"strings"
)

// rawPart is one part of a multipart: its header, and its body undecoded.
type rawPart struct {
	header header
	body   []byte
}

// longBoundaryBytes is how long a boundary must be to count where something is
// wrong around it: nobody writes so long a word by chance.
const longBoundaryBytes = 12

// split cuts a multipart into its parts (RFC 2046 5.1). Nil: there are none.
func (w *walker) split(e entity) []rawPart {
	for _, boundary := range namedBoundaries(e.params["boundary"]) {
		if parts := w.cutAt(e.raw, boundary); parts != nil {
			return append(w.unopened(e, boundary), parts...)
		}
	}
	if boundary := guessBoundary(e.raw); boundary != "" {
		w.m.addDefect("boundary-missing")
		return w.cutAt(e.raw, boundary)
	}
	if e.params["boundary"] == "" {
		w.m.addDefect("boundary-missing")
	}
	return nil
}

// unopened is the first part of a multipart whose header was followed at once
// by that of its first part, without a boundary line between them: the second
// Content-Type is the part's.
func (w *walker) unopened(e entity, boundary string) []rawPart {
	types := e.header["content-type"]
	if len(types) < 2 || strings.HasPrefix(asciiLower(types[1]), "multipart/") {
		return nil
	}
	first := findBoundary(e.raw, []byte("--"+boundary), 0)
	if first.at < 0 || len(bytes.TrimSpace(e.raw[:first.at])) == 0 || isMIMENotice(e.raw[:first.at]) {
		return nil
	}
	w.m.addDefect("multipart-damaged")
	h := header{"content-type": types[1:], "content-transfer-encoding": e.header["content-transfer-encoding"]}
	return []rawPart{{h, e.raw[:first.at]}}
}

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

// cutAt cuts raw at the lines of a boundary. Parts after the end line are
// parts too; the end of the multipart ends the last one. Beyond the limit what
// is left is one part more.
func (w *walker) cutAt(raw []byte, boundary string) (parts []rawPart) {
	limit := max(maxParts-w.count, 1)
	mark := []byte("--" + boundary)
	start, pos, ended := -1, 0, false
	for {
		line := findBoundary(raw, mark, pos)
		if line.at < 0 {
			break
		}
		if start >= 0 {
			parts = append(parts, w.part(raw[start:max(start, line.at)]))
		}
		if len(parts) == 0 && start < 0 && !line.end {
			w.keepPreamble(raw[:line.at])
		}
		if ended && !line.end || line.glued || start > line.at {
			w.m.addDefect("multipart-damaged")
		}
		start, pos, ended = line.next, line.next, line.end
		if ended {
			start = -1
		} else if len(parts)+1 >= limit {
			w.m.addDefect("parts-limit")
			return append(parts, w.part(raw[start:]))
		}
	}
	if start >= 0 {
		w.m.addDefect("multipart-damaged")
		parts = append(parts, w.part(withoutEnd(raw[start:], mark)))
	}
	return parts
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

// part reads the header of a part as far as it is one.
func (w *walker) part(raw []byte) rawPart {
	s := headerScan{raw: raw, fields: make([]Field, 0, 8)}
	for s.pos < len(raw) && len(s.fields) < maxHeaderFields && s.pos <= maxHeaderBytes && s.field() {
	}
	if len(s.defects) > 0 {
		w.m.addDefect("multipart-damaged")
	}
	if len(s.fields) > 0 && !isPartHeader(s.fields) {
		w.m.addDefect("multipart-damaged")
		return rawPart{body: raw}
	}
	return rawPart{newHeader(s.fields), raw[min(s.pos, len(raw)):]}
}

// isPartHeader tells the header of a part from text that begins with a word
// and a colon: fields of parts have a hyphen in their names (RFC 2046 5.1), but
// for those of a mail that was put there.
func isPartHeader(fields []Field) bool {
	for _, f := range fields {
		if strings.IndexByte(f.Name, '-') > 0 || oneOf(asciiLower(f.Name), plainFields) {
			return true
		}
	}
	return false
}

// plainFields are the fields of a mail whose names have no hyphen.
var plainFields = []string{"from", "to", "cc", "bcc", "subject", "date", "received", "sender", "references", "comments", "keywords"}
