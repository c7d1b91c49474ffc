package parser

import (
	"bytes"
	"strings"

	"permanence/parser/charset"
	"permanence/parser/transfer"
)

// usualNames name files of which programs know the type rather than the name.
var usualNames = map[string]string{
	"application/ms-tnef":           "winmail.dat",
	"application/vnd.ms-tnef":       "winmail.dat",
	"application/pkcs7-signature":   "smime.p7s",
	"application/x-pkcs7-signature": "smime.p7s",
	"application/pkcs7-mime":        "smime.p7m",
	"application/x-pkcs7-mime":      "smime.p7m",
	"application/pgp-signature":     "signature.asc",
	"text/calendar":                 "invite.ics",
}

// nameOf is the name of a file: its own, that of the mail which it is, or the
// usual one.
func (w *walker) nameOf(e entity, content transfer.Content) string {
	switch {
	case e.filename != "":
		return e.filename
	case content.Name != "":
		return safeFilename(content.Name)
	case describedName(e.header) != "":
		return describedName(e.header)
	case e.mediaType == "message/rfc822" || e.mediaType == "message/global":
		return mailName(content.Data)
	}
	return usualNames[e.mediaType]
}

// describedName is a file name that stands in the description or location of a
// part (RFC 2045 8, RFC 2557 4): words with a dot near their end.
func describedName(h header) string {
	for _, field := range []string{"content-description", "content-location"} {
		name := safeFilename(charset.Words(h.first(field)))
		if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 6 && len(name)-dot > 2 && !strings.ContainsAny(name[dot:], " ?&") {
			return name
		}
	}
	return ""
}

// mailName makes a file name of a mail's subject; empty without one.
func mailName(raw []byte) string {
	s := headerScan{raw: bytes.TrimLeft(raw, "\r\n")}
	for s.pos < len(s.raw) && s.pos < maxHeaderBytes && s.field() && len(s.fields) < maxHeaderFields {
	}
	subject := strings.Map(noSlash, charset.Words(newHeader(s.fields).first("subject")))
	if subject = strings.TrimSpace(subject); subject == "" {
		return ""
	}
	return safeFilename(subject + ".eml")
}

// noSlash keeps a subject whole where a file name would lose its folders.
func noSlash(r rune) rune {
	if r == '/' || r == '\\' {
		return '-'
	}
	return r
}
