// Package anonymise writes a mail again with the same structure and other words,
// so that a mail which was read wrongly can be shown to a stranger.
//
// Kept are the parts and their order, line ends, transfer encodings, charsets,
// markup, lengths of lines and words, and the words that rules know. Every
// other word, name, address, link and number becomes another one, the same for
// the same; files become zeros; header fields that no rule reads are left out.
package anonymise

import (
	"bytes"
	"mime"
	"strings"
)

// Limits: what lies deeper, and what a file has beyond, is left out.
const (
	maxDepth     = 20
	maxFileBytes = 4096
)

// Mail gives the mail with other words. keep tells the words (in lower case)
// that must stay what they are.
func Mail(raw []byte, keep func(word string) bool) []byte {
	r := rewriter{words: newWords(keep)}
	r.entity(raw, 0)
	return r.out.Bytes()
}

type rewriter struct {
	words *words
	out   bytes.Buffer
}

// entity writes a mail or a part of one: its header, and its body by its type.
func (r *rewriter) entity(raw []byte, depth int) {
	head, body := cutHead(raw)
	p := newPart(head)
	switch {
	case p.boundary != "" && depth < maxDepth:
		r.header(p)
		r.parts(body, p.boundary, depth)
	case p.mediaType == "message/rfc822" && p.encoding == "" && depth < maxDepth:
		r.header(p)
		r.entity(body, depth+1)
	case strings.HasPrefix(p.mediaType, "text/") || strings.HasPrefix(p.mediaType, "message/"):
		body = r.text(p, body) // it may have to change the charset in the header
		r.header(p)
		r.out.Write(body)
	default:
		r.header(p)
		r.out.Write(r.file(p, body))
	}
}

// parts writes the parts of a multipart; the lines between them stay, what
// stands before the first and behind the last is text.
func (r *rewriter) parts(body []byte, boundary string, depth int) {
	mark := "--" + boundary
	inside := false
	from := 0
	flush := func(to int) {
		piece := body[from:to]
		if !inside {
			r.out.WriteString(r.words.text(string(piece)))
		} else {
			r.entity(piece, depth+1)
		}
	}
	for pos := 0; pos < len(body); {
		line, next := lineAt(body, pos)
		rest, ok := strings.CutPrefix(strings.TrimRight(string(line), " \t\r\n"), mark)
		if ok && (rest == "" || rest == "--") {
			flush(pos)
			r.out.Write(line)
			inside = rest == ""
			from = next
		}
		pos = next
	}
	flush(len(body))
}

// part is what a header says of the body below it.
type part struct {
	fields    []field
	end       []byte // the blank line
	mediaType string
	boundary  string
	charset   string
	encoding  string // base64, quoted-printable or nothing
}

func newPart(head []byte) *part {
	p := &part{mediaType: "text/plain"}
	p.fields, p.end = splitFields(head)
	if mediaType, params, err := mime.ParseMediaType(p.value("content-type")); err == nil {
		p.mediaType, p.charset = mediaType, params["charset"]
		if strings.HasPrefix(mediaType, "multipart/") {
			p.boundary = params["boundary"]
		}
	}
	switch e := strings.ToLower(strings.TrimSpace(p.value("content-transfer-encoding"))); e {
	case "base64", "quoted-printable":
		p.encoding = e
	}
	return p
}

func (p *part) value(name string) string {
	for _, f := range p.fields {
		if f.name == name {
			return f.unfolded()
		}
	}
	return ""
}

// cutHead cuts behind the first blank line.
func cutHead(raw []byte) (head, body []byte) {
	for pos := 0; pos < len(raw); {
		line, next := lineAt(raw, pos)
		pos = next
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return raw[:pos], raw[pos:]
		}
	}
	return raw, nil
}

// lineAt gives the line at pos with its line end, and where the next starts.
func lineAt(b []byte, pos int) (line []byte, next int) {
	if i := bytes.IndexByte(b[pos:], '\n'); i >= 0 {
		return b[pos : pos+i+1], pos + i + 1
	}
	return b[pos:], len(b)
}
