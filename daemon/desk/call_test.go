package desk

import (
	"errors"
	"strings"
	"testing"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
)

func TestAnAgentOpensATicketForWhoTelephonedWithTheTimeOfTheCall(t *testing.T) {
	f := newFirm(t)
	number, err := f.d.OpenForClient(t.Context(), Call{Agent: "alice@firme.example", Contact: "Marie@Dupont.example", Subject: "Import",
		Text: "L'import s'arrête à la ligne 120. Écrire à alice@firme.example.", Note: "pressée", Time: Booking{Minutes: 10, Kind: "counted"}, Take: true, Key: "k"}, "Alice Martin")
	if err != nil {
		t.Fatal(err)
	}
	got := f.ticket(number)
	if got.AgentID != f.alice.ID || got.ContactID != f.marie.ID || got.SpentMinutes != 10 || got.CountedQuarters != 1 || got.State != ticket.Open {
		t.Errorf("the ticket is %+v", got)
	}
	whole, err := f.d.Ticket(t.Context(), number)
	if err != nil || len(whole.Exchanges) != 2 {
		t.Fatalf("%d exchanges: %v", len(whole.Exchanges), err)
	}
	said, note := whole.Exchanges[0], whole.Exchanges[1]
	if said.Way != "in" || said.From != "Marie Dupont <marie@dupont.example>" || said.TakenBy != "Alice Martin" || note.Way != "note" || note.Text != "pressée" {
		t.Errorf("kept %+v and %+v", said, note)
	}
	told := f.letters("")
	if len(told) != 1 || told[0].Kind != string(letter.KindCall) || told[0].Recipient != "marie@dupont.example" {
		t.Fatalf("written: %v", told)
	}
	f.says(told[0], "À la suite de votre appel, votre demande est enregistrée sous le numéro 1001.", "Voici ce qui en a été noté par Alice Martin",
		"> L'import s'arrête à la ligne 120. Écrire à support@firme.example.", "répondez simplement à ce message")
	if strings.Contains(f.reads(told[0]), "pressée") {
		t.Error("the client reads the note")
	}
	f.mailGoesOn(number, told[0])
	if got := to(f.letters(letter.KindNoticeAnswer)); got != "alice@firme.example" {
		t.Errorf("the correction was shown to %q", got)
	}
}

func TestACallThatNobodyTakesIsShownToTheTeamOnDuty(t *testing.T) {
	f := newFirm(t)
	number, err := f.d.OpenForClient(t.Context(), Call{Agent: "carole@firme.example", Contact: "john@smith.example", Subject: "Import", Note: "call back"}, "Carole Roux")
	if err != nil {
		t.Fatal(err)
	}
	if got := f.ticket(number); got.AgentID != 0 || got.LastClientExchangeID != 0 {
		t.Errorf("the ticket is %+v", got)
	}
	if got := to(f.letters(letter.KindNoticeNew)); got != "alice@firme.example bruno@firme.example" {
		t.Errorf("shown to %q", got)
	}
	f.says(f.last(letter.KindCall), "Following your call, your request is registered under number 1001.", "To add to it")
	if strings.Contains(f.reads(f.last(letter.KindCall)), "call back") {
		t.Error("the client reads the note")
	}
}

func TestACallThatNeedsNoMoreIsResolved(t *testing.T) {
	f := newFirm(t)
	number, err := f.d.OpenForClient(t.Context(), Call{Agent: "alice@firme.example", Contact: "marie@dupont.example", Text: "Mot de passe oublié.", Resolve: true}, "Alice Martin")
	if err != nil || f.ticket(number).State != ticket.Resolved {
		t.Fatalf("it is %s: %v", f.ticket(number).State, err)
	}
	f.says(f.last(letter.KindCall), "sous le numéro 1001, déjà résolue.")
}

func TestWhoIsNamedByNoContractHasNoTicketByTelephone(t *testing.T) {
	f := newFirm(t)
	for name, c := range map[string]struct {
		call Call
		kind error
	}{
		"a colleague":    {Call{Contact: "paul@dupont.example", Text: "Bonjour."}, ErrNoRight},
		"a stranger":     {Call{Contact: "eve@ailleurs.example", Text: "Bonjour."}, ErrNoRight},
		"nothing said":   {Call{Contact: "marie@dupont.example", Subject: "Import"}, ErrEmpty},
		"without a name": {Call{Contact: "marie@dupont.example", Note: "rappeler"}, ErrEmpty},
	} {
		c.call.Agent = "alice@firme.example"
		if _, err := f.d.OpenForClient(t.Context(), c.call, "Alice Martin"); !errors.Is(err, c.kind) || !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v, want %v", name, err, c.kind)
		}
	}
	if n := len(f.letters("")); n != 0 {
		t.Errorf("%d letters were written", n)
	}
}
