package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// dsn is a forged report that a letter could not be delivered.
func (f *firm) dsn(messageID, recipient string) store.Mail {
	f.t.Helper()
	return f.raw("", "Return-Path: <>\nFrom: MAILER-DAEMON@mx.ailleurs.example\nTo: support@firme.example\nSubject: Undelivered "+fmt.Sprint(f.uid)+"\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
		"--b\nContent-Type: text/plain\n\nCould not deliver.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.ailleurs.example\n\nFinal-Recipient: rfc822; "+recipient+
			"\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <"+messageID+">\n--b--")
}

// delivered says that the relay took all letters.
func (f *firm) delivered() {
	f.t.Helper()
	f.write(func(tx *store.Tx) error {
		all, err := tx.Letters(store.LetterQueued)
		for _, l := range all {
			l.State = store.LetterSent
			if err := tx.SettleLetter(l, f.clock); err != nil {
				return err
			}
		}
		return err
	})
}

func TestForgedBouncesDoNotSilenceAClient(t *testing.T) {
	f := newFirm(t)
	_, notice, ack := f.opened()
	f.answers("alice@firme.example", notice, "Voilà.")
	f.delivered()
	// Somebody in copy of Marie's answers has seen both ids in References.
	f.dsn(ack.MessageID, "marie@dupont.example")
	f.dsn(f.letters(letter.KindAnswer)[0].MessageID, "marie@dupont.example")
	f.pass(time.Hour)
	m := f.send(post{from: "marie@dupont.example", subject: "Autre demande", text: "Je suis bien là."})
	f.want(m, ticket.New, "")
	acks := 0
	for _, l := range f.letters(letter.KindAck) {
		if l.TicketNumber == m.TicketNumber {
			acks++
		}
	}
	if acks != 1 {
		t.Errorf("two forged reports silenced a client who writes: %d acknowledgements", acks)
	}
	f.answers("alice@firme.example", f.noticeOf(m.TicketNumber, "alice@firme.example"), "Bonjour.")
	if n := len(f.letters(letter.KindAnswer)); n != 2 {
		t.Errorf("the agent's answer did not leave: %d answers", n)
	}
}

func TestAnAnswerToABouncingAddressIsTriedAndNeverVanishes(t *testing.T) {
	f := newFirm(t)
	_, notice, ack := f.opened()
	f.answers("alice@firme.example", notice, "Voilà.")
	f.delivered()
	f.dsn(ack.MessageID, "marie@dupont.example")
	f.dsn(f.letters(letter.KindAnswer)[0].MessageID, "marie@dupont.example")
	f.answers("alice@firme.example", f.noticeOf(1001, "alice@firme.example"), "Encore moi.")
	if n := len(f.letters(letter.KindAnswer)); n != 2 {
		t.Errorf("an agent's words vanished: %d answers", n)
	}
}

func TestAForgedBounceDoesNotStopALetterThatHasNotLeft(t *testing.T) {
	f := newFirm(t)
	_, _, ack := f.opened()
	f.dsn(ack.MessageID, "marie@dupont.example")
	if l := f.letters(letter.KindAck)[0]; l.State != store.LetterQueued {
		t.Errorf("the acknowledgement is %s", l.State)
	}
}

func TestABounceChangesNothingButItsLetter(t *testing.T) {
	f := newFirm(t)
	_, _, ack := f.opened()
	john := f.send(post{from: "john@smith.example", subject: "Printer", text: "It is broken."})
	f.delivered()
	m := f.raw("", "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: "+f.replyTo(ack)+"\nSubject: Undelivered "+fmt.Sprintf("[#%d-%s]", john.TicketNumber, f.ticket(john.TicketNumber).Token)+
		"\nIn-Reply-To: <"+ack.MessageID+">\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; john@smith.example\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <v1.2.0000000000000000@firme.example>\n--b--")
	f.want(m, ticket.Quarantine, ticket.BounceUnknown)
	if n := f.exchanges(1001) + f.exchanges(john.TicketNumber); n != 2 {
		t.Errorf("%d exchanges", n)
	}
}

func TestAReplayWithOtherRecipientsIsADuplicate(t *testing.T) {
	f := newFirm(t)
	f.opened()
	var raw []byte
	f.write(func(tx *store.Tx) (err error) { raw, err = tx.Raw(1); return err })
	f.pass(time.Hour)
	m := f.deliver(append([]byte("Cc: paul@dupont.example, x@dupont.example\r\n"), raw...))
	f.want(m, ticket.Duplicate, "")
	for _, l := range f.outside() {
		if l.Recipient != "marie@dupont.example" {
			t.Errorf("a %s went to %s", l.Kind, l.Recipient)
		}
	}
}

