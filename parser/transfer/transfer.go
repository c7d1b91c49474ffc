// Package transfer takes transfer encodings off (RFC 2045 6): what is damaged is
// decoded as far as it can be.
package transfer

import (
	"bytes"
	"strings"

	"github.com/emersion/go-message"
)

// Defects that Decode names.
const (
	Unknown = "encoding-unknown"
	Damaged = "encoding-damaged"
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

// Decode takes the transfer encoding named by label off raw. go-message does
// it; what it refuses is decoded as far as it can be (Damaged), and an encoding
// nobody knows is left on (Unknown). The content may share memory with raw.
func Decode(label string, raw []byte) (content []byte, defect string) {
	label = strings.ToLower(strings.Trim(label, " \t\"';."))
	if i := strings.IndexAny(label, ";("); i >= 0 {
		label = strings.TrimSpace(label[:i])
	}
	encoding, known := encodingAlias[label]
	switch {
	case !known:
		return raw, Unknown
	case encoding == "":
		return raw, ""
	}
	content, err := decodeByLibrary(encoding, raw)
	switch {
	case err == nil:
		return content, ""
	case encoding == "base64":
		return Base64(raw), Damaged
	}
	return quotedPrintable(raw), Damaged
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
	content := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err = content.ReadFrom(part.Body)
	return content.Bytes(), err
}
