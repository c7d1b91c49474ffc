package desk

import (
	"errors"
	"strings"
	"testing"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// refuses says that a verb refused with words in its sentence.
func (f *firm) refuses(err error, words string) {
	f.t.Helper()
	if !errors.Is(err, ErrRefused) || !strings.Contains(Sentence(err), words) {
		f.t.Errorf("error is %v, want a refusal with %q", err, words)
	}
}

// agrees fails where a verb gave an error.
func (f *firm) agrees(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func TestWhoLeavesLeavesNoTicketWithoutSomebodyWhoIsTold(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.alices(notice, "Je regarde.")
	if got := f.ticket(number).AgentID; got != f.alice.ID {
		t.Fatalf("the ticket is with %d", got)
	}
	back, err := f.d.DeactivateAgent(t.Context(), "Alice", "test")
	f.agrees(err)
	if got := f.ticket(number); back != 1 || got.AgentID != 0 || got.TeamID != 1 {
		t.Errorf("%d went back; the ticket is with agent %d, team %d", back, got.AgentID, got.TeamID)
	}
	answer := f.last(letter.KindAnswer)
	f.send(post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: "Alors ?"})
	if got := to(f.letters(letter.KindNoticeAnswer)); got != "bruno@firme.example" {
		t.Errorf("of the client's answer was told %q", got)
	}
}

func TestTheReplyTokensOfWhoLeftAreWorthNothing(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	_, err := f.d.DeactivateAgent(t.Context(), "Alice", "test")
	f.agrees(err)
	before := len(f.letters(letter.KindAnswer))
	m := f.send(post{from: "alice@firme.example", to: f.replyTo(notice), subject: "Re: " + notice.Subject, header: answering(notice), text: "Encore moi."})
	if m.Disposition != ticket.Quarantine || len(f.letters(letter.KindAnswer)) != before {
		t.Errorf("the mail is %s %s", m.Disposition, m.Reason)
	}
	f.agrees(f.d.ReactivateAgent(t.Context(), "Alice", "test"))
	var epoch int
	f.write(func(tx *store.Tx) error { a, err := tx.Agent(f.alice.ID); epoch = a.Epoch; return err })
	if epoch != 1 {
		t.Errorf("after coming back the epoch is %d: the old tokens hold again", epoch)
	}
	m = f.send(post{from: "alice@firme.example", subject: "Re: " + notice.Subject + " " + tagOf(f, number), text: "Me revoilà."})
	if m.Disposition == ticket.Quarantine {
		t.Errorf("after coming back the mail is held: %s", m.Reason)
	}
}

func TestAnAddressThatIsTakenAwayEndsTheTokensThatWentToIt(t *testing.T) {
	f := newFirm(t)
	epoch := func() (n int) {
		f.write(func(tx *store.Tx) error { a, err := tx.Agent(f.alice.ID); n = a.Epoch; return err })
		return n
	}
	f.agrees(f.d.ChangeAgent(t.Context(), "Alice", AgentChange{Addresses: []string{"alice@firme.example", "Alice@Maison.example"}}, "test"))
	if epoch() != 0 {
		t.Error("one address more ended the tokens")
	}
	f.agrees(f.d.ChangeAgent(t.Context(), "Alice", AgentChange{Addresses: []string{"alice@maison.example"}}, "test"))
	if epoch() != 1 {
		t.Error("an address that is gone left the tokens")
	}
	f.refuses(f.d.ChangeAgent(t.Context(), "Alice", AgentChange{Addresses: []string{}}, "test"), "needs a mail address")
	f.refuses(f.d.ChangeAgent(t.Context(), "Alice", AgentChange{Addresses: []string{"bruno@firme.example"}}, "test"), "belongs to the agent")
}

func TestWhoGoesToSalesHasNoTickets(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.alices(notice, "Je regarde.")
	sales := people.RoleSales
	f.agrees(f.d.ChangeAgent(t.Context(), "Alice", AgentChange{Role: &sales, Teams: []string{}}, "test"))
	if got := f.ticket(number); got.AgentID != 0 || got.TeamID != 1 {
		t.Errorf("the ticket is with agent %d, team %d", got.AgentID, got.TeamID)
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	f := newFirm(t)
	_, err := f.d.DeactivateAgent(t.Context(), "admin@firme.example", "test")
	f.refuses(err, "Anne Admin is the last active administrator")
	admin := people.RoleAdmin
	f.agrees(f.d.ChangeAgent(t.Context(), "Alice", AgentChange{Role: &admin}, "test"))
	_, err = f.d.DeactivateAgent(t.Context(), "admin@firme.example", "test")
	f.agrees(err)
	agent := people.RoleAgent
	f.refuses(f.d.ChangeAgent(t.Context(), "Alice", AgentChange{Role: &agent}, "test"), "last active administrator")
}
