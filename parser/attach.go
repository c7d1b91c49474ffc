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
	var out []byte
	for w.count < maxParts {
		f, ok := transfer.FindFile(text)
		if !ok {
			break
		}
		if !f.Whole {
			w.m.addDefect(transfer.Damaged)
		}
		name, _ := charset.Decode("", []byte(f.Name))
		w.keep(Attachment{Filename: safeFilename(name), ContentType: "application/octet-stream", Part: w.count}, f.Content)
		w.count++
		out = append(out, text[:f.Start]...)
		text = text[f.End:]
	}
	if out == nil {
		return text
	}
	return append(out, text...)
}

// markShown marks the pictures that the HTML of the mail shows by their
// Content-ID (RFC 2392) as inline.
func (m *Message) markShown() {
	for i := range m.Attachments {
		a := &m.Attachments[i]
		a.Inline = a.Inline || a.ContentID != "" && m.shows(a.ContentID)
	}
}

func (m *Message) shows(id string) bool {
	for _, page := range m.html {
		if strings.Contains(page, "cid:"+id) || strings.Contains(page, "CID:"+id) {
			return true
		}
	}
	return false
}
