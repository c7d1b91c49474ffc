package parser

import (
	"strings"
	"testing"
)

// pasted is what a person copies from a bounce.
const pasted = `This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its
recipients. The following address(es) failed:

  ancien@menuiserie-vasseur.example
    550 5.1.1 user unknown
`

// statusPart is the part that mail programs attach when a bounce is forwarded.
const statusPart = `Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ancien@menuiserie-vasseur.example
Action: failed
Status: 5.1.1
`

func forwardedBounce(subject, program string) string {
	return "Return-Path: <anne@petit.example>\nSubject: " + subject + "\n" + program +
		"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nPouvez-vous m'expliquer ?\n\n" + pasted +
		"\n--b\nContent-Type: message/delivery-status\n\n" + statusPart + "\n--b\nContent-Type: message/rfc822\n\nSubject: Devis\n\nBonjour\n--b--\n"
}

func TestAPersonIsNeverTakenForAMachine(t *testing.T) {
	tests := []struct{ name, from, raw string }{
		{"forwards a bounce within the text", "", "Subject: Fwd: Undelivered Mail Returned to Sender\n\nQue faire ?\n\n" + pasted},
		{"forwards a bounce with its parts", "", forwardedBounce("TR: Undelivered Mail Returned to Sender", "")},
		{"forwards its parts under a subject without prefix", "", forwardedBounce("Undelivered Mail Returned to Sender", "User-Agent: Mozilla Thunderbird\n")},
		{"attaches a bounce", "", "Subject: Erreur\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nVoir la pièce jointe.\n--b\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=c\n\n--c\n\n" + pasted + "--c--\n--b--\n"},
		{"asks what a bounce means", "", "Subject: Mail delivery failed, what now?\n\n" + pasted},
		{"looks after systems and pastes a bounce", "Service informatique <admin@petit.example>", "Subject: Mail delivery failed\n\nBonjour,\n\nvoici ce que je reçois :\n\n" + pasted},
		{"comes through a server that fills in return paths", "", "Return-Path: <MAILER-DAEMON@relais.example>\nSubject: Question\n\nBonjour\n"},
		{"works for a firm called Mailer", "Mailer SARL <contact@mailer.example>", "Subject: Mail delivery failed\n\nBonjour,\n\n" + pasted},
		{"delivers parcels", "Livraison <delivery@transport.example>", "Subject: Delivery failed: order 1204\n\nThe address does not exist, we could not reach the customer.\n"},
		{"delivers parcels from an address without reply", "no-reply@transport.example", "Subject: Delivery failed: parcel 1204\n\nNobody was at 550 High Street. The parcel could not be delivered.\n"},
		{"answers from the postmaster's address", "postmaster@petit.example", "Return-Path: <postmaster@petit.example>\nSubject: Re: Votre demande\n\nC'est réglé, merci.\n"},
		{"answers an automatic answer", "", "Subject: Re: Automatic reply: Export\nIn-Reply-To: <x@y.example>\n\nThanks, I will wait.\n"},
		{"writes about vacation", "", "Subject: Vacation days are counted twice\n\nHello, the leave module is wrong.\n"},
		{"writes about a full mailbox", "", "Subject: Mailbox full\n\nBonjour, ma boîte aux lettres est pleine, erreur 552 5.2.2.\n"},
		{"forwards a complaint", "", "Subject: Fwd: abuse\n\nFeedback-Type: abuse\nVersion: 1\n"},
		{"sends an archive", "", "Subject: Rapport\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nVoici.\n--b\nContent-Type: application/zip; name=\"rapport!final.zip\"\n\nx\n--b--\n"},
		{"has a list's answer address", "", "Subject: Question\nX-Auto-Response-Suppress: All\n\nBonjour\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from := tt.from
			if from == "" {
				from = "Anne Petit <anne@petit.example>"
			}
			m, err := Parse([]byte("From: " + from + "\nDate: Mon, 5 Oct 2026 10:00:00 +0200\n" + tt.raw))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "kind", m.Kind, KindMessage)
			equal(t, "signal", m.Signal, "")
		})
	}
}

