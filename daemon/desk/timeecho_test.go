package desk

import (
	"errors"
	"testing"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
)

func TestTheEchoSaysWhatBookingThenCosts(t *testing.T) {
	f := newFirm(t)
	number := f.opens(f.dupont)
	for _, c := range []struct {
		minutes int
		kind    contract.EntryKind
	}{{20, contract.TimeCounted}, {5, contract.TimeCounted}, {10, contract.TimeCounted}, {40, contract.TimeOutside}, {30, contract.TimeOffered}, {600, contract.TimeCounted}} {
		echo, err := f.d.EchoTime(t.Context(), number, c.minutes, c.kind)
		if err != nil {
			t.Fatal(err)
		}
		counted := f.books(number, c.minutes, c.kind).CountedQuarters
		view, err := f.d.AgentTicket(t.Context(), number)
		if err != nil {
			t.Fatal(err)
		}
		want := TimeEcho{Minutes: c.minutes, Kind: c.kind, Charged: true, CountedQuarters: counted, LeftQuarters: view.Package.LeftQuarters, OverageQuarters: view.Package.OverageQuarters}
		if echo != want {
			t.Errorf("%d %s: %+v, then it is %+v", c.minutes, c.kind, echo, want)
		}
	}
	if _, err := f.d.EchoTime(t.Context(), number, 0, contract.TimeCounted); !errors.Is(err, ErrRefused) {
		t.Errorf("no minutes: %v", err)
	}
	if _, err := f.d.EchoTime(t.Context(), 4711, 15, contract.TimeCounted); !errors.Is(err, ErrNotFound) {
		t.Errorf("no ticket: %v", err)
	}
}

func TestTimeIsBookedOnTheDayOfTheWork(t *testing.T) {
	f := newFirm(t)
	number := f.opens(f.dupont)
	today := rota.DateOf(f.now(), f.d.zone())
	b := Booking{Agent: "alice@firme.example", Minutes: 30, Kind: contract.TimeCounted}
	for _, day := range []rota.Date{today, today.AddDays(-3), {}} {
		b.Day = day
		if _, err := f.d.BookTime(t.Context(), number, b, "Alice Martin"); err != nil {
			t.Fatal(err)
		}
		want := day
		if day.IsZero() {
			want = today
		}
		if got := rota.DateOf(*f.entry(number).At, f.d.zone()); got != want {
			t.Errorf("booked on %s, want %s", got, want)
		}
	}
	b.Day = today.AddDays(1)
	if _, err := f.d.BookTime(t.Context(), number, b, "Alice Martin"); !errors.Is(err, ErrDay) {
		t.Errorf("tomorrow: %v", err)
	}
}

func TestAMacroIsAppliedOnceForOneForm(t *testing.T) {
	f := newFirm(t)
	number := f.opens(f.dupont)
	if _, err := f.d.SaveMacro(t.Context(), MacroView{Name: "Quart", Minutes: 15}, "Alice Martin"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := f.d.ApplyMacro(t.Context(), MacroUse{Macro: "Quart", Ticket: number, Agent: "alice@firme.example", Key: "k"}, "Alice Martin"); err != nil {
			t.Fatal(err)
		}
	}
	if got := f.ticket(number).SpentMinutes; got != 15 {
		t.Errorf("%d minutes are booked", got)
	}
}
