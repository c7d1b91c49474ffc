package letter

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"github.com/wneessen/go-mail"
)

// File is a file that a letter carries. Its bytes are those of Ref, or Data
// where the letter is the only one that has it (the overage list).
type File struct {
	Filename    string
	ContentType string
	ContentID   string // without angle brackets
	Inline      bool   // shown in the text if the HTML refers to its ContentID
	SizeBytes   int    // of the file behind Ref
	Ref         FileRef
	Data        []byte
}

// Render fixes a letter's bytes. The same head, body and files give the same
// bytes: boundaries come from the Message-ID.
func Render(head Head, body Body, files []File) (Rendered, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := head.put(m, body.Subject); err != nil {
		return Rendered{}, fmt.Errorf("letter %s: %w", head.MessageID, err)
	}
	m.SetBodyString(mail.TypeTextPlain, clean(body.Text))
	if body.HTML != "" {
		m.AddAlternativeString(mail.TypeTextHTML, clean(body.HTML))
	}
	marks := make([]string, len(files)) // "" where the bytes are in the letter
	var order []int                     // files in the order in which they are written
	for _, inline := range []bool{true, false} {
		for i, f := range files {
			if f.embedded(body.HTML) != inline {
				continue
			}
			data := f.Data
			if data == nil {
				marks[i] = mark(head.MessageID, i)
				data, _ = base64.StdEncoding.DecodeString(marks[i])
				order = append(order, i)
			}
			attach(m, f, i, data, inline)
		}
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return Rendered{}, fmt.Errorf("letter %s: %w", head.MessageID, err)
	}
	return splice(fixBoundaries(b.Bytes(), head.MessageID), files, marks, order)
}

// clean makes LF line ends of whatever ends a line and drops NUL: the writer
// makes CRLF of LF, and a lone CR never leaves (SMTP smuggling).
func clean(s string) string {
	return plainLines.Replace(s)
}

var plainLines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "")

// embedded says that the HTML shows the file.
func (f File) embedded(html string) bool {
	return f.Inline && fitToken(f.ContentID) && strings.Contains(html, "cid:"+f.ContentID)
}

func attach(m *mail.Msg, f File, i int, data []byte, inline bool) {
	options := []mail.FileOption{
		mail.WithFileContentType(mail.ContentType(plainType(f.ContentType))),
		mail.WithFileEncoding(mail.EncodingB64),
	}
	name := plainName(f.Filename, i)
	if !inline {
		_ = m.AttachReader(name, bytes.NewReader(data), options...)
		return
	}
	options = append(options, mail.WithFileContentID("<"+f.ContentID+">"))
	_ = m.EmbedReader(name, bytes.NewReader(data), options...)
}

// mark is the base64 text that stands for a file until it is spliced out: from
// the Message-ID, whose MAC nobody outside can foresee.
func mark(messageID string, i int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "file %d of %s", i, messageID))
	return base64.StdEncoding.EncodeToString(sum[:24])
}

// boundaryField is a part's type with a boundary that was chosen at random.
// No header field of ours that holds foreign text begins a line like that.
var boundaryField = regexp.MustCompile(`\r\nContent-Type: multipart/[a-z]+;\r\n boundary=([0-9a-f]{60})\r\n`)

// fixBoundaries replaces random boundaries by ones made from the Message-ID.
// They begin with =_, which neither quoted-printable nor base64 can contain
// (RFC 2045, 6.7).
func fixBoundaries(raw []byte, messageID string) []byte {
	for i, m := range boundaryField.FindAllSubmatch(raw, -1) {
		random := m[1]
		sum := sha256.Sum256(fmt.Appendf(nil, "boundary %d of %s", i, messageID))
		fixed := "=_" + hex.EncodeToString(sum[:16])
		raw = bytes.ReplaceAll(raw, append([]byte(" boundary="), random...), []byte(` boundary="`+fixed+`"`))
		raw = bytes.ReplaceAll(raw, append([]byte("--"), random...), []byte("--"+fixed))
	}
	return raw
}

// splice cuts the rendered bytes at the marks of files.
func splice(raw []byte, files []File, marks []string, order []int) (Rendered, error) {
	var r Rendered
	for _, i := range order {
		before, after, ok := bytes.Cut(raw, []byte("\r\n\r\n"+marks[i]+"\r\n"))
		if !ok {
			return Rendered{}, fmt.Errorf("file %q lost its place", files[i].Filename)
		}
		literal := append(bytes.Clone(before), "\r\n\r\n"...)
		r.segments = append(r.segments, segment{literal: literal}, segment{file: files[i].Ref, fileBytes: files[i].SizeBytes})
		raw = append([]byte("\r\n"), after...)
	}
	r.segments = append(r.segments, segment{literal: raw})
	return r, nil
}
