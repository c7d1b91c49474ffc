package parser

import (
	"bytes"
	"strings"
)

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
	return []rawPart{{h, e.raw[:first.at], e.raw[:first.at]}}
}

// overlaid are the parts of a text to which a server added files: it put a
// second Content-Type, of a multipart, into the header, and its parts after the
// text.
func (w *walker) overlaid(e entity) []rawPart {
	types := e.header["content-type"]
	if len(types) < 2 || e.depth >= maxDepth {
		return nil
	}
	kind, params, _ := parseParams(types[1])
	mark := []byte("--" + params["boundary"])
	if !strings.HasPrefix(kind, "multipart/") || len(mark) < longBoundaryBytes {
		return nil
	}
	first := findBoundary(e.raw, mark, 0)
	if first.at < 0 || !contentFollows(e.raw, first.next) {
		return nil
	}
	w.m.addDefect("multipart-damaged")
	h := header{"content-type": types[:1], "content-transfer-encoding": e.header["content-transfer-encoding"]}
	return append([]rawPart{{h, e.raw[:first.at], e.raw[:first.at]}}, w.cutAt(e.raw, params["boundary"])...)
}

// strayHeader reads a MIME header that came apart from the one it belongs to by
// a blank line: fields only, a Content-Type among them, and a blank line.
func strayHeader(raw []byte) (h header, body []byte, ok bool) {
	if !headerFollows(raw, 0) {
		return nil, nil, false
	}
	s := headerScan{raw: raw, fields: make([]Field, 0, 8)}
	for s.field() { // false at the blank line
		if s.pos >= len(raw) || len(s.fields) > maxStrayFields {
			return nil, nil, false
		}
	}
	h = newHeader(s.fields)
	if len(s.defects) > 0 || !strings.Contains(h.first("content-type"), "/") {
		return nil, nil, false
	}
	return h, raw[s.pos:], true
}

// maxStrayFields is how many fields such a header has at most.
const maxStrayFields = 20

// mimeHeader is the header that says what the body of a mail is: its own, or,
// if that is silent, one that a blank line cut off from it.
func (w *walker) mimeHeader(own header, raw []byte) (header, []byte) {
	if own.has("content-type") {
		return own, raw
	}
	h, body, ok := strayHeader(raw)
	if !ok {
		return own, raw
	}
	w.m.addDefect("header-split")
	return h, body
}
