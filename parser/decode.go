package parser

import (
	"regexp"
	"strings"

	"permanence/parser/transfer"
)

// decode takes the transfer encoding off a part's content; multiparts have
// none that counts (RFC 2045 6.4).
func (w *walker) decode(e entity) []byte {
	if strings.HasPrefix(e.mediaType, "multipart/") {
		return e.raw
	}
	content, defect := transfer.Decode(e.header.Get("Content-Transfer-Encoding"), e.raw)
	if defect != "" {
		w.m.addDefect(defect)
	}
	return content
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
