package desk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
)

// decoded is a letter's header and text, and the text of its files, as a
// reader sees them.
func decoded(t *testing.T, raw string) string {
	t.Helper()
	m, err := parser.Parse([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	text := m.Subject + "\n\n" + m.Text
	for _, a := range m.Attachments {
		text += "\n" + string(a.Content)
	}
	return text
}

// reviewed is a firm whose contract with Dupont is six months old on 25
// September 2026 and was just shown to sales.
func reviewed(t *testing.T) (*firm, store.Letter) {
	f := newFirm(t)
	f.d.cfg.Contract.SemesterMonths = 6
	f.write(func(tx *store.Tx) error {
		start := rota.NewDate(2026, 3, 25)
		c := contract.Contract{ClientID: f.dupont.ClientID, Ref: "CT-2", Start: start, Period: contract.Month, Rounding: contract.PerTicket, SalesAgentID: f.sales.ID,
			TechnicalID: f.marie.ID, Versions: []contract.Version{{From: start, PackageQuarters: 40, RateCents: 9500}}}
		_, err := tx.AddContract(c, f.clock)
		return err
	})
	f.on("2026-09-25 08:00", f.d.Semesters, f.d.Semesters)
	alerts := f.letters(letter.KindSemesterSales)
	if to(alerts) != "sophie@firme.example" {
		t.Fatalf("alerted %q", to(alerts))
	}
	return f, alerts[0]
}

func (f *firm) proposal() (p store.Proposal) {
	f.t.Helper()
	f.write(func(tx *store.Tx) (err error) { p, err = tx.Proposal(1); return err })
	return p
}

func TestSalesIsShownTheClientsLetterAsItWouldLeave(t *testing.T) {
	f, alert := reviewed(t)
	text := f.words(alert)
	for _, want := range []string{"CT-2", "Marie Dupont (marie@dupont.example)", "Proposition : passer de 10 h à 1 h par mois", "#envoyer 12h", "Sophie Vente (sophie@firme.example)", "vendredi 2 octobre 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("the alert lacks %q:\n%s", want, text)
		}
	}
	if got := f.letters(letter.KindSemesterClient); len(got) != 0 {
		t.Error("the client was told at once")
	}
}

func TestWithoutAnAnswerTheClientsLetterLeavesAfterFiveWorkingDaysWithoutAnAmount(t *testing.T) {
	f, _ := reviewed(t)
	f.on("2026-10-01 08:00", f.d.Semesters)
	if got := f.letters(letter.KindSemesterClient); len(got) != 0 {
		t.Fatal("it left after four working days")
	}
	f.on("2026-10-02 08:00", f.d.Semesters, f.d.Semesters)
	left := f.letters(letter.KindSemesterClient)
	if to(left) != "marie@dupont.example" {
		t.Fatalf("it left for %q", to(left))
	}
	if text := f.words(left[0]); strings.Contains(text, "vous proposons") || !strings.Contains(text, "Ce forfait peut être augmenté ou diminué") {
		t.Errorf("it reads:\n%s", text)
	}
	if p := f.proposal(); p.State != proposalSent {
		t.Errorf("the proposal is %s", p.State)
	}
}

func TestSalesPreparesAndSendsByMail(t *testing.T) {
	f, alert := reviewed(t)
	f.pass(time.Hour)
	m := f.send(post{from: "sophie@firme.example", subject: "Re: " + alert.Subject, header: answering(alert), text: "#preparer 12h\n"})
	f.want(m, ticket.CommandRun, "")
	shown := f.letters(letter.KindSemesterSales)
	if len(shown) != 2 || !strings.Contains(f.words(shown[1]), "nous vous proposons 12 h par mois") {
		t.Fatalf("it was shown in %d letters; the last reads:\n%s", len(shown), f.words(shown[len(shown)-1]))
	}
	f.pass(time.Hour)
	m = f.send(post{from: "sophie@firme.example", subject: "Re: " + shown[1].Subject, header: answering(shown[1]), text: "#envoyer\n"})
	f.want(m, ticket.CommandRun, "")
	left := f.letters(letter.KindSemesterClient)
	if to(left) != "marie@dupont.example" || !strings.Contains(f.words(left[0]), "nous vous proposons 12 h par mois") {
		t.Fatalf("it left for %q", to(left))
	}
	f.pass(time.Hour)
	f.send(post{from: "sophie@firme.example", subject: "Re: " + alert.Subject, header: answering(alert), text: "#envoyer 14h\n"})
	if got := f.letters(letter.KindSemesterClient); len(got) != 1 {
		t.Errorf("it left %d times", len(got))
	}
	f.on("2026-10-02 08:00", f.d.Semesters)
	if got := f.letters(letter.KindSemesterClient); len(got) != 1 {
		t.Errorf("after five working days it left again: %d", len(got))
	}
}

func TestWhoMayNotAndWhatCannotBeIsRefusedWithASentence(t *testing.T) {
	f, _ := reviewed(t)
	cases := []struct {
		name     string
		id       int64
		quarters int
		by       people.Agent
		want     string
	}{
		{"an agent", 1, 0, f.alice, "only the contract's sales contact"},
		{"no such proposal", 9, 0, f.sales, "no such proposal"},
		{"too large a package", 1, 40000, f.sales, "9999 h"},
		{"less than nothing", 1, -4, f.sales, "9999 h"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, do := range []func(*store.Tx, int64, int, people.Agent) error{f.d.prepareProposal, f.d.sendProposal} {
				err := f.d.store.Write(t.Context(), func(tx *store.Tx) error { return do(tx, c.id, c.quarters, c.by) })
				if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), c.want) {
					t.Errorf("error is %v", err)
				}
				var said *badOrder
				if !errors.As(err, &said) || said.in("fr") == said.in("en") {
					t.Errorf("not said in both languages: %v", err)
				}
			}
		})
	}
}

