package desk

import (
	"context"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

func (f *firm) want(m store.Mail, d ticket.Disposition, why ticket.Reason) {
	f.t.Helper()
	if m.Disposition != d || m.Reason != why {
		f.t.Fatalf("mail %q became %s %s (rule %s), want %s %s\n%s", m.Subject, m.Disposition, m.Reason, m.Rule, d, why, m.Proof)
	}
}

func TestARequestIsAcknowledgedAndShownToTheTeamOnDuty(t *testing.T) {
	f := newFirm(t)
	m := f.send(post{from: "Marie Dupont <marie@dupont.example>", subject: "Import des banques", text: "Bonjour,\n\nL'import ne marche plus.\n\nMarie"})
	f.want(m, ticket.New, "")
	if got := to(f.letters(letter.KindAck)); got != "marie@dupont.example" {
		t.Errorf("acknowledged to %q", got)
	}
	if got := to(f.letters(letter.KindNoticeNew)); got != "alice@firme.example bruno@firme.example" {
		t.Errorf("notices to %q", got)
	}
	ack := f.bytes(f.letters(letter.KindAck)[0])
	for _, want := range []string{"Auto-Submitted: auto-replied", "In-Reply-To: <m1@dupont.example>", "[#1001-"} {
		if !strings.Contains(ack, want) {
			t.Errorf("the acknowledgement lacks %q:\n%s", want, ack)
		}
	}
}

func TestAnAnswerByMailBecomesTheClientsMailAndIsCounted(t *testing.T) {
	f := newFirm(t)
	m := f.send(post{from: "marie@dupont.example", subject: "Import des banques", text: "L'import ne marche plus."})
	notice := f.letters(letter.KindNoticeNew)[0]
	f.pass(5 * time.Minute)
	answer := f.send(post{from: "Alice Martin <alice@firme.example>", subject: "Re: " + notice.Subject, header: answering(notice),
		text: "#temps 25\n\nBonjour Marie,\n\nC'est corrigé.\n\nAlice\n\nLe lun. 21 sept. 2026 à 09:10, Assistance Exemple <support@firme.example> a écrit :\n> L'import ne marche plus."})
	f.want(answer, ticket.Append, "")
	sent := f.letters(letter.KindAnswer)
	if to(sent) != "marie@dupont.example" {
		t.Fatalf("answered to %q", to(sent))
	}
	if want := f.now().Add(time.Minute); !sent[0].NotBefore.Equal(want) {
		t.Errorf("leaves at %s, want %s", sent[0].NotBefore, want)
	}
	text := f.bytes(sent[0])
	for _, secret := range []string{"alice@firme.example", "#temps", notice.MessageID} {
		if strings.Contains(text, secret) {
			t.Errorf("the client is shown %q:\n%s", secret, text)
		}
	}
	if !strings.Contains(text, "Alice Martin - Assistance Exemple") || !strings.Contains(text, "Re: Import des banques [#") {
		t.Errorf("From or Subject is not right:\n%s", text)
	}
	if got := f.ticket(m.TicketNumber); got.SpentMinutes != 25 || got.CountedQuarters != 2 {
		t.Errorf("spent %d minutes, counted %d quarters, want 25 and 2", got.SpentMinutes, got.CountedQuarters)
	}
	f.pass(10 * time.Minute)
	phone := f.send(post{from: "marie@dupont.example", subject: "Re: " + sent[0].Subject, header: answering(sent[0]), text: "Merci, cela marche."})
	f.want(phone, ticket.Append, "")
	if phone.TicketNumber != m.TicketNumber {
		t.Errorf("went to ticket %d", phone.TicketNumber)
	}
	if got := to(f.letters(letter.KindNoticeAnswer)); got != "alice@firme.example" {
		t.Errorf("told %q", got)
	}
}

func TestACommandThatIsNotUnderstoodSendsNothing(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	notice := f.letters(letter.KindNoticeNew)[0]
	for _, text := range []string{"#resolut\n\nVoilà.", "#temps 25\n#pour personne\n\nVoilà."} {
		m := f.send(post{from: "alice@firme.example", subject: "Re: " + notice.Subject, header: answering(notice), text: text})
		f.want(m, ticket.CommandRun, ticket.BadCommand)
	}
	if n := len(f.letters(letter.KindAnswer)); n != 0 {
		t.Errorf("%d answers went out", n)
	}
	if n := len(f.letters(letter.KindCommandError)); n != 2 {
		t.Errorf("%d explanations, want 2", n)
	}
	if got := f.ticket(1001); got.SpentMinutes != 0 {
		t.Errorf("%d minutes were booked by a mail that was refused", got.SpentMinutes)
	}
}

func TestAnAnswerToAStaleNoticeIsHeldAndGoesOutWhenItsAuthorSaysSo(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	notice := f.letters(letter.KindNoticeNew)[0]
	ack := f.letters(letter.KindAck)[0]
	f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "En fait c'est le fichier du 12."})
	f.send(post{from: "alice@firme.example", subject: "Re: " + notice.Subject, header: answering(notice), text: "Envoyez le fichier."})
	if n := len(f.letters(letter.KindAnswer)); n != 0 {
		t.Fatalf("%d answers left", n)
	}
	held := f.letters(letter.KindAnswerHeld)
	if to(held) != "alice@firme.example" {
		t.Fatalf("told %q", to(held))
	}
	f.send(post{from: "alice@firme.example", subject: "Re: " + held[0].Subject, header: answering(held[0]), text: "Merci, je regarde le fichier du 12."})
	if to(f.letters(letter.KindAnswer)) != "marie@dupont.example" {
		t.Errorf("the new answer did not leave: %v", f.letters(letter.KindAnswer))
	}
	f.want(f.alices(held[0], "#envoyer"), ticket.CommandRun, ticket.BadCommand) // the new one took its place
}

