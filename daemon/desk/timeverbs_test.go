package desk

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// opens opens a ticket of a contract, as a migration would: without a letter.
func (f *firm) opens(c contract.Contract) int64 {
	f.t.Helper()
	var number int64
	f.write(func(tx *store.Tx) (err error) {
		if number, err = tx.NextTicketNumber(); err != nil {
			return err
		}
		return tx.AddTicket(ticket.Ticket{Number: number, Token: f.d.keys.SubjectMAC(number), ClientID: c.ClientID, ContractID: c.ID,
			ContactID: c.TechnicalID, Subject: "Import", State: ticket.Open, Language: "fr", Opened: f.now(), LastExchange: f.now()}, "support")
	})
	return number
}

// entry is the last time entry of a ticket that stands.
func (f *firm) entry(number int64) TimeView {
	f.t.Helper()
	whole, err := f.d.Ticket(f.t.Context(), number)
	if err != nil || len(whole.Time) == 0 {
		f.t.Fatalf("ticket %d has no time: %v", number, err)
	}
	return whole.Time[len(whole.Time)-1]
}

func (f *firm) books(number int64, minutes int, kind contract.EntryKind) TimeView {
	f.t.Helper()
	if _, err := f.d.BookTime(f.t.Context(), number, Booking{Agent: "alice@firme.example", Minutes: minutes, Kind: kind, Text: "analyse"}, "Alice Martin"); err != nil {
		f.t.Fatal(err)
	}
	return f.entry(number)
}

func TestATimeEntryIsCorrectedForAReasonAndTheLedgerGetsTheDifference(t *testing.T) {
	f := newFirm(t)
	number := f.opens(f.dupont)
	e := f.books(number, 50, contract.TimeCounted)
	id, err := f.d.EditTime(t.Context(), e.ID, TimeEdit{Minutes: 25}, "la réunion était comptée deux fois", "alice@firme.example", "Alice Martin")
	if err != nil {
		t.Fatal(err)
	}
	got := f.entry(number)
	want := TimeView{ID: id, Agent: "Alice Martin", At: e.At, Minutes: 25, CountedQuarters: 2, Kind: "counted", Text: "analyse", Corrects: e.ID,
		Reason: "la réunion était comptée deux fois"}
	if *got.At != *want.At {
		t.Errorf("the work was done at %s, is said to be at %s", want.At, got.At)
	}
	if got.At = want.At; got != want {
		t.Errorf("the entry is %+v, want %+v", got, want)
	}
	if tk := f.ticket(number); tk.SpentMinutes != 25 || tk.CountedQuarters != 2 || f.account(f.dupont).ConsumedQuarters != 2 {
		t.Errorf("the ticket has %d minutes, %d quarters, the package %d; want 25, 2, 2", tk.SpentMinutes, tk.CountedQuarters, f.account(f.dupont).ConsumedQuarters)
	}
	if _, err := f.d.EditTime(t.Context(), e.ID, TimeEdit{Minutes: 5}, "encore", "alice@firme.example", "Alice Martin"); !errors.Is(err, ErrRefused) {
		t.Errorf("what was corrected is corrected again: %v", err)
	}
	if err := f.d.RemoveTime(t.Context(), id, "autre client", "admin@firme.example", "Anne Admin"); err != nil {
		t.Fatal(err)
	}
	if tk := f.ticket(number); tk.SpentMinutes != 0 || tk.CountedQuarters != 0 || f.account(f.dupont).ConsumedQuarters != 0 {
		t.Errorf("without any entry the ticket has %d minutes and costs %d", tk.SpentMinutes, tk.CountedQuarters)
	}
}

func TestOnlyItsAuthorOrAnAdministratorChangesATimeEntryAndNotWithoutAReason(t *testing.T) {
	f := newFirm(t)
	e := f.books(f.opens(f.dupont), 50, contract.TimeCounted)
	for _, c := range []struct {
		agent, reason string
		minutes       int
		kind          error
	}{
		{"bruno@firme.example", "je le sais mieux", 5, ErrNoRight},
		{"sophie@firme.example", "geste", 5, ErrNoRight},
		{"alice@firme.example", "  ", 5, ErrEmpty},
		{"alice@firme.example", "faute de frappe", -5, ErrRefused},
		{"alice@firme.example", "faute de frappe", 1500, ErrRefused},
	} {
		if _, err := f.d.EditTime(t.Context(), e.ID, TimeEdit{Minutes: c.minutes}, c.reason, c.agent, c.agent); !errors.Is(err, c.kind) || !errors.Is(err, ErrRefused) {
			t.Errorf("%s, for %q, %d minutes: %v, want %v", c.agent, c.reason, c.minutes, err, c.kind)
		}
	}
	if _, err := f.d.EditTime(t.Context(), 4711, TimeEdit{Minutes: 5}, "faute", "alice@firme.example", ""); !errors.Is(err, ErrNotFound) {
		t.Errorf("an entry that is not there: %v", err)
	}
}

