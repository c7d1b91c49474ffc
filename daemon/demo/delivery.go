package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// recipient is an address and the box that it arrives in.
type recipient struct {
	address string
	box     *box
}

// hop is what the Received field tells of how a mail came (RFC 5321 4.4).
type hop struct {
	helo     string
	peer     string
	from     string // MAIL FROM, "" for a bounce
	protocol string // RFC 3848
}

// Deliver puts a mail in the boxes as if it had come without a login:
// unsigned, its bytes unchanged below the trace fields. An address of ours
// that nobody has is an error, and then nothing is delivered.
func (s *Servers) Deliver(from string, to []string, raw []byte) error {
	recipients := make([]recipient, 0, len(to))
	for _, address := range to {
		r, ok := s.recipient(address)
		if !ok {
			return fmt.Errorf("deliver to %s: there is no such mailbox", address)
		}
		recipients = append(recipients, r)
	}
	return s.deliver(raw, hop{helo: "elsewhere.example", peer: "192.0.2.1:25", from: from, protocol: "ESMTP"}, recipients)
}

// Drop puts the bytes in the box of an address as they are, without trace
// fields: a mail that no server of ours wrote on.
func (s *Servers) Drop(address string, raw []byte) error {
	r, ok := s.recipient(address)
	if !ok {
		return fmt.Errorf("drop for %s: there is no such mailbox", address)
	}
	_, err := r.box.keep(raw, &imap.AppendOptions{Time: s.now()})
	return err
}

// Received gives the mails of the box of an address, the oldest first. The box
// must be kept (Options.Dir).
func (s *Servers) Received(address string) ([][]byte, error) { return s.ReceivedAfter(address, 0) }

// ReceivedAfter is Received without the first n mails.
func (s *Servers) ReceivedAfter(address string, n int) ([][]byte, error) {
	r, ok := s.recipient(address)
	if !ok {
		return nil, fmt.Errorf("mail of %s: there is no such mailbox", address)
	}
	return r.box.mails(n)
}

// recipient finds the box of an address; a plus and what follows it are the
// owner's (RFC 5233). Addresses of other domains go to the outside box; ok is
// false for an address of ours that nobody has.
func (s *Servers) recipient(address string) (r recipient, ok bool) {
	domain := domainOf(address)
	local, _, hasDomain := strings.Cut(fold(address), "@")
	if !hasDomain || !s.domains[domain] {
		return recipient{address, s.outside}, hasDomain
	}
	base, _, _ := strings.Cut(local, "+")
	b := s.boxes[base+"@"+domain]
	return recipient{address, b}, b != nil
}

// deliver puts one copy in each recipient's inbox, under the fields that a
// server adds on final delivery.
func (s *Servers) deliver(raw []byte, how hop, to []recipient) error {
	at := s.now()
	var failed []error
	for _, r := range to {
		copied := append(s.trace(how, r.address, raw, at), raw...)
		_, err := r.box.keep(copied, &imap.AppendOptions{Time: at})
		s.log.Info("demo mail", "from", how.from, "to", r.address, "box", r.box.account.Address, "bytes", len(copied), "how", how.protocol, "error", err)
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// trace gives Return-Path, Delivered-To and Received. The id is of the
// content, so that the log and the mail can be put together.
func (s *Servers) trace(how hop, to string, raw []byte, at time.Time) []byte {
	sum := sha256.Sum256(raw)
	host, _, _ := strings.Cut(how.peer, ":")
	var b bytes.Buffer
	fmt.Fprintf(&b, "Return-Path: <%s>\r\nDelivered-To: %s\r\n", how.from, to)
	fmt.Fprintf(&b, "Received: from %s ([%s])\r\n\tby %s with %s id %s\r\n\tfor <%s>; %s\r\n",
		oneWord(how.helo), host, s.host, how.protocol, hex.EncodeToString(sum[:6]), to, at.Format(time.RFC1123Z))
	return b.Bytes()
}

// oneWord keeps a client's greeting from writing fields of its own.
func oneWord(helo string) string {
	word := strings.Map(func(r rune) rune {
		if r > 0x20 && r < 0x7f && !strings.ContainsRune("()<>;\"\\", r) {
			return r
		}
		return '-'
	}, helo)
	if word == "" {
		return "unknown"
	}
	return word
}

// submit does what a submission server does for its own (RFC 6409 8): line
// ends are mended, Date and Message-ID added where missing, and the mail is
// signed by the sender's domain if From is the sender's own address. With
// another's From it goes out as it is: unsigned, as a forger's would.
func (s *Servers) submit(raw []byte, sender *box) []byte {
	raw = mendLines(raw)
	from := author(raw)
	if !sender.mayWriteAs(from) {
		return raw
	}
	head, _ := splitMail(raw)
	have := map[string]bool{}
	for _, field := range splitFields(head) {
		have[fieldName(field)] = true
	}
	at := s.now()
	if !have["message-id"] {
		sum := sha256.Sum256(append([]byte(at.Format(time.RFC3339Nano)), raw...))
		raw = append(fmt.Appendf(nil, "Message-ID: <%s@%s>\r\n", hex.EncodeToString(sum[:12]), domainOf(from)), raw...)
	}
	if !have["date"] {
		raw = append([]byte("Date: "+at.Format(time.RFC1123Z)+"\r\n"), raw...)
	}
	domain := domainOf(from)
	return append([]byte(sign(raw, domain, s.keys[domain], at)), raw...)
}

// author gives the address of the only From field, or "".
func author(raw []byte) string {
	head, _ := splitMail(raw)
	var found []string
	for _, field := range splitFields(head) {
		if fieldName(field) == "from" {
			found = append(found, fieldValue(field))
		}
	}
	if len(found) != 1 {
		return ""
	}
	anyCharset := &mime.WordDecoder{CharsetReader: func(_ string, text io.Reader) (io.Reader, error) { return text, nil }}
	a, err := (&mail.AddressParser{WordDecoder: anyCharset}).Parse(found[0]) // only the address counts, not the name
	if err != nil {
		return ""
	}
	return a.Address
}

// mendLines makes every line end CRLF: a mail written with a text editor and
// sent with a command has bare LF.
func mendLines(raw []byte) []byte {
	if bytes.Count(raw, []byte("\n")) == bytes.Count(raw, []byte("\r\n")) {
		return raw
	}
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
}