func TestAHeldAnswerIsSentOrDroppedByOneWord(t *testing.T) {
	for _, c := range []struct {
		word     string
		answered string
		minutes  int
	}{{"#envoyer", "marie@dupont.example", 25}, {"#annuler", "", 0}} {
		f := newFirm(t)
		number, notice := f.asked("Import")
		ack := f.last(letter.KindAck)
		f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "En fait c'est le fichier du 12."})
		f.want(f.alices(notice, "#temps 25\n\nEnvoyez le fichier."), ticket.Append, "")
		held := f.last(letter.KindAnswerHeld)
		f.says(held, "En fait c'est le fichier du 12.", "Envoyez le fichier.", "écrivez #envoyer", "écrivez #annuler", "25 min, est déjà compté")
		f.want(f.alices(held, c.word), ticket.CommandRun, "")
		if got := to(f.letters(letter.KindAnswer)); got != c.answered {
			t.Errorf("%s: answered to %q", c.word, got)
		}
		if got := f.ticket(number).SpentMinutes; got != c.minutes {
			t.Errorf("%s: %d minutes stay", c.word, got)
		}
		f.want(f.alices(held, c.word), ticket.CommandRun, ticket.BadCommand)
	}
}

func TestOnlyWhoMayWriteIsLetIn(t *testing.T) {
	for _, c := range []struct {
		name string
		post post
		d    ticket.Disposition
		why  ticket.Reason
	}{
		{"a colleague", post{from: "paul@dupont.example", subject: "Bonjour", text: "Aide."}, ticket.Quarantine, ticket.NotAuthorised},
		{"a stranger", post{from: "x@ailleurs.example", subject: "Bonjour", text: "Aide."}, ticket.Quarantine, ticket.Unknown},
		{"an unsigned contact", post{from: "marie@dupont.example", subject: "Bonjour", text: "Aide.", unsigned: true}, ticket.Quarantine, ticket.Unauth},
		{"an unsigned agent", post{from: "alice@firme.example", subject: "Bonjour", text: "Aide.", unsigned: true}, ticket.Quarantine, ticket.UnauthAgent},
		{"ourselves", post{from: "support@firme.example", subject: "Bonjour", text: "Aide."}, ticket.Quarantine, ticket.FromSelf},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFirm(t)
			f.want(f.send(c.post), c.d, c.why)
			for _, l := range f.letters("") {
				if l.Kind != string(letter.KindHeldMail) && l.Kind != string(letter.KindExplanation) {
					t.Errorf("a %s went to %s", l.Kind, l.Recipient)
				}
			}
		})
	}
}

