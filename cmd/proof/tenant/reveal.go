package tenant

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
)

// maxNesting bounds how deep mails in mails are opened.
const maxNesting = 8

// reveal is all that a reader can find in a mail: its bytes, its header with
// all words decoded, its parts decoded, and mails attached to it likewise.
func reveal(raw []byte) string {
	var all strings.Builder
	all.Write(raw)
	revealMail(&all, bytes.NewReader(raw), maxNesting)
	return strings.ToLower(all.String())
}

func revealMail(into *strings.Builder, raw io.Reader, depth int) {
	m, err := mail.ReadMessage(raw)
	if err != nil || depth == 0 {
		return
	}
	words := new(mime.WordDecoder)
	for _, values := range m.Header {
		for _, v := range values {
			if plain, err := words.DecodeHeader(v); err == nil {
				into.WriteString("\n" + plain)
			}
		}
	}
	revealPart(into, m.Header.Get, m.Body, depth)
}

func revealPart(into *strings.Builder, header func(string) string, body io.Reader, depth int) {
	switch strings.ToLower(header("Content-Transfer-Encoding")) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	kind, params, err := mime.ParseMediaType(header("Content-Type"))
	for _, p := range params {
		into.WriteString("\n" + p)
	}
	if _, disposed, err := mime.ParseMediaType(header("Content-Disposition")); err == nil {
		into.WriteString("\n" + disposed["filename"])
	}
	switch {
	case err == nil && strings.HasPrefix(kind, "multipart/") && depth > 0:
		parts := multipart.NewReader(body, params["boundary"])
		for p, err := parts.NextRawPart(); err == nil; p, err = parts.NextRawPart() {
			revealPart(into, p.Header.Get, p, depth-1)
		}
	default:
		text, _ := io.ReadAll(body) //nolint:errcheck // what can be read counts
		into.WriteString("\n")
		into.Write(text)
		if kind == "message/rfc822" {
			revealMail(into, bytes.NewReader(text), depth-1)
		}
	}
}
