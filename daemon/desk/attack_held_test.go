package desk

import (
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

func TestHeldMailIsDecidedOnOnceAndByAgentsAlone(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "L'import.", unsigned: true})
	held := f.letters(letter.KindHeldMail)
	for _, p := range []post{
		{from: "marie@dupont.example", text: "#accepter"},
		{from: "x@ailleurs.example", text: "#accepter toujours"},
		{from: "alice@firme.example", text: "#accepter", unsigned: true},
		{from: "carole@firme.example", text: "#accepter"},
	} {
		p.to, p.subject, p.header = f.replyTo(held[0]), "Re: "+held[0].Subject, answering(held[0])
		if m := f.send(p); m.Disposition == ticket.CommandRun {
			t.Errorf("%s ran a command with Alice's token", p.from)
		}
		f.pass(time.Minute)
	}
	if n := len(f.letters(letter.KindAck)); n != 1 { // Marie's own, which is a request like any other
		t.Fatalf("%d tickets were opened", n)
	}
	for i, who := range []string{"alice@firme.example", "bruno@firme.example", "alice@firme.example"} {
		f.send(post{from: who, to: f.replyTo(held[i%2]), subject: "Re: " + held[i%2].Subject, header: answering(held[i%2]), text: []string{"#accepter", "#accepter toujours", "#rejeter"}[i]})
	}
	if n := len(f.letters(letter.KindAck)); n != 2 {
		t.Errorf("%d tickets were opened by two who accepted", n)
	}
	if n := len(f.letters(letter.KindCommandError)); n != 2 {
		t.Errorf("%d were told that it was decided already, want 2", n)
	}
	again := f.send(post{from: "marie@dupont.example", subject: "Autre", text: "Encore.", unsigned: true})
	f.want(again, ticket.Quarantine, ticket.Unauth)
}

const change = "Le nouveau contact technique est :\nNom : Noir\nPrénom : Eve\nFonction : DSI\nCourriel : eve@ailleurs.example"

func TestNobodyButThePresentContactChangesTheContactUnchecked(t *testing.T) {
	for name, p := range map[string]post{
		"a colleague":                    {from: "paul@dupont.example"},
		"a stranger":                     {from: "x@ailleurs.example"},
		"a forger of the present one":    {from: "marie@dupont.example", unsigned: true},
		"a colleague, forged":            {from: "paul@dupont.example", unsigned: true},
		"the present one's own automat":  {from: "marie@dupont.example", header: []string{"Auto-Submitted: auto-replied"}},
		"a forger in the switch's shade": {from: "marie@dupont.example", unsigned: true, to: "cannot-sign"},
	} {
		f := newFirm(t)
		if p.to != "" {
			p.to = ""
			f.write(func(tx *store.Tx) error { return tx.SetCannotSign(f.dupont.ClientID, true) })
		}
		p.subject, p.text = "Changement de contact technique", change
		f.send(p)
		for _, l := range f.letters(letter.KindContactChange) {
			if strings.Contains(f.words(l), "vient du contact technique actuel") && !strings.Contains(f.words(l), "ne vient pas") {
				t.Errorf("%s: the letter vouches for the present contact:\n%s", name, f.words(l))
			}
		}
		for _, l := range f.letters(letter.KindHeldMail) { // somebody lets it in without a thought
			if l.Recipient == "alice@firme.example" {
				f.answers("alice@firme.example", l, "#accepter")
			}
		}
		for _, l := range f.letters(letter.KindContactChange) {
			if strings.Contains(f.words(l), "La demande vient du contact technique actuel") {
				t.Errorf("%s, let in: the letter vouches for the present contact:\n%s", name, f.words(l))
			}
		}
		if got := f.letters(letter.KindContactReplacedNew); len(got) != 0 {
			t.Errorf("%s replaced the contact", name)
		}
		f.write(func(tx *store.Tx) error {
			c, err := tx.Contract(f.dupont.ID)
			if c.TechnicalID != f.marie.ID {
				t.Errorf("%s became the contact", name)
			}
			return err
		})
	}
}

func TestNobodyOfTheFirmBecomesAClientsContact(t *testing.T) {
	for _, address := range []string{"alice@firme.example", "support@firme.example", "support+x@firme.example", "john@smith.example"} {
		f := newFirm(t)
		f.send(post{from: "marie@dupont.example", subject: "Changement de contact technique", text: strings.ReplaceAll(change, "eve@ailleurs.example", address)})
		shown := f.letters(letter.KindContactChange)
		f.answers("alice@firme.example", shown[0], "#approuver")
		if got := f.letters(letter.KindContactReplacedNew); len(got) != 0 {
			t.Errorf("%s became a contact of Dupont", address)
		}
		f.want(f.send(post{from: "marie@dupont.example", subject: "Toujours moi", text: "Bonjour."}), ticket.New, "")
	}
}