func TestHeldMailIsLetInByOneCommand(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "L'import.", unsigned: true})
	held := f.letters(letter.KindHeldMail)
	if to(held) != "alice@firme.example bruno@firme.example" {
		t.Fatalf("shown to %q", to(held))
	}
	m := f.send(post{from: "alice@firme.example", subject: "Re: " + held[0].Subject, header: answering(held[0]), text: "#accepter toujours"})
	f.want(m, ticket.CommandRun, "")
	if got := f.ticket(1001); got.Subject != "Import" || got.ContactID != f.marie.ID {
		t.Errorf("opened %+v", got)
	}
	again := f.send(post{from: "marie@dupont.example", subject: "Autre", text: "Encore.", unsigned: true})
	f.want(again, ticket.New, "")
}

func TestAContactLetInHasALanguageThatWeWriteOrNone(t *testing.T) {
	for text, want := range map[string]string{"Hello, the export does not work.": "en", "Guten Tag, die Rechnung fehlt.": ""} {
		f := newFirm(t)
		m := f.send(post{from: "nina@dupont.example", subject: "Export", text: text})
		if err := f.d.Release(context.Background(), m.ID, true, "alice"); err != nil {
			t.Fatal(err)
		}
		f.write(func(tx *store.Tx) error {
			c, err := tx.ContactOf("nina@dupont.example")
			if c.Language != want {
				t.Errorf("%q: language %q, want %q", text, c.Language, want)
			}
			return err
		})
	}
}

func TestAnotherContactIsNamedByOneCommand(t *testing.T) {
	f := newFirm(t)
	m := f.send(post{from: "marie@dupont.example", subject: "Changement de contact technique",
		text: "Bonjour,\n\nNom : Petit\nPrénom : Claire\nFonction : responsable informatique\nCourriel : claire.petit@dupont.example\n"})
	f.want(m, ticket.New, "")
	shown := f.letters(letter.KindContactChange)
	if !strings.Contains(to(shown), "sophie@firme.example") || !strings.Contains(to(shown), "alice@firme.example") {
		t.Fatalf("shown to %q", to(shown))
	}
	f.want(f.send(post{from: "sophie@firme.example", subject: "Re: " + shown[len(shown)-1].Subject, header: answering(shown[len(shown)-1]), text: "#approuver"}), ticket.CommandRun, "")
	f.want(f.send(post{from: "marie@dupont.example", subject: "Encore moi", text: "Bonjour."}), ticket.Quarantine, ticket.ContactInactive)
	f.want(f.send(post{from: "claire.petit@dupont.example", subject: "Bonjour", text: "Ma première demande."}), ticket.New, "")
	if got := to(f.letters(letter.KindContactReplacedNew)); got != "claire.petit@dupont.example" {
		t.Errorf("the new contact was told: %q", got)
	}
}

func TestABounceIsShownOnItsTicketAndToldToTheAuthor(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	notice := f.letters(letter.KindNoticeNew)[0]
	f.send(post{from: "alice@firme.example", subject: "Re: " + notice.Subject, header: answering(notice), text: "Voilà."})
	answer := f.letters(letter.KindAnswer)[0]
	f.delivered()
	m := f.deliver([]byte(strings.ReplaceAll(`Return-Path: <>
From: MAILER-DAEMON@mx.dupont.example
To: support@firme.example
Subject: Undelivered
Date: Mon, 21 Sep 2026 09:20:00 +0200
Message-ID: <dsn1@mx.dupont.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Could not deliver.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.dupont.example

Final-Recipient: rfc822; marie@dupont.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: <`+answer.MessageID+`>
Subject: x
--b--
`, "\n", "\r\n")))
	f.want(m, ticket.DSN, "")
	if got := to(f.letters(letter.KindBounce)); got != "alice@firme.example" {
		t.Errorf("told %q", got)
	}
	if got := f.letters(letter.KindAnswer)[0].State; got != store.LetterFailed {
		t.Errorf("the letter is %s", got)
	}
}
