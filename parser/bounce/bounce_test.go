package bounce

import (
	"strings"
	"testing"

	"permanence/parser/costs"
)

func TestStatusOfWhatServersSay(t *testing.T) {
	tests := []struct{ diagnostic, want string }{
		{"550 5.1.1 <a@b.example>: Recipient address rejected: User unknown", "5.1.1"},
		{"smtp; 550-5.7.26 unauthenticated mail", "5.7.26"},
		{"552 sorry, over quota (#5.2.2)", "5.2.2"},
		{"452 mailbox full", "4.2.2"},
		{"mailbox full", "5.2.2"},
		{"550 Relaying denied", "5.7.1"},
		{"554 blocked using a list", "5.7.1"},
		{"Host or domain name not found", "5.1.2"},
		{"552 message size exceeds fixed limit", "5.3.4"},
		{"retry timeout exceeded", "4.4.7"},
		{"host mx.b.example said: 451 later", "4.3.0"},
		{"553 no", "5.1.3"},
		{"550 no", "5.0.0"},
		{"Boite du destinataire pleine", "5.2.2"},
		{"Das Postfach ist voll", "5.2.2"},
		{"L'adresse est introuvable", "5.1.1"},
		{"El buzón está lleno", "5.2.2"},
		{"La casella di posta piena", "5.2.2"},
		{"connect to 192.5.2.2:25: Connection timed out", "4.4.1"},
		{"version 5.1.1.7 of the server", ""},
		{"he paid 550 euros", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := Refine("", tt.diagnostic); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.diagnostic, got, tt.want)
		}
	}
}

func TestAReportedStatusGivesWayOnlyToOneThatTellsMore(t *testing.T) {
	tests := []struct{ status, diagnostic, want string }{
		{"5.0.0", "550 User unknown", "5.1.1"},
		{"5.0.0", "550 5.1.10 no such recipient", "5.1.10"},
		{"5.1.0", "Unknown address error 550-'5.1.1 user unknown'", "5.1.1"},
		{"5.1.1", "552 5.2.2 over quota", "5.2.2"},
		{"5.1.1", "over quota", "5.1.1"},
		{"4.4.7", "451 4.7.1 greylisted", "4.4.7"},
		{"4.0.0", "550 5.1.1 user unknown", "4.0.0"},
		{"2.1.5", "250 ok", "2.1.5"},
	}
	for _, tt := range tests {
		if got := Refine(tt.status, tt.diagnostic); got != tt.want {
			t.Errorf("%s with %q: got %q, want %q", tt.status, tt.diagnostic, got, tt.want)
		}
	}
}

func TestOriginalIDIsFoundInAnyQuotation(t *testing.T) {
	for _, header := range []string{
		"Message-ID: <a.1@permanence.example>", "> Message-ID: <a.1@permanence.example>", "   message-id:<a.1@permanence.example>",
		"> > Message-Id:\n> >  <a.1@permanence.example>", "  | Message-ID: <a.1@permanence.example>",
	} {
		if got := Read("not delivered\n\n" + header + "\nSubject: x").OriginalID; got != "a.1@permanence.example" {
			t.Errorf("%q: got %q", header, got)
		}
	}
	if got := Read("the Message-ID: <a.1@permanence.example> is in a sentence").OriginalID; got != "" {
		t.Errorf("got %q", got)
	}
}

func TestOwnAddressesAreNotTheRecipient(t *testing.T) {
	text := "Your message from support@permanence.example\nto postmaster@b.example or\nclient@b.example was not delivered"
	if got := Read(text, "SUPPORT@permanence.example").Recipient; got != "client@b.example" {
		t.Errorf("got %q", got)
	}
}

func TestTextOfAPersonSaysNothing(t *testing.T) {
	if n := Read("Bonjour, pouvez-vous rappeler claire@firme.example demain ?"); n.Action != "" || n.Status != "" {
		t.Errorf("read %+v", n)
	}
}

// FuzzRead asks of any text what the parser counts on: short values that stand
// in it, and time in proportion to it.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "550 5.1.1 <a@b.example>", "@", "5.1", "Message-ID: <", "a@b.c@d.e\n> Message-ID:\n<x@y>", strings.Repeat("450 ", 99), "\xff\xfe@\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := Read(text, "own@a.example")
		if len(n.Recipient) > 320 || len(n.Diagnostic) > maxDiagnostic || len(n.OriginalID) > 250 {
			t.Errorf("long values: %+v", n)
		}
		if strings.EqualFold(n.Recipient, "own@a.example") || strings.ContainsAny(n.Recipient+n.OriginalID+n.Diagnostic, "\n") {
			t.Errorf("recipient %q, id %q, diagnostic %q", n.Recipient, n.OriginalID, n.Diagnostic)
		}
		if n.Status != "" && (len(n.Status) < 5 || n.Status[0] != '4' && n.Status[0] != '5') {
			t.Errorf("status %q", n.Status)
		}
		Speaks(text)
		Opens(text)
	})
}

func TestLongTextsCostLittle(t *testing.T) {
	for _, piece := range []string{"450 ", "@", "a@b.example ", "5.1.", "> ", "\n", "Message-ID: <", "mailbox full ", "550-5.7.1 x\n", "'", "<<< 550 "} {
		text := strings.Repeat(piece, 1<<20/len(piece))
		costs.Little(t, piece, func() {
			Read(text)
			Speaks(text)
			Opens(text)
		})
	}
}
