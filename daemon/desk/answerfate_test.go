package desk

import (
	"errors"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// onPage has Alice answer a ticket on a page; it gives the exchange.
func (f *firm) onPage(r Reply) int64 {
	f.t.Helper()
	r.Agent = "alice@firme.example"
	if _, err := f.d.Answer(f.t.Context(), r, "Alice Martin"); err != nil {
		f.t.Fatal(err)
	}
	return f.lastExchange(r.Ticket).ID
}

func (f *firm) lastExchange(number int64) ExchangeView {
	f.t.Helper()
	whole, err := f.d.Ticket(f.t.Context(), number)
	if err != nil || len(whole.Exchanges) == 0 {
		f.t.Fatalf("ticket %d has no exchange: %v", number, err)
	}
	return whole.Exchanges[len(whole.Exchanges)-1]
}

func TestAnAnswerThatWaitsIsTakenBackWithItsTime(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	id := f.onPage(Reply{Ticket: number, Text: "C'est corrigé.", Time: Booking{Minutes: 25, Kind: "counted"}})
	if err := f.d.CancelAnswer(t.Context(), id, "Alice Martin"); err != nil {
		t.Fatal(err)
	}
	if got := f.last(letter.KindAnswer); got.State != store.LetterCancelled || f.lastExchange(number).State != string(ticket.SendingCancelled) {
		t.Errorf("the letter is %s, the exchange %s", got.State, f.lastExchange(number).State)
	}
	if got := f.ticket(number); got.SpentMinutes != 0 || f.account(f.dupont).ConsumedQuarters != 0 {
		t.Errorf("%d minutes stay, and %d quarters", got.SpentMinutes, f.account(f.dupont).ConsumedQuarters)
	}
	if err := f.d.CancelAnswer(t.Context(), id, "Alice Martin"); !errors.Is(err, ErrTooLate) || !errors.Is(err, ErrRefused) {
		t.Errorf("taken back twice: %v", err)
	}
}

func TestAnAnswerThatHasLeftIsNotTakenBack(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	id := f.onPage(Reply{Ticket: number, Text: "C'est corrigé."})
	f.pass(2 * time.Minute)
	if _, err := f.d.TakePost(t.Context(), f.now(), 100, time.Minute); err != nil {
		t.Fatal(err)
	}
	if err := f.d.CancelAnswer(t.Context(), id, "Alice Martin"); !errors.Is(err, ErrTooLate) {
		t.Errorf("an answer on its way was taken back: %v", err)
	}
	if err := f.d.CancelAnswer(t.Context(), 1, "Alice Martin"); !errors.Is(err, ErrNotFound) {
		t.Errorf("what the client wrote is no answer: %v", err)
	}
}

// held is an answer by mail to a ticket that went on meanwhile.
func (f *firm) held() (number, exchange int64) {
	f.t.Helper()
	number, notice := f.asked("Import")
	ack := f.last(letter.KindAck)
	f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "En fait c'est le fichier du 12."})
	f.alices(notice, "Envoyez le fichier à alice@firme.example.")
	return number, f.lastExchange(number).ID
}

func TestAHeldAnswerLeavesAsItIsOrWithOtherWords(t *testing.T) {
	for text, want := range map[string]string{"": "Envoyez le fichier à support@firme.example.", "Je regarde. alice@firme.example": "Je regarde. support@firme.example"} {
		f := newFirm(t)
		number, id := f.held()
		leaves, err := f.d.SendAnswer(t.Context(), id, text, "Alice Martin")
		if err != nil {
			t.Fatal(err)
		}
		sent := f.last(letter.KindAnswer)
		if !sent.NotBefore.Equal(leaves) || to(f.letters(letter.KindAnswer)) != "marie@dupont.example" {
			t.Errorf("it leaves at %s to %s, was said to at %s", sent.NotBefore, sent.Recipient, leaves)
		}
		f.says(sent, want)
		if e := f.lastExchange(number); e.Text != want || e.State != string(ticket.SendingWaiting) {
			t.Errorf("the exchange is %s: %q", e.State, e.Text)
		}
		if _, err := f.d.SendAnswer(t.Context(), id, "", "Alice Martin"); !errors.Is(err, ErrRefused) {
			t.Errorf("it was sent twice: %v", err)
		}
	}
}

func TestAHeldAnswerIsDropped(t *testing.T) {
	f := newFirm(t)
	number, id := f.held()
	if err := f.d.CancelAnswer(t.Context(), id, "Alice Martin"); err != nil {
		t.Fatal(err)
	}
	if e := f.lastExchange(number); e.State != string(ticket.SendingCancelled) || len(f.letters(letter.KindAnswer)) != 0 {
		t.Errorf("the exchange is %s, %d answers left", e.State, len(f.letters(letter.KindAnswer)))
	}
}
