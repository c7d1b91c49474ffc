package loop

import (
	"fmt"
	"strings"
	"time"
)

// model is a kind of program at the other end, and the most automatic mails in
// an hour and in a day that it may cause.
type model struct {
	name      string
	where     seat
	hour, day int
	program   func() responder
}

// seat is where a program sits.
type seat int

const (
	atSender seat = iota // at the address of who writes to us
	atAgent              // at an agent's address
	atList               // at an address of the client's that is in copy
)

// The limits of reliability.md 2.5.
const (
	few     = 6
	perHour = 10
	perDay  = 40
)

// models are the programs of reliability.md 2.5, (a) to (j); some have several
// forms.
var models = []model{
	{"a zammad", atSender, few, few, zammad},
	{"b freescout", atSender, few, few, freescout},
	{"c osticket", atSender, few, few, osticket},
	{"d otobo", atSender, few, few, otobo},
	{"e naive", atSender, few, few, func() responder { return naive }},
	{"f naive, nothing kept", atSender, perHour, perDay, func() responder { return forgetful }},
	{"g dead address, report", atSender, few, few, func() responder { return reports }},
	{"g dead address, words", atSender, few, few, func() responder { return mutters }},
	{"h absent, Outlook", atSender, few, few, func() responder { return absent("Réponse automatique : ") }},
	{"h absent, plain", atSender, few, few, func() responder { return absent("Absence du bureau - Re: ") }},
	{"i alias", atAgent, few, few, func() responder { return alias }},
	{"i alias that rewrites", atAgent, few, few, func() responder { return rewriter }},
	{"i rule that forwards", atAgent, few, few, func() responder { return forwarder }},
	{"j list", atList, few, few, func() responder { return list }},
	{"j list that writes in its own name", atList, few, few, func() responder { return namedList }},
	{"j list that says nothing", atList, few, few, func() responder { return mumList }},
}

// naive answers each mail, without a word in its header that it is a program.
func naive(m incoming) []outgoing {
	return []outgoing{{subject: "Re: " + m.subject, header: answering(m),
		text: fmt.Sprintf("Bonjour,\n\nNous avons reçu votre message n° %d et vous répondons bientôt.", m.n)}}
}

// forgetful does so too, each time as if nothing had been said before.
func forgetful(m incoming) []outgoing {
	return []outgoing{{to: plain(asked(m.header, m.from)), subject: fmt.Sprintf("Votre message du %s, numéro %d", m.at.Format(time.DateTime), m.n),
		text: fmt.Sprintf("Bonjour,\n\nUn message vous attend sous le numéro %d.", m.n*7919)}}
}

// reports is a mail server to which the address is unknown (RFC 3464).
func reports(m incoming) []outgoing {
	return []outgoing{{from: "mailer-daemon@client.example", to: m.from, null: true, subject: "Undelivered Mail Returned to Sender",
		header: []string{"Auto-Submitted: auto-replied", "Content-Type: multipart/report; report-type=delivery-status; boundary=b"},
		text: strings.Join([]string{"--b", "Content-Type: text/plain", "", "The address is unknown.", "", "--b", "Content-Type: message/delivery-status", "",
			"Reporting-MTA: dns; mx.client.example", "", "Final-Recipient: rfc822; " + m.to, "Action: failed", "Status: 5.1.1",
			"Diagnostic-Code: smtp; 550 5.1.1 unknown", "", "--b", "Content-Type: text/rfc822-headers", "",
			"Message-ID: " + m.header.Get("Message-ID"), "Subject: x", "", "--b--"}, "\n")}}
}

// mutters is one that tells so in words alone, and not from the null sender.
func mutters(m incoming) []outgoing {
	return []outgoing{{from: "postmaster@client.example", to: m.from, subject: "failure notice",
		text: "Hi. This is the qmail-send program at client.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n" +
			"This is a permanent error; I've given up. Sorry it didn't work out.\n\n<" + m.to + ">:\n550 unknown user\n\n--- Below this line is a copy of the message.\n\n" +
			"Message-ID: " + m.header.Get("Message-ID")}}
}

// absent is somebody who is away, whose program says so in the subject only.
func absent(words string) responder {
	return func(m incoming) []outgoing {
		return []outgoing{{to: m.from, subject: words + m.subject, text: "Bonjour,\n\nJe suis absente jusqu'à lundi et ne lis pas mes messages."}}
	}
}