func TestTimeWithoutAContractCountsNothing(t *testing.T) {
	f := newFirm(t)
	number := f.opens(contract.Contract{ClientID: f.dupont.ClientID, TechnicalID: f.marie.ID})
	f.books(number, 20, contract.TimeCounted)
	e := f.books(number, 20, contract.TimeCounted)
	if err := f.d.RemoveTime(t.Context(), e.ID, "deux fois", "alice@firme.example", ""); err != nil {
		t.Fatal(err)
	}
	if tk := f.ticket(number); tk.SpentMinutes != 20 || tk.CountedQuarters != 0 {
		t.Errorf("the ticket has %d minutes and counts %d quarters, want 20 and 0", tk.SpentMinutes, tk.CountedQuarters)
	}
}

// TestTheLedgerCostsWhatStands books, corrects and removes in any order (R10).
func TestTheLedgerCostsWhatStands(t *testing.T) {
	f := newFirm(t)
	contracts := map[contract.Rounding]contract.Contract{contract.PerTicket: f.dupont}
	for _, r := range []contract.Rounding{contract.PerEntry, contract.PerTicketDay} {
		c := f.dupont
		c.Rounding, c.Ref = r, "CT-"+string(r)
		f.write(func(tx *store.Tx) (err error) { c.ID, err = tx.AddContract(c, f.now()); return err })
		contracts[r] = c
	}
	rapid.Check(t, func(r *rapid.T) {
		c := contracts[rapid.SampledFrom([]contract.Rounding{contract.PerTicket, contract.PerEntry, contract.PerTicketDay}).Draw(r, "rounding")]
		number := f.opens(c)
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			f.changesTime(r, number)
			f.pass(time.Duration(rapid.IntRange(0, 40).Draw(r, "hours")) * time.Hour / 8)
			f.costsWhatStands(r, c, number)
		}
	})
}

var entryKinds = []contract.EntryKind{contract.TimeCounted, contract.TimeOffered, contract.TimeOutside, contract.TimeInternal}

// changesTime books time, or corrects or removes an entry.
func (f *firm) changesTime(r *rapid.T, number int64) {
	var standing []store.TimeEntry
	f.write(func(tx *store.Tx) (err error) { standing, err = tx.TimeOn(number); return err })
	minutes, kind := rapid.IntRange(1, 100).Draw(r, "minutes"), rapid.SampledFrom(entryKinds).Draw(r, "kind")
	what := rapid.IntRange(0, 2).Draw(r, "what")
	var err error
	switch {
	case what == 0 || len(standing) == 0:
		_, err = f.d.BookTime(f.t.Context(), number, Booking{Agent: "alice@firme.example", Minutes: minutes, Kind: kind}, "")
	case what == 1:
		e := rapid.SampledFrom(standing).Draw(r, "entry")
		_, err = f.d.EditTime(f.t.Context(), e.ID, TimeEdit{Minutes: minutes, Kind: kind}, "corrigé", "alice@firme.example", "")
	default:
		e := rapid.SampledFrom(standing).Draw(r, "entry")
		err = f.d.RemoveTime(f.t.Context(), e.ID, "retiré", "alice@firme.example", "")
	}
	if err != nil {
		r.Fatal(err)
	}
}

func (f *firm) costsWhatStands(r *rapid.T, c contract.Contract, number int64) {
	var lines []contract.Line
	var standing []store.TimeEntry
	f.write(func(tx *store.Tx) (err error) {
		if lines, err = tx.Lines(c.ID); err == nil {
			standing, err = tx.TimeOn(number)
		}
		return err
	})
	charged := map[bool]int{}
	for _, l := range lines {
		if l.TicketID == number {
			charged[l.Outside] -= l.Quarters
		}
	}
	inside, outside := contract.Cost(c.Rounding, f.d.zone(), entriesOf(standing))
	if charged[false] != inside || charged[true] != outside {
		r.Fatalf("charged %d in the package and %d outside, what stands costs %d and %d", charged[false], charged[true], inside, outside)
	}
	if got := f.ticket(number).CountedQuarters; got != inside+outside {
		r.Fatalf("the ticket says %d, what stands costs %d", got, inside+outside)
	}
}
