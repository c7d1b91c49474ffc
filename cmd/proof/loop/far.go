package loop

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"mime"
	"net/mail"
	"strings"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/desk/people"
)

// incoming is a mail of ours as a program at the other end reads it.
type incoming struct {
	post
	header  mail.Header
	subject string
	n       int // the how manieth it is
	at      time.Time
}

// has tells whether a header field has one of the values, or any with none.
func (m incoming) has(field string, values ...string) bool {
	text := strings.ToLower(m.header.Get(field))
	for _, v := range values {
		if strings.Contains(text, v) {
			return true
		}
	}
	return text != "" && len(values) == 0
}

// outgoing is what a program answers.
type outgoing struct {
	from    string // "": the address that was written to
	to      string // "": where the mail asks to be answered
	null    bool   // the null sender in the envelope
	subject string
	header  []string
	text    string
	raw     []byte // instead of all but to: bytes as they are
}

// responder is a program that answers mail.
type responder func(incoming) []outgoing

// far is an address at the other end: a program, or a person who only writes.
type far struct {
	address string
	signed  bool
	respond responder // nil: reads and is silent
	n       int
}

func (f *far) receive(_ context.Context, w *world, l post) error {
	if f.respond == nil {
		return nil
	}
	read, err := mail.ReadMessage(bytes.NewReader(l.raw))
	if err != nil {
		return fmt.Errorf("%s cannot read a letter of ours: %w", f.address, err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil {
		return fmt.Errorf("%s cannot read the subject of a letter of ours: %w", f.address, err)
	}
	f.n++
	for _, o := range f.respond(incoming{l, read.Header, subject, f.n, w.clock.Now()}) {
		f.send(w, l, read.Header, o)
	}
	return nil
}

func (f *far) send(w *world, answered post, header mail.Header, o outgoing) {
	if o.to == "" {
		o.to = asked(header, answered.from)
	}
	envelope := f.address
	if o.null {
		envelope = ""
	}
	if o.raw != nil {
		w.send(post{envelope, o.to, o.raw})
		return
	}
	w.send(post{envelope, o.to, f.write(w, o)})
}

// asked is the address at which a mail asks to be answered.
func asked(header mail.Header, otherwise string) string {
	for _, field := range []string{"Reply-To", "From"} {
		if list, err := header.AddressList(field); err == nil && len(list) > 0 {
			return list[0].Address
		}
	}
	return otherwise
}

// write makes the bytes of a mail, signed where the address signs its mail.
func (f *far) write(w *world, o outgoing) []byte {
	var b bytes.Buffer
	o.from = cmp.Or(o.from, f.address)
	w.count++
	fmt.Fprintf(&b, "From: <%s>\r\nTo: <%s>\r\nSubject: %s\r\nDate: %s\r\n", o.from, o.to,
		mime.QEncoding.Encode("utf-8", o.subject), w.clock.Now().Format(time.RFC1123Z))
	fmt.Fprintf(&b, "Message-ID: <%d.%d@%s>\r\n", w.clock.Now().Unix(), w.count, people.Domain(o.from))
	plain := true
	for _, line := range o.header {
		fmt.Fprintf(&b, "%s\r\n", line)
		plain = plain && !strings.HasPrefix(line, "Content-Type:")
	}
	b.WriteString("MIME-Version: 1.0\r\n")
	if plain {
		b.WriteString("Content-Type: text/plain; charset=utf-8\r\n")
	}
	b.WriteString("\r\n" + strings.ReplaceAll(o.text, "\n", "\r\n") + "\r\n")
	if !f.signed {
		return b.Bytes()
	}
	return clockwork.Sign(b.Bytes(), people.Domain(o.from), w.clock.Now())
}

// answering are the fields by which an answer names what it answers.
func answering(m incoming) []string {
	id := m.header.Get("Message-ID")
	return []string{"In-Reply-To: " + id, "References: " + strings.TrimSpace(m.header.Get("References")+" "+id)}
}
