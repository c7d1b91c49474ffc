package parser

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"permanence/parser/charset"
	"permanence/parser/transfer"
)

// attach keeps a part as a file.
func (w *walker) attach(e entity) {
	content := w.decode(e, strings.HasPrefix(e.mediaType, "text/"))
	w.keep(Attachment{
		Filename:    w.nameOf(e, content),
		ContentType: e.mediaType,
		ContentID:   strings.Trim(charset.OneLine(e.header.first("content-id")), "<> "),
		Inline:      e.disposition == "inline",
		Part:        e.number,
	}, content.Data)
	w.noteElsewhere(e)
	w.keepSpare(e, content.Data)
}

func (w *walker) keep(a Attachment, content []byte) {
	sum := sha256.Sum256(content)
	a.SizeBytes, a.SHA256, a.Content = len(content), hex.EncodeToString(sum[:]), content
	w.m.Attachments = append(w.m.Attachments, a)
}

// noteElsewhere tells of a part that does not hold what it stands for (RFC
// 2046 5.2.2, 5.2.3): a piece of a mail, or a file that lies on some server and
// is never fetched.
func (w *walker) noteElsewhere(e entity) {
	switch e.mediaType {
	case "message/partial", "message/external-body":
		w.m.addDefect(strings.TrimPrefix(e.mediaType, "message/"))
	}
}

// takeFiles takes the files out that stand encoded in a text, and gives the
// text without them.
func (w *walker) takeFiles(text []byte) []byte {
	files := transfer.Files(text, maxParts-w.count)
	if len(files) == 0 {
		return text
	}
	out, rest := make([]byte, 0, len(text)), 0
	for _, f := range files {
		if !f.Whole {
			w.m.addDefect(transfer.Damaged)
		}
		name, _ := charset.Decode("", []byte(f.Name))
		w.keep(Attachment{Filename: safeFilename(name), ContentType: "application/octet-stream", Part: w.count}, f.Content)
		w.count++
		out = append(out, text[rest:f.Start]...)
		rest = f.End
	}
	return append(out, text[rest:]...)
}

// markShown marks the pictures that the HTML of the mail shows by their
// Content-ID (RFC 2392) as inline.
func (m *Message) markShown() {
	if len(m.html) == 0 || len(m.Attachments) == 0 {
		return
	}
	shown := m.shownIDs()
	for i := range m.Attachments {
		a := &m.Attachments[i]
		escaped := strings.ReplaceAll(a.ContentID, "@", "%40")
		a.Inline = a.Inline || a.ContentID != "" && (shown[a.ContentID] || shown[escaped])
	}
}

// shownIDs are the Content-IDs that the HTML refers to.
func (m *Message) shownIDs() map[string]bool {
	shown := map[string]bool{}
	for _, page := range m.html {
		for {
			i := strings.IndexByte(page, ':')
			if i < 0 {
				break
			}
			if i >= 3 && asciiLower(page[i-3:i]) == "cid" {
				end := strings.IndexAny(page[i+1:min(len(page), i+1+maxContentID)], "\"'<>() \t\n")
				if end > 0 {
					shown[page[i+1:i+1+end]] = true
				}
			}
			page = page[i+1:]
		}
	}
	return shown
}

// maxContentID is the longest Content-ID that a page may refer to.
const maxContentID = 300
