package parser

import (
	"bytes"
	"slices"
	"strings"

	"permanence/parser/charset"
	"permanence/parser/htmltext"
)

// spare is a part that is kept as a file and read as text only if the mail has
// no other.
type spare struct {
	charset string
	content []byte
	read    func(string) string
}

// spareReaders make text of what is no plain text.
var spareReaders = map[string]func(string) string{
	"text/calendar": calendarText,
	"text/enriched": enrichedText,
	"text/richtext": enrichedText,
	"text/rtf":      rtfText,
}

// noSpares are parts of type text that hold no words for a reader.
var noSpares = []string{"text/rfc822-headers", "text/x-amp-html", "text/css", "text/javascript", "text/vcard", "text/x-vcard", "text/directory", "text/x-watch-html"}

// keepSpare remembers a file that may have to do as the text of the mail: text
// of any type may be shown as it stands (RFC 2046 4.1.4) if it has no name.
func (w *walker) keepSpare(e entity, content []byte) {
	read := spareReaders[e.mediaType]
	switch {
	case read != nil:
	case e.filename != "" || !strings.HasPrefix(e.mediaType, "text/") || oneOf(e.mediaType, noSpares):
		return
	}
	w.spares = append(w.spares, spare{w.charsetOf(e, content), content, read})
}

// keepWhole remembers a mail that is one file of plain text: there is nothing
// else that its sender could have meant to say.
func (w *walker) keepWhole(e entity, at place) {
	if at.parent == "" && e.mediaType == "text/plain" && e.filename != "" {
		w.spares = append(w.spares, spare{w.charsetOf(e, nil), w.m.Attachments[0].Content, nil})
	}
}

// orSpare gives a mail without any text the best that can be found.
func (w *walker) orSpare(bodies []body) []body {
	if len(w.spares) == 0 && w.preamble == nil || slices.ContainsFunc(bodies, body.saysSomething) {
		return bodies
	}
	for _, s := range w.spares {
		text, _ := charset.Decode(s.charset, s.content)
		if text = w.cleanText(text); s.read != nil {
			text = s.read(text)
		}
		if strings.TrimSpace(text) != "" {
			return append(bodies, body{plain: text, hasPlain: true})
		}
	}
	if text := w.cleanText(charset.Unlabelled(string(w.preamble))); text != "" {
		return append(bodies, body{plain: text, hasPlain: true})
	}
	return bodies
}

func (b body) saysSomething() bool {
	return strings.TrimSpace(b.plain) != "" || b.hasHTML && strings.TrimSpace(htmltext.Text(b.html).Text) != ""
}

// keepPreamble remembers what stands before the first part (RFC 2046 5.1.1):
// no reader sees it, unless a broken program has put the text there.
func (w *walker) keepPreamble(text []byte) {
	if w.preamble == nil && len(bytes.TrimSpace(text)) > 0 && !isMIMENotice(text) {
		w.preamble = text
	}
}

// isMIMENotice tells the words that programs put before the first part: all of
// them name MIME or parts.
func isMIMENotice(text []byte) bool {
	start := asciiLower(string(text[:min(len(text), 1000)]))
	return strings.Contains(start, "mime") || strings.Contains(start, "multi-part") || strings.Contains(start, "multipart")
}
