package daemon_test

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-message"

	"permanence/parser"
)

// mail is a mail as a person's mail client writes it.
type mail struct {
	from    string // the whole field; "" is the sender's address
	to      string // the whole field; "" is the desk
	cc      string
	rcpt    []string // envelope; nil is to
	subject string
	id      string
	answers *got   // the mail it answers
	text    string // what is written, above the quotation
	bare    bool   // quotes nothing, as phones may
	html    bool   // an HTML alternative too
	files   []file
	extra   string // more header lines
	date    time.Time
}

// file is an attachment; inline with a content id.
type file struct {
	name, kind, cid string
	data            []byte
}

var mailCount atomic.Int64

// complete fills in what a mail client adds.
func (m mail) complete(from string, now time.Time) mail {
	m.from, m.to = cmp.Or(m.from, from), cmp.Or(m.to, support)
	if m.answers != nil && m.to == support {
		m.to = replyTo(*m.answers)
	}
	if m.rcpt == nil {
		m.rcpt = []string{m.to}
	}
	if m.subject == "" && m.answers != nil {
		m.subject = "Re: " + strings.TrimPrefix(m.answers.Subject, "Re: ")
	}
	_, domain, _ := strings.Cut(from, "@")
	m.id = cmp.Or(m.id, fmt.Sprintf("m%d.%d@%s", mailCount.Add(1), now.UnixNano(), domain))
	m.date = now
	return m
}

// replyTo is where an answer goes.
func replyTo(g got) string {
	if len(g.ReplyTo) > 0 {
		return g.ReplyTo[0].Address
	}
	return g.From.Address
}

// raw are the bytes, with what mail clients betray of their users.
func (m mail) raw() string {
	var b strings.Builder
	fmt.Fprintf(&b, "From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s>\r\nMIME-Version: 1.0\r\nUser-Agent: SecretMailer 7.1\r\nX-Originating-IP: [10.1.2.3]\r\n",
		m.from, m.to, mime.QEncoding.Encode("utf-8", m.subject), m.date.Format(time.RFC1123Z), m.id)
	if m.cc != "" {
		fmt.Fprintf(&b, "Cc: %s\r\n", m.cc)
	}
	if m.answers != nil {
		fmt.Fprintf(&b, "In-Reply-To: <%s>\r\nReferences: %s <%s>\r\n", m.answers.MessageID, ids(m.answers.References), m.answers.MessageID)
	}
	b.WriteString(m.extra)
	body := m.body()
	if len(m.files) == 0 {
		b.WriteString(body)
		return b.String()
	}
	b.WriteString("Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n" + body)
	for _, f := range m.files {
		disposition := "attachment"
		if f.cid != "" {
			disposition = "inline"
			fmt.Fprintf(&b, "\r\n--outer\r\nContent-ID: <%s>", f.cid)
		} else {
			b.WriteString("\r\n--outer")
		}
		fmt.Fprintf(&b, "\r\nContent-Type: %s; name=%q\r\nContent-Disposition: %s; filename=%q\r\nContent-Transfer-Encoding: base64\r\n\r\n%s",
			f.kind, f.name, disposition, f.name, wrapped(f.data))
	}
	b.WriteString("\r\n--outer--\r\n")
	return b.String()
}

func ids(list []string) string {
	for i, id := range list {
		list[i] = "<" + strings.Trim(id, "<>") + ">"
	}
	return strings.Join(list, " ")
}

func (m mail) body() string {
	text := "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines(m.text+m.quotation())
	if !m.html {
		return text
	}
	page := "<div dir=\"ltr\">" + strings.ReplaceAll(m.text, "\n", "<br>") + "</div>"
	pictures := ""
	for _, f := range m.files {
		if f.cid != "" {
			pictures += "<img src=\"cid:" + f.cid + "\">"
		}
	}
	if m.answers == nil {
		page += pictures
	}
	if m.answers != nil && !m.bare {
		page += "<br><div class=\"gmail_quote\"><div class=\"gmail_attr\">" + attribution(*m.answers) + "</div><blockquote class=\"gmail_quote\">" +
			strings.ReplaceAll(m.answers.Text, "\n", "<br>") + pictures + "</blockquote></div>"
	}
	return "Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n" + text +
		"\r\n--inner\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines(page) + "\r\n--inner--\r\n"
}

// quotation is the answered mail as mail clients put it below the answer.
func (m mail) quotation() string {
	if m.answers == nil || m.bare {
		return ""
	}
	return "\n\n" + attribution(*m.answers) + "\n\n> " + strings.ReplaceAll(m.answers.Text, "\n", "\n> ")
}

func attribution(g got) string {
	return fmt.Sprintf("Le mer. 1 juil. 2026 à 10:16, %s <%s> a écrit :", g.From.Name, replyTo(g))
}

// lines is text in base64.
func lines(text string) string {
	return wrapped([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
}

// wrapped is base64 in lines that SMTP takes.
func wrapped(data []byte) string {
	coded := base64.StdEncoding.EncodeToString(data)
	var b strings.Builder
	for len(coded) > 76 {
		b.WriteString(coded[:76] + "\r\n")
		coded = coded[76:]
	}
	return b.String() + coded
}

// everything is all that a mail says to whoever looks into it: its bytes, its
// header decoded, each of its parts decoded.
func (g got) everything() string {
	var b strings.Builder
	_, own, _ := strings.Cut(g.raw, "\r\nFrom:") // below what the servers of the reader's own domain added
	fmt.Fprintf(&b, "%s\n%+v\n%s", own, g.Fields, strings.Join(g.parts(""), "\n"))
	return b.String()
}

// parts are the mail's decoded parts of a type, "" for all.
func (g got) parts(kind string) (all []string) {
	whole, err := message.Read(strings.NewReader(g.raw))
	if err != nil {
		return []string{err.Error()}
	}
	err = whole.Walk(func(_ []int, part *message.Entity, err error) error {
		if err != nil {
			return err
		}
		of, params, err := part.Header.ContentType()
		if err != nil || strings.HasPrefix(of, "multipart/") || !strings.HasPrefix(of, kind) {
			return err
		}
		body, err := io.ReadAll(part.Body)
		all = append(all, params["name"]+string(body))
		return err
	})
	if err != nil {
		all = append(all, err.Error())
	}
	return all
}

// field is a header field's value, "" for none.
func (g got) field(name string) string {
	for _, f := range g.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// attachment finds a file of a mail.
func (g got) attachment(name string) *parser.Attachment {
	for i, f := range g.Attachments {
		if f.Filename == name {
			return &g.Attachments[i]
		}
	}
	return nil
}

// waitReady asks /readyz until it says yes.
func waitReady(t *testing.T, web string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		answer, err := client.Get(web + "/readyz")
		if err != nil {
			continue
		}
		answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return
		}
	}
	t.Fatal("the daemon does not become ready")
}
