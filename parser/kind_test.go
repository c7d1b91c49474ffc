package parser

import (
	"strings"
	"testing"
)

func TestKindFollowsTheFirstSignal(t *testing.T) {
	tests := []struct {
		name, head string
		kind       Kind
		signal     string
		suppress   bool
	}{
		{"a person", "Subject: Aide", KindMessage, "", false},
		{"auto-submitted no", "Auto-Submitted: no", KindMessage, "", false},
		{"auto-submitted no with a comment", "Auto-Submitted: No (by hand)", KindMessage, "", false},
		{"auto-replied", "Auto-Submitted: auto-replied; owner-email=\"a@b.example\"", KindAutoReply, "auto-submitted", false},
		{"auto-generated", "Auto-Submitted: (x) Auto-Generated", KindAutoReply, "auto-submitted", false},
		{"auto-notified", "Auto-Submitted: auto-notified", KindAutoReply, "auto-submitted", false},
		{"vacation with empty return path", "Return-Path: <>\nAuto-Submitted: auto-replied", KindAutoReply, "auto-submitted", false},
		{"empty return path", "Return-Path: <>", KindBounce, "return-path-empty", false},
		{"delivery report", "Content-Type: multipart/report; report-type=delivery-status; boundary=x", KindBounce, "delivery-status", false},
		{"read receipt", "Content-Type: multipart/report; report-type=disposition-notification; boundary=x", KindReport, "report:disposition-notification", false},
		{"complaint", "Content-Type: multipart/report; report-type=feedback-report; boundary=x", KindReport, "report:feedback-report", false},
		{"DMARC aggregate", "Subject: Report Domain: a.example Submitter: b.example Report-ID: 1", KindReport, "report:aggregate", false},
		{"responder", "X-Autoreply: yes", KindAutoReply, "x-autoreply", false},
		{"responder that says no", "X-Autoreply: no", KindMessage, "", false},
		{"list", "List-Id: <a.b.example>", KindList, "list-id", false},
		{"bulk", "Precedence: bulk", KindList, "precedence", false},
		{"first class", "Precedence: first-class", KindMessage, "", false},
		{"suppressed only", "X-Auto-Response-Suppress: OOF, AutoReply", KindMessage, "", true},
		{"suppress none", "X-Auto-Response-Suppress: None", KindMessage, "", false},
		{"absence by subject alone", "Subject: Absence du bureau : congés", KindMessage, "", true},
		{"absence in an answer's subject", "Subject: RE: Réponse automatique : Aide", KindMessage, "", true},
		{"a client who asks about a bounce", "Subject: Undelivered Mail Returned to Sender", KindMessage, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := "From: anne@petit.example\nDate: Mon, 5 Oct 2026 10:00:00 +0200\n" + tt.head + "\n\n550 5.1.1 user unknown\n"
			m, err := Parse([]byte(raw))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "kind", m.Kind, tt.kind)
			equal(t, "signal", m.Signal, tt.signal)
			equal(t, "suppress", m.Suppress, tt.suppress)
		})
	}
}

func TestSendersThatAreMachines(t *testing.T) {
	for from, kind := range map[string]Kind{
		"MAILER-DAEMON@mx.example": KindBounce, "Postmaster <postmaster@mx.example>": KindBounce, "MAILER-DAEMON <>": KindBounce,
		"noreply@shop.example": KindMessage, "owner-liste@shop.example": KindMessage, "liste-request@shop.example": KindMessage,
	} {
		m, _ := Parse([]byte("From: " + from + "\n\nx"))
		equal(t, from, m.Kind, kind)
		equal(t, from+" suppress", m.Suppress, kind == KindMessage)
	}
}

func TestAllSignalsAreRecorded(t *testing.T) {
	m, _ := Parse([]byte("From: noreply@shop.example\nList-Id: <x.example>\nPrecedence: bulk\nAuto-Submitted: auto-generated\n\nx"))
	equal(t, "signals", strings.Join(m.Signals, " "), "auto-submitted list-id precedence machine-address")
	equal(t, "kind", m.Kind, KindAutoReply)
}
