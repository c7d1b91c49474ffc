package desk

import (
	"errors"
	"slices"
	"testing"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

func TestWhatTheClientWritesIsShownToWhoFollowsTheTicketOnce(t *testing.T) {
	f := newFirm(t)
	ctx, by := t.Context(), "Alice Martin"
	number, _ := f.asked("Import")
	for _, who := range []string{"alice@firme.example", "carole@firme.example", "sophie@firme.example"} {
		if err := f.d.WatchTicket(ctx, number, who, by); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.d.UnwatchTicket(ctx, number, "sophie@firme.example", by); err != nil {
		t.Fatal(err)
	}
	f.mailGoesOn(number, f.last(letter.KindAck))
	if got := to(f.letters(letter.KindNoticeAnswer)); got != "alice@firme.example bruno@firme.example" {
		t.Errorf("those who have it: %q", got)
	}
	if got := to(f.letters(letter.KindNoticeWatched)); got != "carole@firme.example" {
		t.Errorf("those who follow it: %q", got)
	}
	f.says(f.last(letter.KindNoticeWatched), "a écrit sur la demande n° 1001, que vous suivez", "Un détail de plus.")
	if err := f.d.UnwatchTicket(ctx, number, "sophie@firme.example", by); !errors.Is(err, ErrRefused) {
		t.Errorf("who does not follow it is taken off: %v", err)
	}
}

func TestWhoIsNamedInANoteIsShownItFollowsTheTicketAndAnswersWithANote(t *testing.T) {
	for _, plus := range []bool{true, false} {
		f := newFirm(t)
		f.d.cfg.Mailboxes[0].PlusAddressing = plus
		number, _ := f.asked("Import")
		if err := f.d.Note(t.Context(), number, "bruno@firme.example", "@Carole et @Bruno, vous connaissez leur banque ?", "Bruno Petit", picture); err != nil {
			t.Fatal(err)
		}
		told := f.letters(letter.KindNoticeMention)
		if to(told) != "carole@firme.example" || !slices.Equal(f.whole(number).Watchers, []string{"Carole Roux"}) {
			t.Fatalf("told %q, followed by %v", to(told), f.whole(number).Watchers)
		}
		f.says(told[0], "Bruno Petit vous mentionne dans une note de la demande n° 1001 de Dupont SA", "> @Carole et @Bruno", "rien ne part au client")
		f.want(f.send(post{from: "carole@firme.example", to: f.replyTo(told[0]), subject: "Re: " + told[0].Subject, header: answering(told[0]),
			text: "Oui, c'est la BNP."}), ticket.NoteOnly, "")
		if e := f.lastExchange(number); e.Way != "note" || len(f.letters(letter.KindAnswer)) != 0 {
			t.Errorf("her answer became %s, %d answers left", e.Way, len(f.letters(letter.KindAnswer)))
		}
	}
}

func TestANoteByMailNamesAgentsToo(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.want(f.alices(notice, "#note\n\n@bruno regarde, s'il te plaît."), ticket.NoteOnly, "")
	if got := to(f.letters(letter.KindNoticeMention)); got != "bruno@firme.example" || !slices.Equal(f.whole(number).Watchers, []string{"Bruno Petit"}) {
		t.Errorf("told %q", got)
	}
}

func TestWhoWantsNoMailOfMentionsFollowsTheTicketAllTheSame(t *testing.T) {
	f := newFirm(t)
	f.sets("Carole", mutes(people.ReasonMention))
	number, _ := f.asked("Import")
	if err := f.d.Note(t.Context(), number, "bruno@firme.example", "@Carole ?", "Bruno Petit"); err != nil {
		t.Fatal(err)
	}
	if got := to(f.letters(letter.KindNoticeMention)); got != "" || !slices.Equal(f.whole(number).Watchers, []string{"Carole Roux"}) {
		t.Errorf("told %q, followed by %v", got, f.whole(number).Watchers)
	}
	f.mailGoesOn(number, f.last(letter.KindAck))
	if got := to(f.letters(letter.KindNoticeWatched)); got != "carole@firme.example" {
		t.Errorf("of the client's message was told %q", got)
	}
}
