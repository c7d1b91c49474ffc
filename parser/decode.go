package parser

import (
	"regexp"
	"strings"

	"permanence/parser/charset"
	"permanence/parser/transfer"
)

// decode takes the transfer encoding off a part's content; multiparts have
// none that counts (RFC 2045 6.4).
func (w *walker) decode(e entity, isText bool) transfer.Content {
	if strings.HasPrefix(e.mediaType, "multipart/") {
		return transfer.Content{Data: e.raw}
	}
	label := e.header.first("content-transfer-encoding")
	content := transfer.Decode(label, e.raw)
	if content.Defect == "" && !transfer.Encoded(label) {
		if found, ok := transfer.Unlabelled(e.raw, isText); ok {
			content = found
		}
	}
	if content.Defect != "" {
		w.m.addDefect(content.Defect)
	}
	return content
}

// text reads a part as text: its transfer encoding, the files that stand
// encoded in it, its charset.
func (w *walker) text(e entity) string {
	content := w.decode(e, true)
	data := content.Data
	if e.mediaType == "text/plain" {
		data = w.takeFiles(data)
	}
	if content.Tail != nil {
		data = append(append(data[:len(data):len(data)], '\n'), content.Tail...)
	}
	text, defects := charset.Decode(w.charsetOf(e, data), data)
	for _, d := range defects {
		w.m.addDefect(d)
	}
	return w.cleanText(text)
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:.\-]+)`)

// charsetOf is the charset a text part names; an HTML part without one may
// name it in its head.
func (w *walker) charsetOf(e entity, content []byte) string {
	if label := e.params["charset"]; label != "" || e.mediaType != "text/html" {
		return label
	}
	if found := metaCharset.FindSubmatch(content[:min(len(content), 2048)]); found != nil {
		return string(found[1])
	}
	return ""
}

// cleanText gives text with \n line ends and without byte-order mark, NUL and
// the signs that Apple Mail leaves in the place of attachments.
func (w *walker) cleanText(s string) string {
	s = strings.TrimPrefix(s, "\uFEFF")
	s = strings.ReplaceAll(s, "\uFFFC", "")
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