// respelled changes a mail in ways that a relaxed signature does not see
// (RFC 6376 3.4).
var respelled = map[string]func(string) string{
	"an empty line more at its end": func(raw string) string { return raw + "\r\n" },
	"many empty lines at its end":   func(raw string) string { return raw + strings.Repeat("\r\n", 300) },
	"no line end at its end":        func(raw string) string { return strings.TrimSuffix(raw, "\r\n") },
	"LF for line ends of the body": func(raw string) string {
		h, b, _ := strings.Cut(raw, "\r\n\r\n")
		return h + "\r\n\r\n" + strings.ReplaceAll(b, "\r\n", "\n")
	},
	"blanks at the end of a line": func(raw string) string { return strings.Replace(raw, "temps 25\r\n", "temps 25 \t \r\n", 1) },
	"a run of blanks":             func(raw string) string { return strings.Replace(raw, "Voilà, c'est", "Voilà, \t  c'est", 1) },
	"a run of blanks in Subject":  func(raw string) string { return strings.Replace(raw, "Subject: Re: ", "Subject:   Re:  ", 1) },
	"Date folded":                 func(raw string) string { return strings.Replace(raw, "Date: Mon, ", "DATE:\r\n Mon,\r\n\t", 1) },
	"Message-ID folded":           func(raw string) string { return strings.Replace(raw, "Message-ID: <", "message-id:\r\n\t <", 1) },
}

func TestAReplayThatASignatureDoesNotTellApartIsADuplicate(t *testing.T) {
	f := newFirm(t)
	_, notice, _ := f.opened()
	m := f.answers("alice@firme.example", notice, "#temps 25\n\nVoilà, c'est fait.")
	f.want(m, ticket.Append, "")
	var raw []byte
	f.write(func(tx *store.Tx) (err error) { raw, err = tx.Raw(m.ID); return err })
	for name, change := range respelled {
		f.pass(time.Minute)
		again := change(string(raw))
		if again == string(raw) {
			t.Fatalf("%s: nothing was changed", name)
		}
		if got := f.deliver([]byte(again)); got.Disposition != ticket.Duplicate {
			t.Errorf("%s: %s %s", name, got.Disposition, got.Proof)
		}
	}
	if n := len(f.letters(letter.KindAnswer)); n != 1 || f.ticket(1001).SpentMinutes != 25 {
		t.Errorf("%d answers left, %d minutes", n, f.ticket(1001).SpentMinutes)
	}
}

func TestAReplayedAnswerOfAnAgentIsNotSentAgain(t *testing.T) {
	f := newFirm(t)
	_, notice, _ := f.opened()
	m := f.answers("alice@firme.example", notice, "#temps 25\n\nVoilà.")
	f.want(m, ticket.Append, "")
	var raw []byte
	f.write(func(tx *store.Tx) (err error) { raw, err = tx.Raw(m.ID); return err })
	for _, added := range []string{"Cc: marie@dupont.example\r\n", "X-Other: 1\r\n", "In-Reply-To: <x@y.example>\r\n"} {
		f.pass(time.Hour)
		f.deliver(append([]byte(added), raw...))
	}
	if n := len(f.letters(letter.KindAnswer)); n != 1 {
		t.Errorf("%d answers left", n)
	}
	if got := f.ticket(1001); got.SpentMinutes != 25 {
		t.Errorf("%d minutes", got.SpentMinutes)
	}
}

func TestAForgedAutomaticCopyDoesNotSilenceTheRealMail(t *testing.T) {
	f := newFirm(t)
	raw := f.signed("dupont.example", "From: marie@dupont.example\nTo: support@firme.example\nSubject: Panne", "Rien ne va plus.")
	unsigned := raw[strings.Index(string(raw), "From: marie"):]
	f.deliver(append([]byte("Auto-Submitted: auto-replied\r\n"), unsigned...))
	f.deliver(append([]byte("Return-Path: <>\r\nContent-Disposition: x\r\nX-Failed-Recipients: x@y.example\r\n"), unsigned...))
	f.want(f.deliver(raw), ticket.New, "")
}

