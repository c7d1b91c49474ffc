package parser

import (
	"bytes"
	"io"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/textproto"
)

// rawPart is one part of a multipart: its header, and its body undecoded.
type rawPart struct {
	header message.Header
	body   []byte
}

// split cuts a multipart into its parts. go-message does it; where it refuses
// (a broken header line, no end boundary, no boundary at all) or the part
// limit would be passed, the parts are cut leniently. Nil: there are none.
func (w *walker) split(e entity) []rawPart {
	boundary := e.params["boundary"]
	if boundary == "" {
		w.m.addDefect("boundary-missing")
		if boundary = guessBoundary(e.raw); boundary == "" {
			return nil
		}
	}
	left := maxParts - w.count
	marks := bytes.Count(e.raw, []byte("--"+boundary))
	if marks <= left {
		if parts, ok := splitByLibrary(e.raw, boundary, marks); ok {
			return parts
		}
		w.m.addDefect("multipart-damaged")
	} else {
		w.m.addDefect("parts-limit")
	}
	return splitLeniently(e.raw, boundary, left)
}

// splitByLibrary is false where anything at all is wrong. The parts share one
// buffer, which never grows beyond the multipart itself.
func splitByLibrary(raw []byte, boundary string, marks int) ([]rawPart, bool) {
	parts := make([]rawPart, 0, marks)
	buffer := make([]byte, 0, len(raw)+1)
	mr := textproto.NewMultipartReader(bytes.NewReader(raw), boundary)
	for {
		p, err := mr.NextPart()
		if err == io.EOF {
			return parts, len(parts) > 0
		}
		if err != nil {
			return nil, false
		}
		start := len(buffer)
		buffer, err = readInto(buffer, p)
		if err != nil {
			return nil, false
		}
		body := buffer[start:len(buffer):len(buffer)]
		parts = append(parts, rawPart{message.Header{Header: p.Header}, body})
	}
}

// readInto appends all of r to buffer.
func readInto(buffer []byte, r io.Reader) ([]byte, error) {
	for {
		if len(buffer) == cap(buffer) {
			buffer = append(buffer, 0)[:len(buffer)]
		}
		n, err := r.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		if err == io.EOF {
			return buffer, nil
		}
		if err != nil {
			return buffer, err
		}
	}
}

// splitLeniently cuts at every boundary line, at most limit parts; what is
// left then is one part more.
func splitLeniently(raw []byte, boundary string, limit int) []rawPart {
	var parts []rawPart
	start := -1
	for pos := 0; pos < len(raw); {
		at, next, closing := boundaryLine(raw, boundary, pos)
		if at < 0 {
			break
		}
		if start >= 0 {
			parts = append(parts, lenientPart(raw[start:max(start, at)])) // two boundary lines in a row hold an empty part
		}
		if start, pos = next, next; closing {
			return parts
		}
		if len(parts)+1 >= limit {
			break
		}
	}
	if start < 0 {
		return nil
	}
	return append(parts, lenientPart(raw[start:]))
}

// boundaryLine finds the next boundary line from pos on: where it begins (with
// the line end before it) and where the line after it begins; -1 for none.
func boundaryLine(raw []byte, boundary string, pos int) (at, next int, closing bool) {
	mark := []byte("--" + boundary)
	for {
		i := bytes.Index(raw[pos:], mark)
		if i < 0 {
			return -1, 0, false
		}
		at = pos + i
		pos = at + len(mark)
		if at > 0 && raw[at-1] != '\n' {
			continue
		}
		line, after := lineAt(raw, at)
		rest := line[len(mark):]
		rest, closing = bytes.CutPrefix(rest, []byte("--"))
		if len(rest) > 0 && !isBlank(rest[0]) {
			continue
		}
		return lineEndBefore(raw, at), after, closing
	}
}

func lineEndBefore(raw []byte, at int) int {
	if at > 0 {
		at--
		if at > 0 && raw[at-1] == '\r' {
			at--
		}
	}
	return at
}

// guessBoundary finds the boundary of a multipart that does not name it: the
// first line that begins with -- and is followed by a header line.
func guessBoundary(raw []byte) string {
	for pos := 0; pos < len(raw); {
		line, next := lineAt(raw, pos)
		pos = next
		if len(line) < 3 || !bytes.HasPrefix(line, []byte("--")) {
			continue
		}
		if s := (headerScan{raw: raw}); s.headerFollows(next) {
			return string(bytes.TrimRight(line[2:], " \t"))
		}
	}
	return ""
}

// lenientPart reads the header of a part as far as it is one.
func lenientPart(raw []byte) rawPart {
	s := headerScan{raw: raw, fields: make([]Field, 0, 8)}
	for s.pos < len(raw) && len(s.fields) < maxHeaderFields && s.field() {
	}
	return rawPart{mimeHeader(s.fields), raw[min(s.pos, len(raw)):]}
}

// mimeHeader makes a header for go-message of the first field of each name
// that MIME reads.
func mimeHeader(fields []Field) message.Header {
	var h message.Header
	for _, f := range fields {
		if len(f.Name) < 8 || asciiLower(f.Name[:8]) != "content-" || h.Has(f.Name) {
			continue
		}
		h.Add(f.Name, f.Value)
	}
	return h
}