func TestObserversDoNoMoreThanWriteOnTheirTicket(t *testing.T) {
	f := newFirm(t)
	m := f.send(post{from: "marie@dupont.example", subject: "Import", header: []string{"Cc: paul@dupont.example, new@dupont.example, eve@ailleurs.example, alice@firme.example, support@firme.example, john@smith.example"}, text: "Bonjour."})
	f.want(m, ticket.New, "")
	for _, l := range f.outside() {
		if l.Recipient == "eve@ailleurs.example" || l.Recipient == "john@smith.example" {
			t.Errorf("a %s went to %s, who was only in copy", l.Kind, l.Recipient)
		}
	}
	var added store.Letter
	for _, l := range f.letters(letter.KindObserverAdded) {
		if l.Recipient == "new@dupont.example" {
			added = l
		}
	}
	f.want(f.send(post{from: "new@dupont.example", subject: "Autre chose", text: "Mon écran."}), ticket.Quarantine, ticket.Unknown)
	f.want(f.send(post{from: "new@dupont.example", to: f.replyTo(added), subject: "Re: " + added.Subject, header: answering(added), text: "Sans preuve.", unsigned: true}), ticket.Quarantine, ticket.Unauth)
	f.want(f.send(post{from: "new@dupont.example", to: f.replyTo(added), subject: "Re: " + added.Subject, header: append(answering(added), "Cc: third@dupont.example"), text: "#résolu\nIl manque le 4."}), ticket.Append, "")
	f.want(f.send(post{from: "eve@ailleurs.example", to: f.replyTo(added), subject: "Re: " + added.Subject, header: answering(added), text: "Et moi ?"}), ticket.Quarantine, ticket.Unknown)
	for _, l := range f.outside() {
		if l.Recipient == "third@dupont.example" {
			t.Errorf("an observer brought in another one: %s", l.Kind)
		}
	}
	if got := f.ticket(m.TicketNumber); got.State == ticket.Resolved {
		t.Error("an observer's command was obeyed")
	}
	f.write(func(tx *store.Tx) error {
		_, err := tx.RemoveObserver(m.TicketNumber, "new@dupont.example", f.clock)
		return err
	})
	f.want(f.send(post{from: "new@dupont.example", to: f.replyTo(added), subject: "Re: " + added.Subject, header: answering(added), text: "Encore moi."}), ticket.Quarantine, ticket.Unknown)
	f.answers("alice@firme.example", f.noticeOf(m.TicketNumber, "alice@firme.example"), "Réponse.")
	if got := to(f.letters(letter.KindAnswer)); strings.Contains(got, "new@") || !strings.Contains(got, "marie@") {
		t.Errorf("answered to %s", got)
	}
}

func TestAColleaguesCopiesAreNotLetInWithTheMail(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "paul@dupont.example", subject: "Import", header: []string{"Cc: third@dupont.example"}, text: "Bonjour."})
	f.answers("alice@firme.example", f.letters(letter.KindHeldMail)[0], "#accepter")
	for _, l := range f.outside() {
		if l.Recipient == "third@dupont.example" {
			t.Errorf("%s to somebody whom no technical contact put in copy", l.Kind)
		}
	}
}

func TestARefusedNoteIsNeverSent(t *testing.T) {
	f := newFirm(t)
	number, notice, _ := f.opened()
	f.answers("alice@firme.example", notice, "#note\n#temps xx\nNOTESECRETE mauvais payeur.")
	f.answers("alice@firme.example", notice, "#envoyer")
	for _, l := range f.outside() {
		if strings.Contains(f.shownBy(l), "NOTESECRETE") {
			t.Errorf("a %s went to %s", l.Kind, l.Recipient)
		}
	}
	for _, e := range f.exchangesOf(number) {
		if strings.Contains(e.Text, "NOTESECRETE") && e.Way != ticket.Note {
			t.Errorf("kept as %s", e.Way)
		}
	}
}

func TestWhatWasRefusedWithANoticeInItIsNeverSent(t *testing.T) {
	f := newFirm(t)
	_, notice, _ := f.opened()
	f.answers("alice@firme.example", notice, "#temps xx\nBonjour.\n\n"+f.text(notice))
	f.answers("alice@firme.example", notice, "#envoyer")
	f.answers("alice@firme.example", notice, "Rebonjour.\n\n"+f.text(notice))
	for _, l := range f.letters(letter.KindAnswer) {
		t.Errorf("the client is shown %q:\n%s", f.leaks(l, f.secrets(notice)), f.words(l))
	}
	if n := len(f.letters(letter.KindCommandError)); n != 3 {
		t.Errorf("Alice was told %d times, want 3", n)
	}
}

