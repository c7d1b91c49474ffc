package desk

import (
	"errors"
	"strings"
	"testing"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

func TestAPersonMergesTwoTicketsAndTheClientHearsWhichContinues(t *testing.T) {
	f := newFirm(t)
	first, _ := f.asked("Import")
	second, _ := f.asked("Import, suite")
	if err := f.d.MergeTicket(t.Context(), second, first, "Alice Martin"); err != nil {
		t.Fatal(err)
	}
	told := f.last(letter.KindMerged)
	if told.Recipient != "marie@dupont.example" || told.TicketNumber != first {
		t.Errorf("told %s, about ticket %d", told.Recipient, told.TicketNumber)
	}
	f.says(told, "Votre demande n° 1002 rejoint la demande n° 1001, « Import », qui continue seule.", "Re: Import, suite [#1001-")
	if !strings.Contains(f.bytes(told), "<m3@dupont.example>") {
		t.Errorf("it stands in another thread than the request:\n%s", f.bytes(told))
	}
	m := f.send(post{from: "marie@dupont.example", subject: "Re: " + told.Subject, header: answering(told), text: "Merci."})
	f.want(m, ticket.Append, "")
	if m.TicketNumber != first {
		t.Errorf("the answer to it went to ticket %d", m.TicketNumber)
	}
	for _, into := range []int64{first, second, 4711} {
		if err := f.d.MergeTicket(t.Context(), second, into, "Alice Martin"); !errors.Is(err, ErrRefused) && !errors.Is(err, ErrNotFound) {
			t.Errorf("merged again, into %d: %v", into, err)
		}
	}
}

func TestNobodyIsWrittenToWhenATicketThatIsDoneIsMergedOrAnAnswerSaysIt(t *testing.T) {
	f := newFirm(t)
	first, _ := f.asked("Import")
	second, _ := f.asked("Import, suite")
	if err := f.d.ResolveTicket(t.Context(), second, "Alice Martin"); err != nil {
		t.Fatal(err)
	}
	if err := f.d.MergeTicket(t.Context(), second, first, "Alice Martin"); err != nil {
		t.Fatal(err)
	}
	_, notice := f.asked("Import, encore")
	f.want(f.alices(notice, "#fusion 1001\n\nJe réunis vos demandes."), ticket.Append, "")
	if got := f.letters(letter.KindMerged); len(got) != 0 {
		t.Errorf("told %s", to(got))
	}
}

func TestATicketOfAnotherClientIsNotMerged(t *testing.T) {
	f := newFirm(t)
	first, second := f.opens(f.dupont), f.opens(f.smith)
	if err := f.d.MergeTicket(t.Context(), second, first, "Alice Martin"); !errors.Is(err, ErrRefused) {
		t.Fatalf("merged across clients: %v", err)
	}
	if got := f.ticket(second); got.MergedInto != 0 || got.State != ticket.Open {
		t.Errorf("it is %+v", got)
	}
}

func TestATicketIsRenamedAndRankedAndMovedToAnotherContract(t *testing.T) {
	f := newFirm(t)
	number := f.opens(f.dupont)
	f.books(number, 50, contract.TimeCounted)
	other := f.dupont
	other.Ref = "CT-autre"
	f.write(func(tx *store.Tx) (err error) { other.ID, err = tx.AddContract(other, f.now()); return err })
	ctx, by := t.Context(), "Alice Martin"
	if err := errors.Join(f.d.SetPriority(ctx, number, "urgent", by), f.d.RenameTicket(ctx, number, " Import du 12 ", by), f.d.MoveTicket(ctx, number, "ct-autre", by)); err != nil {
		t.Fatal(err)
	}
	if got := f.ticket(number); got.Priority != ticket.Urgent || got.Subject != "Import du 12" || got.ContractID != other.ID {
		t.Errorf("the ticket is %+v", got)
	}
	if a, b := f.account(f.dupont).ConsumedQuarters, f.account(other).ConsumedQuarters; a != 0 || b != 4 {
		t.Errorf("charged %d to the old contract, %d to the new one; want 0 and 4", a, b)
	}
	if err := f.d.SetPriority(ctx, number, "normal", by); err != nil || f.ticket(number).Priority != ticket.Normal {
		t.Errorf("back to normal: %v", err)
	}
	for what, err := range map[string]error{
		"an unknown priority":  f.d.SetPriority(ctx, number, "immediate", by),
		"no subject":           f.d.RenameTicket(ctx, number, " ", by),
		"a subject of lines":   f.d.RenameTicket(ctx, number, "a\nBcc: b", by),
		"a subject of a novel": f.d.RenameTicket(ctx, number, strings.Repeat("é", maxSubject+1), by),
		"another's contract":   f.d.MoveTicket(ctx, number, f.smith.Ref, by),
	} {
		if !errors.Is(err, ErrRefused) && !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestWhoTakesATicketIsNotWrittenTo(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	for _, by := range []string{"Bruno Petit", "bruno@firme.example"} {
		if err := f.d.AssignTicket(t.Context(), number, "bruno@firme.example", "", by); err != nil {
			t.Fatal(err)
		}
	}
	if got := f.letters(letter.KindNoticeAssigned); len(got) != 0 {
		t.Errorf("told %s", to(got))
	}
}
