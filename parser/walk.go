package parser

import (
	"strings"

	"permanence/parser/transfer"
)

// Limits on the tree of parts (reliability P01, P02). What lies beyond is kept
// as one attachment.
const (
	maxDepth = 20
	maxParts = 500
)

// body is one piece of readable text: plain, HTML, or both as alternatives.
type body struct {
	plain, html       string
	hasPlain, hasHTML bool
}

// entity is one part: its header read, its content not yet decoded.
type entity struct {
	number      int
	header      header
	raw         []byte
	mediaType   string
	params      parameters
	disposition string
	filename    string
	depth       int
}

// place is where a part stands: what its parent is, and whether anything
// readable came before it.
type place struct {
	parent string
	first  bool
}

// walker goes through the tree of parts and gathers bodies and attachments.
type walker struct {
	m        *Message
	count    int
	spares   []spare
	preamble []byte
}

func (w *walker) entity(h header, raw []byte, depth int) entity {
	e := entity{number: w.count, header: h, raw: raw, depth: depth}
	w.count++
	var twice, twiceToo bool
	var dparams parameters
	e.mediaType, e.params, twice = parseParams(h.first("content-type"))
	e.disposition, dparams, twiceToo = parseParams(h.first("content-disposition"))
	if twice || twiceToo {
		w.m.addDefect("mime-ambiguous")
	}
	e.mediaType = mediaTypeName(e.mediaType)
	e.filename = dparams["filename"]
	if e.filename == "" {
		e.filename = e.params["name"]
	}
	e.filename = safeFilename(e.filename)
	w.m.noteDamage(e.filename)
	return e
}

// mediaTypeAlias renames media types to what senders mean by them.
var mediaTypeAlias = map[string]string{
	"":           "text/plain",
	"text":       "text/plain",
	"html":       "text/html",
	"multipart":  "multipart/mixed",
	"multipart/": "multipart/mixed",
	"plain/text": "text/plain",

	"application/plain": "text/plain",
	"application/text":  "text/plain",
	"html/text":         "text/html",
	"text/txt":          "text/plain",
	"text/htm":          "text/html",
	"text/x-html":       "text/html",
}

// mediaTypeName mends a media type. What is none is text/plain (RFC 2045 5.2),
// unless it is at least half a type of files.
func mediaTypeName(s string) string {
	if alias, ok := mediaTypeAlias[s]; ok {
		return alias
	}
	top, sub, _ := strings.Cut(s, "/")
	switch {
	case top != "" && sub != "":
		return s
	case oneOf(top, []string{"application", "image", "audio", "video", "model", "font"}):
		return "application/octet-stream"
	}
	return "text/plain"
}

// visit reads a part and all below it.
func (w *walker) visit(e entity, at place) []body {
	if !strings.HasPrefix(e.mediaType, "multipart/") {
		if parts := w.overlaid(e); parts != nil {
			e.mediaType = "multipart/mixed"
			return w.sequence(parts, e, at)
		}
		return w.leaf(e, at)
	}
	if e.depth >= maxDepth {
		w.m.addDefect("depth-limit")
		w.attach(e)
		return nil
	}
	w.noteCryptography(e)
	parts := w.split(e)
	if label := e.header.first("content-transfer-encoding"); parts == nil && transfer.Encoded(label) {
		e.raw = transfer.Decode(label, e.raw).Data // against RFC 2045 6.4, but it is done
		parts = w.split(e)
	}
	if parts == nil {
		w.m.addDefect("multipart-unreadable")
		e.raw = withoutEndLine(e.raw, e.params["boundary"])
		e.mediaType, e.params = "text/plain", nil
		return w.leaf(e, at)
	}
	if e.mediaType == "multipart/alternative" {
		return w.alternatives(parts, e, at)
	}
	return w.sequence(parts, e, at)
}

// sequence reads parts that follow one another.
func (w *walker) sequence(parts []rawPart, e entity, at place) []body {
	var all []body
	for i, p := range parts {
		if w.full(parts[i:]) {
			break
		}
		child := w.entity(p.header, p.body, e.depth+1)
		if e.mediaType == "multipart/digest" && !p.header.has("content-type") {
			child.mediaType = "message/rfc822"
		}
		all = append(all, w.visit(child, place{e.mediaType, at.first && len(all) == 0})...)
	}
	return joinForms(all)
}

// alternatives makes one body of several forms of the same text: the plain
// one, and the last HTML one (the sender's best, RFC 2046 5.1.4). Plain text
// that comes twice under different words is all kept.
func (w *walker) alternatives(parts []rawPart, e entity, at place) []body {
	var one body
	for i, p := range parts {
		if w.full(parts[i:]) {
			break
		}
		child := w.entity(p.header, p.body, e.depth+1)
		var htmls []string
		for _, b := range w.visit(child, place{e.mediaType, at.first}) {
			if b.hasPlain && (i >= maxCompared || !strings.Contains(one.plain, b.plain)) {
				one.plain += lineEndIf(one.plain) + b.plain
			}
			one.hasPlain = one.hasPlain || b.hasPlain
			if b.hasHTML {
				htmls = append(htmls, b.html)
			}
		}
		if len(htmls) > 0 {
			one.html, one.hasHTML = strings.Join(htmls, "\n"), true
		}
	}
	if !one.hasPlain && !one.hasHTML {
		return nil
	}
	return []body{one}
}

// maxCompared limits the alternatives that are looked at for the same words.
const maxCompared = 8

// lineEndIf is what goes between a text and more of it.
func lineEndIf(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return ""
	}
	return "\n"
}

// leaf reads a part without parts: text that is shown, or a file.
func (w *walker) leaf(e entity, at place) []body {
	w.noteCryptography(e)
	if at.parent == "" && !e.header.has("content-type") {
		if boundary := strayBoundary(e.raw); boundary != "" {
			w.m.addDefect("boundary-missing")
			e.mediaType = "multipart/mixed"
			return w.sequence(w.cutAt(e.raw, boundary), e, at)
		}
	}
	if isFile(e, at) {
		w.attach(e)
		w.keepWhole(e, at)
		return nil
	}
	text := w.text(e)
	switch {
	case e.mediaType == "text/html" && strings.IndexByte(text, '<') < 0:
		return []body{{html: strings.ReplaceAll(text, "\n", "<br>\n"), hasHTML: true}} // plain in spite of its label
	case e.mediaType == "text/html" || isPage(text):
		return []body{{html: text, hasHTML: true}}
	}
	if asciiLower(e.params["format"]) == "flowed" {
		text = unflow(text, asciiLower(e.params["delsp"]) == "yes")
	}
	w.notePGP(text)
	return []body{{plain: text, hasPlain: true}}
}

// isFile tells a file from text that is to be read in the mail.
func isFile(e entity, at place) bool {
	switch e.mediaType {
	case "text/plain", "text/html":
	case "text/markdown", "text/x-markdown":
		if e.filename != "" || at.parent == "multipart/alternative" {
			return true
		}
	default:
		return true
	}
	if e.disposition == "attachment" {
		return !(at.parent == "" && e.filename == "")
	}
	if e.filename != "" {
		return !at.first || at.parent == "multipart/mixed" && e.disposition == "inline"
	}
	return false
}
