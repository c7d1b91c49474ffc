package desk

import (
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"permanence/daemon/authn"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// raw delivers a mail whose header lines and body stand as they are given,
// signed by the key of a domain; "" signs nothing.
func (f *firm) raw(signer, header, body string) store.Mail {
	f.t.Helper()
	return f.deliver(f.signed(signer, header, body))
}

func (f *firm) signed(signer, header, body string) []byte {
	f.t.Helper()
	f.uid++
	whole := fmt.Sprintf("%s\nDate: %s\nMessage-ID: <r%d@mail.example>\nMIME-Version: 1.0\n", header, f.now().Format(time.RFC1123Z), f.uid)
	if !strings.Contains(header, "Content-Type:") {
		whole += "Content-Type: text/plain; charset=utf-8\n"
	}
	whole = strings.ReplaceAll(whole+"\n"+body+"\n", "\r\n", "\n")
	bytes := []byte(strings.ReplaceAll(whole, "\n", "\r\n"))
	key, ok := f.keys[signer]
	if !ok {
		return bytes
	}
	if signed, err := authn.Sign(bytes, key, f.now()); err == nil {
		return signed
	}
	// A forger's own tool, which signs any header, by the clock of this machine.
	var out strings.Builder
	err := dkim.Sign(&out, strings.NewReader(string(bytes)), &dkim.SignOptions{Domain: signer, Selector: key.Selector, Signer: key.Private,
		HeaderKeys: []string{"From", "To", "Subject", "Date", "Message-ID"}})
	if err != nil {
		return bytes // no signature fits a header like that
	}
	return []byte(out.String())
}

// opened is a request of Marie's, shown to Alice and acknowledged.
func (f *firm) opened() (number int64, notice, ack store.Letter) {
	f.t.Helper()
	m := f.send(post{from: "Marie Dupont <marie@dupont.example>", subject: "Import des banques", text: "L'import ne marche plus depuis lundi."})
	f.want(m, ticket.New, "")
	for _, l := range f.letters(letter.KindNoticeNew) {
		if l.TicketNumber == m.TicketNumber && l.Recipient == "alice@firme.example" {
			notice = l
		}
	}
	for _, l := range f.letters(letter.KindAck) {
		if l.TicketNumber == m.TicketNumber {
			ack = l
		}
	}
	return m.TicketNumber, notice, ack
}

// replyTo is the personal address that a letter asks to be answered at.
func (f *firm) replyTo(l store.Letter) string {
	f.t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(f.bytes(l)))
	if err != nil {
		f.t.Fatal(err)
	}
	return m.Header.Get("Reply-To")
}

// answers is an agent's answer to a notice, as a mail client sends it.
func (f *firm) answers(from string, notice store.Letter, text string) store.Mail {
	f.t.Helper()
	return f.send(post{from: from, to: f.replyTo(notice), subject: "Re: " + notice.Subject, header: answering(notice), text: text})
}

// shownBy is all that a reader of a letter can see or find in it: its header,
// its decoded texts and files.
func (f *firm) shownBy(l store.Letter) string {
	f.t.Helper()
	raw := f.bytes(l)
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		f.t.Fatalf("%s: %v\n%s", l.Kind, err, raw)
	}
	var all strings.Builder
	words := new(mime.WordDecoder)
	for name, values := range m.Header {
		for _, v := range values {
			if plain, err := words.DecodeHeader(v); err == nil {
				v = plain
			}
			fmt.Fprintf(&all, "%s: %s\n", name, v)
		}
	}
	f.unfold(&all, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	return all.String()
}

func (f *firm) unfold(into *strings.Builder, contentType, encoding string, body io.Reader) {
	f.t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		f.t.Fatal(err)
	}
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				f.t.Fatal(err)
			}
			fmt.Fprintf(into, "%v\n", p.Header)
			f.unfold(into, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p)
		}
	}
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		f.t.Fatal(err)
	}
	into.Write(text)
}

// outside are the letters to people who are not of the firm.
func (f *firm) outside() (found []store.Letter) {
	f.t.Helper()
	for _, l := range f.letters("") {
		if !strings.HasSuffix(l.Recipient, "@firme.example") {
			found = append(found, l)
		}
	}
	return found
}

func (f *firm) exchangesOf(number int64) (all []ticket.Exchange) {
	f.t.Helper()
	f.write(func(tx *store.Tx) (err error) { all, err = tx.Exchanges(number, 0); return err })
	return all
}

// text is what a reader sees of a letter, line by line.
func (f *firm) text(l store.Letter) string {
	f.t.Helper()
	_, body, _ := strings.Cut(decoded(f.t, f.bytes(l)), "\n\n")
	return strings.TrimSpace(strings.ReplaceAll(body, "\u00a0", " "))
}
