package parser

import "strings"

// rawPart is one part of a multipart: its header, its body undecoded, and both
// as they stand.
type rawPart struct {
	header      header
	body, whole []byte
}

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

// full keeps what is left of a multipart as one file, once the mail has as many
// parts as it may have.
func (w *walker) full(rest []rawPart) bool {
	if w.count < maxParts {
		return false
	}
	w.m.addDefect("parts-limit")
	var content []byte
	for _, p := range rest {
		content = append(append(content, p.whole...), '\n')
	}
	w.keep(Attachment{ContentType: "application/octet-stream", Part: w.count}, content)
	w.count++
	return true
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
		return rawPart{body: raw, whole: raw}
	}
	if h, body, ok := strayHeader(raw[min(s.pos, len(raw)):]); ok && len(s.fields) == 0 {
		w.m.addDefect("multipart-damaged")
		return rawPart{h, body, raw}
	}
	return rawPart{newHeader(s.fields), raw[min(s.pos, len(raw)):], raw}
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
