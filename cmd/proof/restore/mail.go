package restore

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"strings"
	"time"

	"permanence/daemon/demo"
)

// mail is one that somebody writes to the desk. The mark stands in its
// Message-ID and in its text.
type mail struct {
	mark, from, to, cc, subject string
	header                      []string
	text                        string
	signed                      bool
	file                        []byte
	report                      *letter // the letter that a report says did not arrive, to the address in text
}

func (m mail) messageID() string { return m.mark + "@" + m.from[strings.IndexByte(m.from, '@')+1:] }

func (s *stage) send(m mail) error {
	if m.to == "" {
		m.to = demo.Mailbox
	}
	s.posted++
	return s.house.Post(m.from, m.signed, []string{m.to}, string(m.bytes(s.house.Now())))
}

func (m mail) bytes(at time.Time) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: <%s>\r\nTo: <%s>\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s>\r\nMIME-Version: 1.0\r\n",
		m.from, m.to, encoded(m.subject), at.Format(time.RFC1123Z), m.messageID())
	if m.cc != "" {
		fmt.Fprintf(&b, "Cc: <%s>\r\n", m.cc)
	}
	for _, h := range m.header {
		b.WriteString(h + "\r\n")
	}
	text := "Content-Type: text/plain; charset=utf-8\r\n\r\n" + strings.ReplaceAll(m.text, "\n", "\r\n") + "\r\n"
	switch {
	case m.report != nil:
		m.writeReport(&b)
	case m.file != nil:
		fmt.Fprintf(&b, withFile, text, lines(base64.StdEncoding.EncodeToString(m.file)))
	default:
		b.WriteString(text)
	}
	return b.Bytes()
}

func (m mail) writeReport(b *bytes.Buffer) {
	head, _, _ := bytes.Cut(m.report.raw, []byte("\r\n\r\n"))
	fmt.Fprintf(b, report, m.text, head)
}

func encoded(subject string) string {
	return mime.BEncoding.Encode("utf-8", subject)
}

func lines(text string) string {
	var b strings.Builder
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	return b.String() + text + "\r\n"
}

const withFile = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n%s--b\r\nContent-Type: application/octet-stream\r\n" +
	"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=x.bin\r\n\r\n%s--b--\r\n"

// report is RFC 3464: to whom, and the header of the letter.
const report = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n" +
	"--b\r\nContent-Type: text/plain\r\n\r\nUndelivered.\r\n" +
	"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.durand.example\r\n\r\n" +
	"Final-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n" +
	"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n%s\r\n--b--\r\n"
