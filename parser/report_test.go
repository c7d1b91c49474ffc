package parser

import (
	"strings"
	"testing"

	"permanence/parser/costs"
)

// bounceOf is a report with a text, a delivery status and a returned header.
func bounceOf(text, status, returned string) []byte {
	return []byte("From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n" + text +
		"\n--b\nContent-Type: message/delivery-status\n\n" + status + "\n--b\nContent-Type: message/rfc822\n\n" + returned + "\n--b--\n")
}

func TestTheFirstRecipientThatFailedIsReported(t *testing.T) {
	status := "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ok@a.example\nAction: delivered\nStatus: 2.0.0\n\n" +
		"Final-Recipient: rfc822; later@a.example\nAction: delayed\nStatus: 4.4.1\n\nFinal-Recipient: rfc822; never@a.example\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; too@a.example\nAction: failed\nStatus: 5.2.2\n"
	m, _ := Parse(bounceOf("", status, "Message-ID: <a@b.example>\n\nx"))
	equal(t, "recipient", m.Report.FinalRecipient, "never@a.example")
	equal(t, "status", m.Report.Status, "5.1.1")
	equal(t, "hard", m.Report.Hard, true)
}

func TestWhatAReportLeavesOpenIsTakenFromElsewhere(t *testing.T) {
	tests := []struct {
		name string
		raw  []byte
		want Report
	}{
		{"the recipient from the returned mail", bounceOf("Sorry.", "Reporting-MTA: dns; mx.example\n\nAction: failed\nStatus: 5.1.1\n", "To: Client <client@a.example>\nMessage-ID: <a@b.example>\n\nx"),
			Report{FinalRecipient: "client@a.example", Status: "5.1.1", Action: "failed", OriginalMessageID: "a@b.example", Hard: true}},
		{"the status from the diagnostic", bounceOf("Sorry.", "Final-Recipient: rfc822; client@a.example\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.2.2 over quota\n", "Message-ID: <a@b.example>\n\nx"),
			Report{FinalRecipient: "client@a.example", Status: "5.2.2", Action: "failed", Diagnostic: "smtp; 550 5.2.2 over quota", OriginalMessageID: "a@b.example", Hard: true}},
		{"an action that RFC 3464 does not know", bounceOf("", "Final-Recipient: rfc822; client@a.example\nAction: expired\nStatus: 4.4.7\n", "Message-ID: <a@b.example>\n\nx"),
			Report{FinalRecipient: "client@a.example", Status: "4.4.7", Action: "failed", OriginalMessageID: "a@b.example"}},
		{"the id from the answer's own header", []byte("From: postmaster@a.example\nSubject: Undeliverable: Devis\nIn-Reply-To: <a@b.example>\n\nclient@a.example: user unknown\n"),
			Report{FinalRecipient: "client@a.example", Status: "5.1.1", Action: "failed", Diagnostic: "client@a.example: user unknown", OriginalMessageID: "a@b.example", Hard: true}},
		{"nothing but the subject", []byte("From: MAILER-DAEMON@a.example\nSubject: Undelivered Mail Returned to Sender\n\n.\n"),
			Report{Status: "5.0.0", Action: "failed", Hard: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := Parse(tt.raw)
			equal(t, "kind", m.Kind, KindBounce)
			equal(t, "report", *m.Report, tt.want)
		})
	}
}

func TestAReportOfSuccessIsNoBounce(t *testing.T) {
	tests := []struct {
		name, status string
		kind         Kind
		action, code string
	}{
		{"delivered", "Action: delivered\nStatus: 2.1.5\n", KindReport, "delivered", "2.1.5"},
		{"given to a server that reports no more", "Action: relayed\nStatus: 2.0.0\n", KindReport, "relayed", "2.0.0"},
		{"expanded to the members of a list", "Action: expanded (12 members)\nStatus: 2.1.5\n", KindReport, "expanded", "2.1.5"},
		{"one of two is late", "Action: delivered\nStatus: 2.1.5\n\nFinal-Recipient: rfc822; b@a.example\nAction: delayed\nStatus: 4.4.1\n", KindBounce, "delayed", "4.4.1"},
		{"one of two failed", "Action: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@a.example\nAction: failed\nStatus: 5.1.1\n", KindBounce, "failed", "5.1.1"},
		{"the status says the contrary", "Action: delivered\nStatus: 5.1.1\n", KindBounce, "delivered", "5.1.1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := Parse(bounceOf("This is the mail system at host mx.example.", "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@a.example\n"+tt.status, "Message-ID: <a@b.example>\n\nx"))
			equal(t, "kind", m.Kind, tt.kind)
			equal(t, "signal", m.Signal, "delivery-status")
			equal(t, "action", m.Report.Action, tt.action)
			equal(t, "status", m.Report.Status, tt.code)
			equal(t, "original", m.Report.OriginalMessageID, "a@b.example")
			equal(t, "hard", m.Report.Hard, tt.action == "failed")
		})
	}
}

// FuzzReport asks of any bounce that its report is short, on one line, and hard
// only for a permanent failure.
func FuzzReport(f *testing.F) {
	f.Add(pasted, statusPart, "Message-ID: <a@b.example>\nTo: x@y.example")
	f.Add("550 5.1.1 <a@b.example>", "Final-Recipient: ;\nAction: FAILED (x)\nStatus: 5", "Message-ID:\n <a")
	f.Add("\x00", "\n\n\n", "> Message-ID: <a@b>")
	f.Fuzz(func(t *testing.T, text, status, returned string) {
		m, err := Parse(bounceOf(text, status, returned))
		if err != nil || m.Report == nil {
			return // the text may end the parts
		}
		r := m.Report
		if strings.ContainsAny(r.FinalRecipient+r.Status+r.Action+r.Diagnostic+r.OriginalMessageID+r.OriginalEnvelopeID, "\r\n\x00") {
			t.Errorf("more than one line: %+v", r)
		}
		if r.Hard && (r.Action != "failed" || !strings.HasPrefix(r.Status, "5")) {
			t.Errorf("hard: %+v", r)
		}
		if r.Action != "" && !oneOf(r.Action, actions) {
			t.Errorf("action %q", r.Action)
		}
	})
}

func TestLargeReportsCostLittle(t *testing.T) {
	for _, piece := range []string{"Final-Recipient: rfc822; a@b.example\n\n", "Status: 5.1.1\n", "x", "\n", "Diagnostic-Code: 550 \n 550 \n"} {
		costs.Little(t, piece, func() { Parse(bounceOf("x", strings.Repeat(piece, 1<<20/len(piece)), "x")) })
	}
}
