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
	Wrong   = "encoding-wrong"
)

// The encodings by the name the code uses for them.
const (
	identity        = ""
	base64Encoding  = "base64"
	quotedPrintable = "quoted-printable"
	uuencode        = "x-uuencode"
	yEnc            = "x-yenc"
)

// encodingAlias renames transfer encodings to what senders mean by them.
var encodingAlias = map[string]string{
	"":                 identity,
	"7bit":             identity,
	"8bit":             identity,
	"binary":           identity,
	"7-bit":            identity,
	"8-bit":            identity,
	"7bits":            identity,
	"8bits":            identity,
	"7 bit":            identity,
	"8 bit":            identity,
	"none":             identity,
	"plain":            identity,
	"text":             identity,
	"us-ascii":         identity,
	"utf-8":            identity,
	"amazonses.com":    identity,
	"binhex":           identity,
	"binhex40":         identity,
	"mac-binhex40":     identity,
	"base64":           base64Encoding,
	"base-64":          base64Encoding,
	"x-base64":         base64Encoding,
	"quoted-printable": quotedPrintable,
	"quoted_printable": quotedPrintable,
	"quotedprintable":  quotedPrintable,
	"quoted/printable": quotedPrintable,
	"qp":               quotedPrintable,
	"x-uuencode":       uuencode,
	"x-uue":            uuencode,
	"x-uu":             uuencode,
	"uuencode":         uuencode,
	"uuencoded":        uuencode,
	"uue":              uuencode,
	"x-yenc":           yEnc,
	"yenc":             yEnc,
}

// Content is what a part holds once its transfer encoding is off.
type Content struct {
	Data []byte
	// Tail is plain text that follows the encoded lines: gateways and lists
	// put their footers there.
	Tail []byte
	// Name is the name of the file that uuencode and yEnc give.
	Name string
	// Defect is Unknown, Damaged or Wrong, empty where all is well.
	Defect string
}

// Decode takes the transfer encoding named by label off raw. go-message does
// it; what it refuses is decoded as far as it can be (Damaged), and an encoding
// nobody knows is left on (Unknown). Data may share memory with raw.
func Decode(label string, raw []byte) Content {
	encoding, known := encodingOf(label)
	switch {
	case !known:
		return Content{Data: raw, Defect: Unknown}
	case encoding == identity:
		return Content{Data: raw}
	case encoding == uuencode || encoding == yEnc:
		return onlyFile(raw)
	}
	if data, err := decodeByLibrary(encoding, raw); err == nil {
		return Content{Data: data}
	}
	if encoding == base64Encoding {
		return lenientBase64(raw)
	}
	return Content{Data: lenientQuotedPrintable(raw), Defect: Damaged}
}

// Encoded tells whether label names an encoding that changes the bytes.
func Encoded(label string) bool {
	encoding, known := encodingOf(label)
	return known && encoding != identity
}

func encodingOf(label string) (encoding string, known bool) {
	label = strings.ToLower(strings.Trim(label, " \t\"';.<>"))
	if i := strings.IndexAny(label, ";(,"); i >= 0 {
		label = strings.TrimSpace(label[:i])
	}
	encoding, known = encodingAlias[label]
	return encoding, known
}

func decodeByLibrary(encoding string, raw []byte) ([]byte, error) {
	if encoding == base64Encoding {
		if content, ok := wellFormedBase64(raw); ok {
			return content, nil
		}
	}
	var h message.Header
	h.Add("Content-Type", "application/octet-stream")
	h.Add("Content-Transfer-Encoding", encoding)
	part, err := message.New(h, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	size := len(raw)
	if encoding == base64Encoding {
		size = len(raw)/4*3 + 8
	}
	content := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err = content.ReadFrom(part.Body)
	return content.Bytes(), err
}

// onlyFile gives the one file that the whole of raw encodes.
func onlyFile(raw []byte) Content {
	if len(bytes.TrimSpace(raw)) == 0 {
		return Content{}
	}
	files := Files(raw, 1)
	if len(files) == 0 {
		return Content{Data: raw, Defect: Damaged}
	}
	f := files[0]
	c := Content{Data: f.Content, Name: f.Name, Tail: bytes.TrimSpace(raw[f.End:])}
	if !f.Whole {
		c.Defect = Damaged
	}
	return c
}