func TestAnAnswerThatNobodyCanReceiveIsToldToItsAuthor(t *testing.T) {
	f := newFirm(t)
	_, notice, _ := f.opened()
	f.write(func(tx *store.Tx) error { return tx.RevokeContact(f.marie.ID, false) })
	f.want(f.answers("alice@firme.example", notice, "#temps 30\nBonjour."), ticket.CommandRun, ticket.BadCommand)
	if got := to(f.letters(letter.KindCommandError)); got != "alice@firme.example" || f.ticket(1001).SpentMinutes != 0 {
		t.Errorf("told %q, %d minutes booked", got, f.ticket(1001).SpentMinutes)
	}
}

func TestWhatWasMissingOfAChangeIsReadFromThePresentContactsProvenAnswerAlone(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Changement de contact technique", header: []string{"Cc: paul@dupont.example"},
		text: "Le nouveau contact technique est :\nPrénom : Claire\nNom : Petit"})
	asked := f.letters(letter.KindContactChangeMissing)[0]
	f.write(func(tx *store.Tx) error { return tx.SetCannotSign(f.dupont.ClientID, true) })
	answer := post{from: "paul@dupont.example", to: f.replyTo(asked), subject: "Re: " + asked.Subject, header: answering(asked), text: "Fonction : DSI\nCourriel : eve@ailleurs.example"}
	f.send(answer)
	answer.text, answer.subject = "Je réponds pour Marie.\nFonction : DSI\nCourriel : eve@ailleurs.example", "Re: [x] "+tagOf(f, asked.TicketNumber)
	f.send(answer)
	for _, l := range f.letters(letter.KindContactChange) {
		if strings.Contains(f.words(l), "#approuver") && strings.Contains(f.words(l), "Claire") {
			t.Errorf("another one completed the request:\n%s", f.words(l))
		}
	}
	answer.from, answer.text = "marie@dupont.example", "Fonction : DSI\nCourriel : claire@dupont.example"
	f.want(f.send(answer), ticket.Append, "")
	shown := f.letters(letter.KindContactChange)
	if len(shown) == 0 || !strings.Contains(f.words(shown[len(shown)-1]), "claire@dupont.example") {
		t.Fatalf("%d letters show the completed request", len(shown))
	}
	for _, l := range shown {
		if l.Recipient == "alice@firme.example" {
			f.answers("alice@firme.example", l, "#approuver")
		}
	}
	if got := to(f.letters(letter.KindContactReplacedNew)); got != "claire@dupont.example" {
		t.Errorf("the new contact is %q", got)
	}
}

func TestTokensOfTwoClientsAndGuessedOnesOpenNothing(t *testing.T) {
	f := newFirm(t)
	number, notice, ack := f.opened()
	john := f.send(post{from: "john@smith.example", subject: "Printer", text: "It is broken."})
	for name, c := range map[string]struct {
		p   post
		why ticket.Reason
	}{
		"T04 token of another client": {post{from: "john@smith.example", subject: "Re: " + ack.Subject}, ticket.OtherClient},
		"T04 by reference":            {post{from: "john@smith.example", subject: "Re: x", header: answering(ack)}, ticket.OtherClient},
		"T04 by address":              {post{from: "john@smith.example", to: f.replyTo(ack), subject: "x"}, ticket.OtherClient},
		"T05 the agent's notice":      {post{from: "john@smith.example", subject: "x", header: answering(notice)}, ticket.OtherClient},
		"T03 stranger":                {post{from: "x@ailleurs.example", subject: "Re: " + ack.Subject, header: answering(ack)}, ticket.Unknown},
		"T11 token and reference":     {post{from: "john@smith.example", subject: "Re: Printer " + tagOf(f, john.TicketNumber), header: answering(ack)}, ticket.Ambiguous},
		"T10 two tokens":              {post{from: "john@smith.example", subject: "Re: " + tagOf(f, john.TicketNumber) + " " + tagOf(f, number)}, ticket.Ambiguous},
		"a colleague with the token":  {post{from: "paul@dupont.example", to: f.replyTo(ack), subject: "Re: " + ack.Subject}, ticket.NotAuthorised},
	} {
		c.p.text = "Montrez-moi. " + name
		f.want(f.send(c.p), ticket.Quarantine, c.why)
		f.pass(time.Minute)
	}
	if n := f.exchanges(number); n != 1 {
		t.Errorf("%d exchanges", n)
	}
	for _, l := range f.outside() {
		if strings.HasSuffix(l.Recipient, "@smith.example") && strings.Contains(f.shownBy(l), "Import") {
			t.Errorf("%s shows John Marie's ticket:\n%s", l.Kind, f.shownBy(l))
		}
	}
}

func tagOf(f *firm, number int64) string { return ticket.SubjectTag(number, f.ticket(number).Token) }
