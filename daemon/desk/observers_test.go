package desk

import (
	"errors"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// copied opens a ticket with Paul in copy; it gives Alice's notice.
func (f *firm) copied() store.Letter {
	f.t.Helper()
	f.want(f.send(post{from: "Marie Dupont <marie@dupont.example>", subject: "Import", header: []string{"Cc: Paul Durand <paul@dupont.example>, tiers@ailleurs.example"},
		text: "L'import ne marche plus."}), ticket.New, "")
	return f.letters(letter.KindNoticeNew)[0]
}

func TestAColleagueInCopyGetsTheAnswersAndAppendsButOpensNothing(t *testing.T) {
	f := newFirm(t)
	notice := f.copied()
	if got := to(f.letters(letter.KindObserverAdded)); got != "paul@dupont.example" {
		t.Fatalf("put in copy: %q", got)
	}
	f.says(f.last(letter.KindAck), "En copie de cette demande : Paul Durand. Pour retirer quelqu’un, dites-le en réponse.")
	f.says(notice, "Aussi en copie, sans accès à la demande : tiers@ailleurs.example.")
	f.alices(notice, "C'est corrigé.")
	answers := f.letters(letter.KindAnswer)
	if got := to(answers); got != "marie@dupont.example paul@dupont.example" {
		t.Fatalf("answered to %q", got)
	}
	f.want(f.send(post{from: "paul@dupont.example", subject: "Re: " + answers[1].Subject, header: answering(answers[1]), text: "Pas chez moi."}), ticket.Append, "")
	f.want(f.send(post{from: "paul@dupont.example", subject: "Autre chose", text: "Une nouvelle demande."}), ticket.Quarantine, ticket.NotAuthorised)
}

func TestAnObserverIsTakenOffAndOnlyAnAgentBringsThemBack(t *testing.T) {
	f := newFirm(t)
	notice := f.copied()
	f.want(f.alices(notice, "#retirer paul@dupont.example\n#verbose"), ticket.CommandRun, "")
	f.says(f.last(letter.KindCommandDone), "n'est plus en copie de la demande : paul@dupont.example")
	added := f.last(letter.KindObserverAdded)
	f.want(f.send(post{from: "paul@dupont.example", subject: "Re: " + added.Subject, header: answering(added), text: "Et moi ?"}), ticket.Quarantine, ticket.NotAuthorised)

	ack := f.last(letter.KindAck)
	f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: append(answering(ack), "Cc: paul@dupont.example"), text: "Un détail de plus."})
	if n := len(f.letters(letter.KindObserverAdded)); n != 1 {
		t.Errorf("a copy to everybody brought the observer back")
	}
	f.alices(f.letters(letter.KindNoticeAnswer)[0], "Bien reçu.")
	f.pass(time.Minute)
	if got := to(f.letters(letter.KindAnswer)); got != "marie@dupont.example" {
		t.Errorf("answered to %q", got)
	}
	f.want(f.alices(notice, "#cc paul@dupont.example"), ticket.CommandRun, "")
	if n := len(f.letters(letter.KindObserverAdded)); n != 2 {
		t.Errorf("the observer who is back was told %d times, want twice", n)
	}
}

func TestWhoseAccessHasEndedObservesNothing(t *testing.T) {
	f := newFirm(t)
	if err := f.d.ReplaceContact(t.Context(), "Dupont SA", "", ticket.Contact{LastName: "Petit", FirstName: "Claire", Position: "DSI", Address: "claire@dupont.example"}, "test"); err != nil {
		t.Fatal(err)
	}
	m := f.send(post{from: "claire@dupont.example", subject: "Import", header: []string{"Cc: marie@dupont.example"}, text: "Bonjour."})
	f.want(m, ticket.New, "")
	if got := to(f.letters(letter.KindObserverAdded)); got != "" {
		t.Errorf("put in copy: %q", got)
	}
	if err := f.d.AddObserver(t.Context(), m.TicketNumber, "marie@dupont.example", "test"); !errors.Is(err, ErrRefused) {
		t.Errorf("a former contact was put in copy: %v", err)
	}
}

func TestAnObserverIsWrittenToInTheirOwnLanguage(t *testing.T) {
	f := newFirm(t)
	f.write(func(tx *store.Tx) error {
		_, err := tx.AddContact(people.Contact{ClientID: f.dupont.ClientID, FirstName: "Jane", LastName: "Hill", Language: "en", Addresses: []string{"jane@dupont.example"}, Active: true}, f.clock)
		return err
	})
	f.send(post{from: "marie@dupont.example", subject: "Import", header: []string{"Cc: jane@dupont.example, jean@dupont.example"}, text: "Bonjour."})
	f.alices(f.letters(letter.KindNoticeNew)[0], "C'est corrigé.")
	for _, l := range append(f.letters(letter.KindObserverAdded), f.letters(letter.KindAnswer)...) {
		want := "fr"
		if l.Recipient == "jane@dupont.example" {
			want = "en"
		}
		if l.Language != want {
			t.Errorf("the %s to %s is in %s", l.Kind, l.Recipient, l.Language)
		}
	}
}