func TestOurOwnAndOtherDesksLettersEndTheirWay(t *testing.T) {
	f := newFirm(t)
	_, notice, ack := f.opened()
	before := len(f.letters(""))
	for name, raw := range map[string]string{
		"the acknowledgement comes back": f.bytes(ack),
		"redirected by Marie":            "Resent-From: marie@dupont.example\r\nResent-To: support@firme.example\r\n" + f.bytes(ack),
		"the notice comes back":          f.bytes(notice),
	} {
		if m := f.deliver([]byte(raw)); m.Disposition != ticket.Self && m.Disposition != ticket.Duplicate {
			t.Errorf("%s: %s %s", name, m.Disposition, m.Reason)
		}
		f.pass(time.Minute)
	}
	// Another desk of the same kind, that takes ours for its client.
	other := newFirm(t)
	other.d.keys.Instance = "another"
	_, _, theirs := other.opened()
	m := f.deliver([]byte(strings.Replace(other.bytes(theirs), "support@firme.example", "marie@dupont.example", 1)))
	if m.Disposition != ticket.Auto && m.Disposition != ticket.Quarantine {
		t.Errorf("another desk's acknowledgement became %s", m.Disposition)
	}
	if n := len(f.letters("")); n != before {
		t.Errorf("%d letters were caused", n-before)
	}
}

func TestAResponderWithoutAnySignIsNotAnsweredOverAndOver(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	f.d.cfg.Limits.SenderHour, f.d.cfg.Limits.SenderDay = 1000, 10000
	f.send(post{from: "marie@dupont.example", subject: "Panne", text: "Rien ne va plus."})
	for i := range 200 {
		f.pass(400 * time.Second)
		f.send(post{from: "marie@dupont.example", subject: fmt.Sprintf("Je suis absente %d", i), text: fmt.Sprintf("Message %d : je ne suis pas là.", i)})
	}
	sent := 0
	for _, l := range f.outside() {
		if l.State == store.LetterQueued {
			sent++
		}
	}
	if sent > 40 {
		t.Errorf("%d letters in %s", sent, 200*400*time.Second)
	}
}

func TestAutomaticMailIsNeverAnswered(t *testing.T) {
	f := newFirm(t)
	_, _, ack := f.opened()
	before := len(f.outside())
	for i, header := range []string{"Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes", "List-Id: <l.example>", "X-Auto-Response-Suppress: All", "Return-Path: <>",
		"Auto-Submitted: auto-generated (rejected)", "X-Vacation: yes", "Feedback-ID: a:b:c:d"} {
		for _, from := range []string{"marie@dupont.example", "paul@dupont.example", "x@ailleurs.example"} {
			f.pass(25 * time.Hour)
			f.send(post{from: from, subject: fmt.Sprint("Réponse ", i), header: []string{header}, text: fmt.Sprint("Automatique ", i, from)})
			f.send(post{from: from, to: f.replyTo(ack), subject: fmt.Sprint("Re: ", ack.Subject), header: append(answering2(ack), header), text: fmt.Sprint("Auto ", i, from)})
		}
	}
	for _, l := range f.outside()[before:] {
		t.Errorf("a %s went to %s", l.Kind, l.Recipient)
	}
}

func answering2(l store.Letter) []string { return []string{"In-Reply-To: <" + l.MessageID + ">"} }

func TestAStrangerIsToldOnceADayAndOnlyIfProven(t *testing.T) {
	f := newFirm(t)
	for i := range 5 {
		f.pass(time.Hour)
		f.send(post{from: "x@ailleurs.example", subject: fmt.Sprint("Bonjour ", i), text: fmt.Sprint("Aide ", i)})
		f.send(post{from: "y@ailleurs.example", subject: fmt.Sprint("Bonjour ", i), text: fmt.Sprint("Aide ", i), unsigned: true})
	}
	if got := to(f.outside()); got != "x@ailleurs.example" {
		t.Errorf("told %q", got)
	}
	f.pass(25 * time.Hour)
	f.send(post{from: "x@ailleurs.example", subject: "Encore", text: "Aide encore"})
	told := f.outside()
	if to(told) != "x@ailleurs.example x@ailleurs.example" {
		t.Errorf("told %q", to(told))
	}
	for _, name := range []string{"Marie", "marie@", "Dupont"} {
		if strings.Contains(f.shownBy(told[0]), name) {
			t.Errorf("the explanation names %s", name)
		}
	}
}
