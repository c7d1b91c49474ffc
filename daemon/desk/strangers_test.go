package desk

import (
	"errors"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
)

func TestOnePoliteExplanationADayAndNoneToWhatNobodyProves(t *testing.T) {
	f := newFirm(t)
	stranger := func(text string, p post) string {
		t.Helper()
		before := len(f.letters(letter.KindExplanation))
		p.from, p.subject, p.text = "x@ailleurs.example", "Bonjour", text
		f.send(p)
		return to(f.letters(letter.KindExplanation)[before:])
	}
	for _, c := range []struct {
		name string
		post post
		told string
	}{
		{"unsigned", post{unsigned: true}, ""},
		{"automatic", post{header: []string{"Auto-Submitted: auto-replied"}}, ""},
		{"a list's", post{header: []string{"List-Id: <annonces.ailleurs.example>"}}, ""},
		{"bulk", post{header: []string{"Precedence: bulk"}}, ""},
		{"asks for no answer", post{header: []string{"X-Auto-Response-Suppress: All"}}, ""},
		{"the first of a person", post{}, "x@ailleurs.example"},
		{"the second that day", post{}, ""},
	} {
		f.pass(time.Minute)
		if got := stranger(c.name, c.post); got != c.told {
			t.Errorf("%s: explained to %q, want %q", c.name, got, c.told)
		}
	}
	f.pass(25 * time.Hour)
	if got := stranger("the next day", post{}); got != "x@ailleurs.example" {
		t.Errorf("the next day: explained to %q", got)
	}
}

// An address can be proven and yet be none that a letter could be sent to.
func TestAStrangerWhomNoLetterCanReachIsHeldAsAnyOther(t *testing.T) {
	f := newFirm(t)
	for _, from := range []string{"p\xf2ul@ailleurs.example", "pâul@ailleurs.example"} {
		m := f.send(post{from: from, subject: "Bonjour", text: "Bonjour."})
		if f.want(m, ticket.Quarantine, ticket.Unknown); !m.Believed {
			t.Errorf("%.20q is not believed: %s", from, m.Proof)
		}
	}
	if got := to(f.letters(letter.KindExplanation)); got != "" {
		t.Errorf("explained to %q", got)
	}
	colleague := f.send(post{from: "p\xf2ul@dupont.example", subject: "Import", text: "Bonjour."})
	f.want(colleague, ticket.Quarantine, ticket.Unknown)
	if err := f.d.Release(t.Context(), colleague.ID, true, "test"); !errors.Is(err, ErrRefused) {
		t.Errorf("became a contact: %v", err)
	}
	if err := f.d.Release(t.Context(), colleague.ID, false, "test"); err != nil {
		t.Errorf("cannot be let in: %v", err)
	}
}

func TestTheContactOfAnEndedContractOpensNothing(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	if err := f.d.EndContract(t.Context(), "CT-Dupont", rota.NewDate(2026, 9, 30), "test"); err != nil {
		t.Fatal(err)
	}
	f.at("2026-09-30 17:00")
	f.want(f.send(post{from: "marie@dupont.example", subject: "Le dernier jour", text: "Une demande."}), ticket.New, "")
	f.at("2026-10-01 10:00")
	f.want(f.send(post{from: "marie@dupont.example", subject: "Le lendemain", text: "Une autre."}), ticket.Quarantine, ticket.ContractEnded)
	f.says(f.last(letter.KindExplanation), "contact@firme.example")

	// What is under way is finished; what is done is not begun again.
	f.alices(notice, "#temps 15\n\nC'est corrigé.")
	answer := f.last(letter.KindAnswer)
	again := func(text string) post {
		return post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: text}
	}
	f.want(f.send(again("Pas tout à fait.")), ticket.Append, "")
	if err := f.d.ResolveTicket(t.Context(), number, "test"); err != nil {
		t.Fatal(err)
	}
	f.want(f.send(again("Et encore.")), ticket.Quarantine, ticket.ContractEnded)
}

func TestADeputyOpensTickets(t *testing.T) {
	f := newFirm(t)
	f.want(f.send(post{from: "paul@dupont.example", subject: "Import", text: "Bonjour."}), ticket.Quarantine, ticket.NotAuthorised)
	if err := f.d.AddDeputy(t.Context(), "CT-Dupont", "paul@dupont.example", "test"); err != nil {
		t.Fatal(err)
	}
	m := f.send(post{from: "paul@dupont.example", subject: "Import, encore", text: "Bonjour, encore moi."})
	f.want(m, ticket.New, "")
	if got := to(f.letters(letter.KindAck)); got != "paul@dupont.example" {
		t.Errorf("acknowledged to %q", got)
	}
}
