package parser

import (
	"bytes"
	"encoding/base64"
	"io"
	"regexp"
	"strings"

	"github.com/emersion/go-message"
)

// encodingAlias renames transfer encodings to what senders mean by them.
var encodingAlias = map[string]string{
	"":                 "",
	"7bit":             "",
	"8bit":             "",
	"binary":           "",
	"7-bit":            "",
	"8-bit":            "",
	"7bits":            "",
	"8bits":            "",
	"7 bit":            "",
	"8 bit":            "",
	"none":             "",
	"plain":            "",
	"text":             "",
	"us-ascii":         "",
	"utf-8":            "",
	"amazonses.com":    "",
	"base64":           "base64",
	"base-64":          "base64",
	"quoted-printable": "quoted-printable",
	"quoted_printable": "quoted-printable",
	"quotedprintable":  "quoted-printable",
	"quoted/printable": "quoted-printable",
	"qp":               "quoted-printable",
}

// decode takes the transfer encoding off a part's content. go-message does
// it; what it refuses is decoded as far as it can be, and an encoding nobody
// knows is left on, with a defect.
func (w *walker) decode(e entity) []byte {
	label := asciiLower(strings.Trim(e.header.Get("Content-Transfer-Encoding"), " \t\"';."))
	if i := strings.IndexAny(label, ";("); i >= 0 {
		label = strings.TrimSpace(label[:i])
	}
	encoding, known := encodingAlias[label]
	if !known {
		w.m.addDefect("encoding-unknown")
		return e.raw
	}
	if encoding == "" || strings.HasPrefix(e.mediaType, "multipart/") {
		return e.raw
	}
	content, err := decodeByLibrary(encoding, e.raw)
	if err == nil {
		return content
	}
	w.m.addDefect("encoding-damaged")
	if encoding == "base64" {
		return lenientBase64(e.raw)
	}
	return lenientQuotedPrintable(e.raw)
}

func decodeByLibrary(encoding string, raw []byte) ([]byte, error) {
	var h message.Header
	h.Add("Content-Type", "application/octet-stream")
	h.Add("Content-Transfer-Encoding", encoding)
	if encoding == "base64" {
		if content, ok := wellFormedBase64(raw); ok {
			return content, nil
		}
	}
	part, err := message.New(h, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	size := len(raw)
	if encoding == "base64" {
		size = len(raw)/4*3 + 8
	}
	return readInto(make([]byte, 0, size+1), io.Reader(part.Body))
}

// lenientQuotedPrintable decodes what is well formed and keeps the rest as it
// stands (RFC 2045 6.7).
func lenientQuotedPrintable(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c != '=' {
			out = append(out, c)
			continue
		}
		if i+2 < len(raw) && isHex(raw[i+1]) && isHex(raw[i+2]) {
			out = append(out, unhex(raw[i+1])<<4|unhex(raw[i+2]))
			i += 2
			continue
		}
		line, next := lineAt(raw, i+1)
		if len(bytes.Trim(line, " \t\r")) == 0 {
			i = next - 1
			continue
		}
		out = append(out, c)
	}
	return out
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

// wellFormedBase64 decodes what holds nothing but base64 and line ends, as
// nearly all files do, at a stroke; false for anything else.
func wellFormedBase64(raw []byte) ([]byte, bool) {
	text := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		text = append(text, bytes.TrimSuffix(line, []byte("\r"))...)
		raw = rest
	}
	n, err := base64.StdEncoding.Decode(text, text)
	return text[:n], err == nil
}
