package parser

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"permanence/parser/charset"

	"github.com/emersion/go-message"
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
	header      message.Header
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
	m     *Message
	count int
}

func (w *walker) entity(h message.Header, raw []byte, depth int) entity {
	e := entity{number: w.count, header: h, raw: raw, depth: depth}
	w.count++
	var twice, twiceToo bool
	var dparams parameters
	e.mediaType, e.params, twice = parseParams(h.Get("Content-Type"))
	e.disposition, dparams, twiceToo = parseParams(h.Get("Content-Disposition"))
	if twice || twiceToo {
		w.m.addDefect("mime-ambiguous")
	}
	e.mediaType = mediaTypeName(e.mediaType)
	e.filename = dparams["filename"]
	if e.filename == "" {
		e.filename = e.params["name"]
	}
	e.filename = safeFilename(e.filename)
	return e
}

// mediaTypeName mends a media type: empty, bare or broken ones are text/plain.
func mediaTypeName(s string) string {
	top, sub, ok := strings.Cut(s, "/")
	switch {
	case ok && top != "" && sub != "":
		return s
	case s == "multipart":
		return "multipart/mixed"
	case s == "" || s == "text" || top == "text":
		return "text/plain"
	case s == "html":
		return "text/html"
	}
	return "application/octet-stream"
}

// visit reads a part and all below it.
func (w *walker) visit(e entity, at place) []body {
	if !strings.HasPrefix(e.mediaType, "multipart/") {
		return w.leaf(e, at)
	}
	if e.depth >= maxDepth {
		w.m.addDefect("depth-limit")
		w.attach(e, false)
		return nil
	}
	parts := w.split(e)
	if parts == nil {
		w.m.addDefect("multipart-unreadable")
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
	for _, p := range parts {
		child := w.entity(p.header, p.body, e.depth+1)
		if e.mediaType == "multipart/digest" && p.header.Get("Content-Type") == "" {
			child.mediaType = "message/rfc822"
		}
		all = append(all, w.visit(child, place{e.mediaType, at.first && len(all) == 0})...)
	}
	return all
}

// alternatives makes one body of several forms of the same text: the plain
// one, and the last HTML one (the sender's best, RFC 2046 5.1.4). Plain text
// that comes twice under different words is all kept.
func (w *walker) alternatives(parts []rawPart, e entity, at place) []body {
	var one body
	for _, p := range parts {
		child := w.entity(p.header, p.body, e.depth+1)
		var htmls []string
		for _, b := range w.visit(child, place{e.mediaType, at.first}) {
			if b.hasPlain && !strings.Contains(one.plain, b.plain) {
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

// lineEndIf is what goes between a text and more of it.
func lineEndIf(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return ""
	}
	return "\n"
}

// leaf reads a part without parts: text that is shown, or a file.
func (w *walker) leaf(e entity, at place) []body {
	if w.isFile(e, at) {
		w.attach(e, at.parent == "multipart/related" || e.disposition == "inline")
		return nil
	}
	content := w.decode(e)
	text, defects := charset.Decode(w.charsetOf(e, content), content)
	for _, d := range defects {
		w.m.addDefect(d)
	}
	text = w.cleanText(text)
	if e.mediaType == "text/html" {
		return []body{{html: text, hasHTML: true}}
	}
	if asciiLower(e.params["format"]) == "flowed" {
		text = unflow(text, asciiLower(e.params["delsp"]) == "yes")
	}
	return []body{{plain: text, hasPlain: true}}
}

// isFile tells a file from text that is to be read in the mail.
func (w *walker) isFile(e entity, at place) bool {
	switch e.mediaType {
	case "text/plain", "text/html":
	case "text/enriched", "text/richtext", "text/markdown", "text/x-markdown":
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

func (w *walker) attach(e entity, inline bool) {
	content := w.decode(e)
	sum := sha256.Sum256(content)
	w.m.Attachments = append(w.m.Attachments, Attachment{
		Filename:    e.filename,
		ContentType: e.mediaType,
		SizeBytes:   len(content),
		ContentID:   strings.Trim(charset.OneLine(e.header.Get("Content-Id")), "<> "),
		Inline:      inline && e.disposition != "attachment",
		SHA256:      hex.EncodeToString(sum[:]),
		Part:        e.number,
		Content:     content,
	})
}

// cleanText gives text with \n line ends and without byte-order mark and NUL.
func (w *walker) cleanText(s string) string {
	s = strings.TrimPrefix(s, "\uFEFF")
	if strings.IndexByte(s, 0) >= 0 {
		w.m.addDefect("nul")
		s = strings.ReplaceAll(s, "\x00", "")
	}
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\r\n", "\n")
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return s
}