func TestMachinesUnderOrdinaryAddresses(t *testing.T) {
	tests := []struct {
		name, raw string
		kind      Kind
		signal    string
	}{
		{"a server that calls itself mail delivery", "From: Mail Delivery <noreply@relais.example>\nSubject: Undelivered Mail Returned to Sender\n\n" + pasted, KindBounce, "failure-subject"},
		{"a server of nobody", "From: no-reply@relais.example\nSubject: Delivery failure\n\nYour mail to <a@b.example> was refused:\n550 5.7.1 blocked\n", KindBounce, "failure-subject"},
		{"Exchange without a return path", "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@firme.example>\nSubject: Non remis\n\nx", KindBounce, "mailer-daemon"},
		{"a bulk mailer's bounce with list fields", "From: MAILER-DAEMON@amazonses.example\nFeedback-ID: 1.x:AmazonSES\nPrecedence: bulk\nSubject: Delivery Status Notification (Failure)\n\nx", KindBounce, "mailer-daemon"},
		{"a bounce that a server calls an automatic answer", "From: postmaster@mx.example\nAuto-Submitted: auto-replied\nSubject: Undeliverable: Aide\n\nx", KindBounce, "mailer-daemon"},
		{"absence with precedence bulk", "From: anne@petit.example\nPrecedence: bulk\nSubject: Out of Office: Aide\n\nI am away.\n", KindAutoReply, "absence-notice"},
		{"absence with a suppress field", "From: anne@petit.example\nX-Auto-Response-Suppress: All\nSubject: Réponse automatique : Aide\n\nAbsente.\n", KindAutoReply, "absence-notice"},
		{"absence on a list", "From: anne@petit.example\nList-Id: <l.example>\nPrecedence: list\nSubject: Out of Office: Aide\n\nx", KindList, "list-id"},
		{"precedence auto_reply", "From: anne@petit.example\nPrecedence: auto_reply\n\nx", KindAutoReply, "precedence"},
		{"a vacation of iCloud", "From: anne@petit.example\nX-Apple-Action: VACATION\n\nx", KindAutoReply, "x-apple-action"},
		{"a program's notice without return path", "Return-Path: <>\nFrom: forge@petit.example\nAuto-Submitted: auto-generated\nSubject: Build 12\n\nThe build is green.\n", KindAutoReply, "auto-submitted"},
		{"a newsletter without return path", "Return-Path: <>\nFrom: lettre@petit.example\nList-Unsubscribe: <https://petit.example/x>\nSubject: Nouveautés\n\nBonjour\n", KindList, "list-unsubscribe"},
		{"a bulk mailer's bounce without return path", "Return-Path: <>\nFrom: rebonds@petit.example\nFeedback-ID: 1.x:AmazonSES\nSubject: Info\n\nYour mail to <a@b.example> could not be delivered.\n", KindBounce, "return-path-empty"},
		{"a server without an address, its empty return path filled in", "Return-Path: <MAILER-DAEMON@relais.example>\nFrom: Passerelle de courrier\nSubject: Info\n\nVotre envoi est perdu.\n", KindBounce, "mailer-daemon"},
		{"a mail administrator's words", "From: Mail Administrator <mailadm@relais.example>\nSubject: Mail System Error - Returned Mail\n\nUnknown user: a@b.example\n", KindBounce, "failure-subject"},
		{"a complaint under a wrong type", "From: fbl@fai.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nThis is an abuse report.\n--b\nContent-Type: text/plain; name=report.txt\n\nFeedback-Type: abuse\nVersion: 1\n--b--\n", KindReport, "report:complaint"},
		{"a complaint part under multipart/mixed", "From: fbl@fai.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--\n", KindReport, "report:feedback-report"},
		{"a DMARC aggregate by its file", "From: dmarc@fai.example\nSubject: Rapport\nContent-Type: application/zip; name=\"fai.example!permanence.example!1791936000!1792022399.zip\"\n\nx", KindReport, "report:aggregate"},
		{"a TLS aggregate", "From: tls@fai.example\nContent-Type: multipart/report; report-type=tlsrpt; boundary=b\n\n--b\n\nx\n--b--\n", KindReport, "report:tlsrpt"},
		{"a request to leave a list made by a program", "From: anne@petit.example\nAuto-Submitted: auto-replied\nX-Apple-Unsubscribe: true\nSubject: unsubscribe\n\nx", KindReport, "report:unsubscribe"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := Parse([]byte(tt.raw))
			equal(t, "kind", m.Kind, tt.kind)
			equal(t, "signal", m.Signal, tt.signal)
		})
	}
}

func TestADelayedBounceIsSoft(t *testing.T) {
	for _, name := range []string{"exim-delayed", "postfix-delayed", "opensmtpd-delayed"} {
		m := fixture(t, "bounces/"+name)
		equal(t, name+" action", m.Report.Action, "delayed")
		equal(t, name+" hard", m.Report.Hard, false)
		if !strings.HasPrefix(m.Report.Status, "4.") {
			t.Errorf("%s: status %s", name, m.Report.Status)
		}
	}
}

func TestAMailWithoutReturnPathSaysNothingOfALetter(t *testing.T) {
	m, _ := Parse([]byte("Return-Path: <>\nFrom: anne@petit.example\nIn-Reply-To: <v1.7.x@permanence.example>\nSubject: Absente\n\nMy old address does not exist any more.\n"))
	equal(t, "kind", m.Kind, KindBounce)
	equal(t, "hard", m.Report.Hard, false)
}
