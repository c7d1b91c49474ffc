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

// encodingAlias renames transfer encodings, of which only the letters and
// digits count, to what senders mean by them.
var encodingAlias = map[string]string{
	"":                identity,
	"7bit":            identity,
	"8bit":            identity,
	"7bits":           identity,
	"8bits":           identity,
	"binary":          identity,
	"none":            identity,
	"plain":           identity,
	"text":            identity,
	"textplain":       identity,
	"texthtml":        identity,
	"ascii":           identity,
	"usascii":         identity,
	"utf8":            identity,
	"iso88591":        identity,
	"amazonsescom":    identity,
	"binhex":          identity,
	"binhex40":        identity,
	"macbinhex40":     identity,
	"base64":          base64Encoding,
	"xbase64":         base64Encoding,
	"base64encoded":   base64Encoding,
	"b64":             base64Encoding,
	"quotedprintable": quotedPrintable,
	"qp":              quotedPrintable,
	"xuuencode":       uuencode,
	"xuue":            uuencode,
	"xuu":             uuencode,
	"uuencode":        uuencode,
	"uuencoded":       uuencode,
	"uue":             uuencode,
	"xyenc":           yEnc,
	"yenc":            yEnc,
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
	if i := strings.IndexAny(label, ";(,"); i > 0 {
		label = label[:i]
	}
	encoding, known = encodingAlias[strings.Map(onlyLetters, label)]
	return encoding, known
}

func onlyLetters(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return r
	}
	return -1
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
