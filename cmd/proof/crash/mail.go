package crash

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand"
	"net/mail"
	"strings"
	"time"
)

// kind is what a mail to the desk is, and so what must come of it.
type kind string

const (
	request  kind = "request"  // a technical contact's: opens a ticket
	again    kind = "again"    // the same mail once more
	more     kind = "more"     // a client's answer on a ticket
	taken    kind = "taken"    // a client's answer on a ticket that an agent has
	answer   kind = "answer"   // an agent's answer to a notice, with time spent
	returned kind = "returned" // a report that a letter of ours was not delivered
	outsider kind = "outsider" // of somebody who may not open tickets
)

// letter is a mail that the desk is to get.
type letter struct {
	kind   kind
	id     string // Message-ID without brackets
	from   string // envelope sender; "" for a report
	to     string // envelope recipient
	signed bool
	raw    string
}

// head is what a mail of the desk says that can be answered.
type head struct {
	id, subject string
	replyTo     string // where an answer goes
	sender      string // where a report goes
	notice      bool   // it tells an agent that a client wrote
}

// notices are the reasons of letters that tell an agent that a client wrote.
var notices = map[string]bool{"team": true, "assigned": true}

func headOf(raw []byte) (head, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return head{}, fmt.Errorf("reading a mail: %w", err)
	}
	reply := m.Header.Get("Reply-To")
	if reply == "" {
		reply = m.Header.Get("From")
	}
	to, err := mail.ParseAddress(reply)
	if err != nil {
		return head{}, fmt.Errorf("reading a mail's sender %q: %w", reply, err)
	}
	return head{id: strings.Trim(m.Header.Get("Message-Id"), "<>"), subject: m.Header.Get("Subject"), replyTo: to.Address,
		sender: strings.Trim(m.Header.Get("Return-Path"), "<>"), notice: notices[m.Header.Get("X-Permanence-Reason")]}, nil
}

// fields are the head of a mail in the order in which they are written.
type fields [][2]string

func (f fields) write(body string) string {
	var b strings.Builder
	for _, field := range f {
		if field[1] != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", field[0], field[1])
		}
	}
	return b.String() + "\r\n" + body
}

// ask is a request; the same one may be posted again: its date is its own.
func ask(id, from, support string, at time.Time) letter {
	return letter{kind: request, id: id, from: from, to: support, signed: true, raw: fields{
		{"From", "<" + from + ">"}, {"To", "<" + support + ">"}, {"Subject", "Panne " + id}, {"Message-ID", "<" + id + ">"}, {"Date", at.Format(time.RFC1123Z)},
	}.write("Bonjour,\r\nla demande " + id + " ne passe plus.\r\n")}
}

// reply is an answer to a mail of the desk, with a file where there is one.
func reply(k kind, id, from string, to head, words, file string) letter {
	f := fields{{"From", "<" + from + ">"}, {"To", "<" + to.replyTo + ">"}, {"Subject", "Re: " + to.subject}, {"Message-ID", "<" + id + ">"},
		{"In-Reply-To", "<" + to.id + ">"}, {"References", "<" + to.id + ">"}}
	body := words + "\r\n"
	if file != "" {
		f = append(f, fields{{"MIME-Version", "1.0"}, {"Content-Type", `multipart/mixed; boundary="part"`}}...)
		body = "--part\r\nContent-Type: text/plain\r\n\r\n" + body +
			"--part\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=trace.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
			file + "--part--\r\n"
	}
	return letter{kind: k, id: id, from: from, to: to.replyTo, signed: true, raw: f.write(body)}
}

// bounce is a server's report that a letter of the desk was not delivered
// (RFC 3464).
func bounce(id, recipient string, of head) letter {
	return letter{kind: returned, id: id, to: of.sender, raw: fields{
		{"From", "<mailer-daemon@relay.example>"}, {"To", "<" + of.sender + ">"}, {"Subject", "Undelivered Mail Returned to Sender"},
		{"Message-ID", "<" + id + ">"}, {"Auto-Submitted", "auto-replied"}, {"MIME-Version", "1.0"},
		{"Content-Type", `multipart/report; report-type=delivery-status; boundary="part"`},
	}.write("--part\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n" +
		"--part\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n" +
		"Final-Recipient: rfc822; " + recipient + "\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 unknown\r\n\r\n" +
		"--part\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" + of.id + ">\r\nSubject: " + of.subject + "\r\n\r\n--part--\r\n")}
}

// outside is a mail of somebody who may not open a ticket.
func outside(id, from, support string, at time.Time) letter {
	m := ask(id, from, support, at)
	m.kind = outsider
	return m
}

// noise is a file of about so many bytes in base64 lines, which does not
// compress; each seed gives another.
func noise(seed int64, size int) string {
	var b strings.Builder
	line := make([]byte, 57)
	for random := rand.New(rand.NewSource(seed)); b.Len() < size; {
		random.Read(line)
		b.WriteString(base64.StdEncoding.EncodeToString(line) + "\r\n")
	}
	return b.String()
}