func TestWordsOfSalesStandInPlaceOfTheFirstSentence(t *testing.T) {
	f, alert := reviewed(t)
	f.pass(time.Hour)
	m := f.send(post{from: "sophie@firme.example", subject: "Re: " + alert.Subject, header: answering(alert), text: "#envoyer 8h\n\nComme convenu au téléphone.\n"})
	f.want(m, ticket.CommandRun, "")
	text := f.words(f.letters(letter.KindSemesterClient)[0])
	if !strings.Contains(text, "Comme convenu au téléphone.") || strings.Contains(text, "Tous les six mois") || !strings.Contains(text, "proposons 8 h par mois") {
		t.Errorf("it reads:\n%s", text)
	}
}

func TestAChangedPackageIsToldAndEndsTheProposal(t *testing.T) {
	f, _ := reviewed(t)
	next := contract.Version{From: rota.NewDate(2026, 10, 25), PackageQuarters: 48, RateCents: 9500}
	for range 2 {
		if err := f.d.ChangePackage(t.Context(), 3, next, "Sophie Vente"); err != nil {
			t.Fatal(err)
		}
	}
	told := f.letters(letter.KindPackageChanged)
	if to(told) != "marie@dupont.example" {
		t.Fatalf("told %q", to(told))
	}
	if text := f.words(told[0]); !strings.Contains(text, "12 h par mois, au lieu de 10 h") || !strings.Contains(text, "25 octobre 2026") {
		t.Errorf("it reads:\n%s", text)
	}
	f.on("2026-10-02 08:00", f.d.Semesters)
	if got := f.letters(letter.KindSemesterClient); len(got) != 0 || f.proposal().State != proposalDropped {
		t.Errorf("%d letters left, the proposal is %s", len(got), f.proposal().State)
	}
	err := f.d.ChangePackage(t.Context(), 3, contract.Version{From: rota.NewDate(2026, 3, 1), PackageQuarters: 4}, "x")
	if !errors.Is(err, ErrRefused) {
		t.Errorf("a change before the contract's start gives %v", err)
	}
}
