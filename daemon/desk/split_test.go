package desk

import (
	"errors"
	"slices"
	"testing"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

func TestASplitTicketTakesItsExchangesFilesAndMailAlong(t *testing.T) {
	f := newFirm(t)
	number := f.requests(Request{Subject: "Import", Text: "Bonjour.", Copies: []string{"paul@dupont.example"}})
	ack := f.last(letter.KindAck)
	second := f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "Au fait, l'imprimante est en panne."})
	f.want(second, ticket.Append, "")
	shown := f.last(letter.KindNoticeAnswer)
	moved := f.lastExchange(number).ID
	f.books(number, 20, contract.TimeCounted)
	added, err := f.adds(Message{Ticket: number, Text: "Voici la photo.", Files: []Upload{picture}})
	if err != nil {
		t.Fatal(err)
	}
	next, err := f.d.SplitTicket(t.Context(), Split{Ticket: number, Exchanges: []int64{moved, added.Exchange}, Agent: "alice@firme.example"}, "Alice Martin")
	if err != nil {
		t.Fatal(err)
	}
	was, is := f.whole(number), f.whole(next)
	if is.Subject != "Au fait, l'imprimante est en panne." || is.State != "open" || is.Client != "Dupont SA" || is.Team != was.Team || !slices.Equal(is.Observers, []string{"paul@dupont.example"}) {
		t.Errorf("the new ticket is %+v", is.TicketView)
	}
	if len(was.Exchanges) != 2 || len(is.Exchanges) != 3 || was.Exchanges[1].Way != "note" || is.Exchanges[2].Way != "note" || len(is.Exchanges[1].Files) != 1 {
		t.Errorf("the old ticket has %d exchanges, the new one %d", len(was.Exchanges), len(is.Exchanges))
	}
	if was.SpentMinutes != 20 || is.SpentMinutes != 0 || len(was.Links) != 1 || was.Links[0].Number != next {
		t.Errorf("time %d and %d, related to %v", was.SpentMinutes, is.SpentMinutes, was.Links)
	}
	if o, n := f.ticket(number), f.ticket(next); o.LastClientExchangeID != 1 || n.LastClientExchangeID != added.Exchange {
		t.Errorf("the client's last words are %d and %d", o.LastClientExchangeID, n.LastClientExchangeID)
	}
	f.splitMail(number, next, ack, shown, second)
}

// splitMail: what answers a moved exchange goes along, whatever number it
// bears; what answers another one does not.
func (f *firm) splitMail(number, next int64, ack, shown store.Letter, second store.Mail) {
	f.t.Helper()
	for _, c := range []struct {
		what string
		post post
		want int64
	}{
		{"the answer to the moved mail itself", post{from: "paul@dupont.example", subject: "Re: Import", header: []string{"In-Reply-To: <" + second.MessageID + ">"}, text: "Chez moi aussi."}, next},
		{"the same with the old number", post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: []string{"In-Reply-To: <" + second.MessageID + ">"}, text: "Toujours en panne."}, next},
		{"the answer to another letter", post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "Et l'import ?"}, number},
		{"the agent's answer to the notice of it", post{from: "alice@firme.example", to: f.replyTo(shown), subject: "Re: " + shown.Subject, header: answering(shown), text: "#note\n\nje passe"}, next},
	} {
		m := f.send(c.post)
		if m.TicketNumber != c.want {
			f.t.Errorf("%s is on ticket %d (%s %s), want %d", c.what, m.TicketNumber, m.Disposition, m.Reason, c.want)
		}
	}
}

func TestWhatCannotBeSplit(t *testing.T) {
	f := newFirm(t)
	number := f.requests(Request{Subject: "Import", Text: "Bonjour."})
	other := f.requests(Request{Subject: "Autre", Text: "Bonjour."})
	waits := f.onPage(Reply{Ticket: number, Text: "Un moment."})
	for what, s := range map[string]Split{"nothing": {Ticket: number}, "all": {Ticket: other, Exchanges: []int64{2}},
		"another ticket's": {Ticket: number, Exchanges: []int64{2}}, "an answer that waits": {Ticket: number, Exchanges: []int64{waits}}} {
		s.Agent = "alice@firme.example"
		if _, err := f.d.SplitTicket(t.Context(), s, "Alice Martin"); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := len(f.whole(number).Exchanges) + len(f.whole(other).Exchanges); got != 3 {
		t.Errorf("there are %d exchanges", got)
	}
}
