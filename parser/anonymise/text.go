package anonymise

import (
	"bytes"
	"encoding/base64"
	"mime/quotedprintable"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"permanence/parser/charset"
	"permanence/parser/transfer"
)

// text gives the body of a text part with other words, in the charset and
// transfer encoding it had; where the charset cannot say them, the part becomes
// UTF-8.
func (r *rewriter) text(p *part, body []byte) []byte {
	content := transfer.Decode(p.encoding, body).Data
	text, _ := charset.Decode(p.charset, content)
	if p.mediaType == "text/html" {
		text = r.markup(text)
	} else {
		text = r.words.text(text)
	}
	return encode(p, []byte(p.inCharset(text)), lineEnd(body))
}

// inCharset gives the text as bytes of the part's charset.
func (p *part) inCharset(text string) string {
	if p.charset == "" || strings.EqualFold(p.charset, "utf-8") {
		return text
	}
	if library, err := htmlindex.Get(p.charset); err == nil {
		if out, err := library.NewEncoder().String(text); err == nil {
			return out
		}
	}
	p.nowUTF8()
	return text
}

var charsetParameter = regexp.MustCompile(`(?i)(charset\s*=\s*)("[^"]*"|[^;\s]*)`)

func (p *part) nowUTF8() {
	for i, f := range p.fields {
		if f.name == "content-type" {
			p.fields[i].raw = charsetParameter.ReplaceAllString(f.raw, `${1}utf-8`)
		}
	}
}

// file gives zeros for the content of a file, at most maxFileBytes.
func (r *rewriter) file(p *part, body []byte) []byte {
	content := transfer.Decode(p.encoding, body).Data
	return encode(p, make([]byte, min(len(content), maxFileBytes)), lineEnd(body))
}

func lineEnd(body []byte) string {
	if i := bytes.IndexByte(body, '\n'); i > 0 && body[i-1] == '\r' || i < 0 {
		return "\r\n"
	}
	return "\n"
}

// crlf gives a text the line ends that quoted-printable is made of (RFC 2045
// 6.7).
func crlf(content []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
}

// base64Line is the length of a line of base64 (RFC 2045 6.8).
const base64Line = 76

func encode(p *part, content []byte, end string) []byte {
	var out bytes.Buffer
	switch p.encoding {
	case "base64":
		text := base64.StdEncoding.EncodeToString(content)
		for len(text) > 0 {
			n := min(base64Line, len(text))
			out.WriteString(text[:n] + end)
			text = text[n:]
		}
	case "quoted-printable":
		w := quotedprintable.NewWriter(&out)
		w.Write(crlf(content)) //nolint:errcheck // a buffer refuses nothing
		w.Close()              //nolint:errcheck // the same
		return bytes.ReplaceAll(out.Bytes(), []byte("\r\n"), []byte(end))
	default:
		return content
	}
	return out.Bytes()
}
