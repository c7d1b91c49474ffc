package tenant

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"strings"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/desk/people"
)

// paper is a mail as somebody writes it.
type paper struct {
	from, to, cc string
	subject      string
	header       []string
	text         string
	files        []file
	unsigned     bool
	kind         string // content type of the whole, where it is no text
}

// file is something attached; one with a cid stands in the text.
type file struct{ name, kind, cid, content string }

// write makes the bytes, signed by the sender's domain.
func (p paper) write(id string, at time.Time) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: %s\r\nTo: %s\r\n", p.from, p.to)
	if p.cc != "" {
		fmt.Fprintf(&b, "Cc: %s\r\n", p.cc)
	}
	fmt.Fprintf(&b, "Subject: %s\r\nDate: %s\r\nMessage-ID: <%s>\r\n", mime.QEncoding.Encode("utf-8", p.subject), at.Format(time.RFC1123Z), id)
	for _, line := range p.header {
		b.WriteString(line + "\r\n")
	}
	b.WriteString("MIME-Version: 1.0\r\n")
	text := strings.ReplaceAll(p.text, "\n", "\r\n")
	switch {
	case p.kind != "":
		fmt.Fprintf(&b, "Content-Type: %s\r\n\r\n%s\r\n", p.kind, text)
	case len(p.files) == 0:
		fmt.Fprintf(&b, "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n", text)
	default:
		b.WriteString("Content-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n")
		for _, f := range p.files {
			f.write(&b)
		}
		b.WriteString("--zz--\r\n")
	}
	if p.unsigned {
		return b.Bytes()
	}
	return clockwork.Sign(b.Bytes(), people.Domain(bare(p.from)), at)
}

func (f file) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "--zz\r\nContent-Type: %s; name=%q\r\n", f.kind, f.name)
	if f.cid != "" {
		fmt.Fprintf(b, "Content-Disposition: inline; filename=%q\r\nContent-ID: <%s>\r\n", f.name, f.cid)
	} else {
		fmt.Fprintf(b, "Content-Disposition: attachment; filename=%q\r\n", f.name)
	}
	if f.kind == "message/rfc822" {
		fmt.Fprintf(b, "\r\n%s\r\n", f.content)
		return
	}
	fmt.Fprintf(b, "Content-Transfer-Encoding: base64\r\n\r\n%s\r\n", base64.StdEncoding.EncodeToString([]byte(f.content)))
}

// bare is the address of a From field.
func bare(from string) string {
	if i := strings.LastIndexByte(from, '<'); i >= 0 {
		return strings.TrimSuffix(from[i+1:], ">")
	}
	return from
}

// answering are the fields by which a mail names the one that it answers.
func answering(id string) []string {
	return []string{"In-Reply-To: <" + id + ">", "References: <" + id + ">"}
}
