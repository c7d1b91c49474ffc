package contract

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func at(text string, loc *time.Location) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		panic(err)
	}
	return t
}

func TestTimeIsCountedByItsScope(t *testing.T) {
	loc := paris(t)
	work := func(id, ticket int64, when string, minutes int, kind EntryKind) Entry {
		return Entry{ID: id, TicketID: ticket, At: at(when, loc), Minutes: minutes, Kind: kind}
	}
	entries := []Entry{
		work(1, 1, "2026-07-01 10:00", 5, TimeCounted),
		work(2, 1, "2026-07-01 11:00", 5, TimeCounted),
		work(3, 1, "2026-07-01 23:59", 10, TimeCounted),
		work(4, 1, "2026-07-02 00:01", 5, TimeCounted), // the same day in UTC
		work(5, 1, "2026-07-02 09:00", 30, TimeOffered),
		work(6, 1, "2026-07-02 10:00", 30, TimeInternal),
		work(7, 1, "2026-07-02 11:00", 16, TimeOutside),
		work(8, 1, "2026-07-02 12:00", 14, TimeOutside),
	}
	for _, c := range []struct {
		rounding Rounding
		want     [8]int
	}{
		{PerTicket, [8]int{1, 0, 1, 0, 0, 0, 2, 0}},
		{PerEntry, [8]int{1, 1, 1, 1, 0, 0, 2, 1}},
		{PerTicketDay, [8]int{1, 0, 1, 1, 0, 0, 2, 0}},
	} {
		for i, e := range entries {
			if got := Counted(c.rounding, loc, entries[:i], e); got != c.want[i] {
				t.Errorf("per %s, entry %d costs %d, want %d", c.rounding, e.ID, got, c.want[i])
			}
		}
	}
	if q, outside := Cost(PerTicket, loc, entries); q != 2 || outside != 2 {
		t.Errorf("the ticket costs %d and %d outside", q, outside)
	}
}

func TestEachBegunQuarterCounts(t *testing.T) {
	for minutes, want := range map[int]int{-5: 0, 0: 0, 1: 1, 15: 1, 16: 2, 25: 2, 60: 4, 61: 5, 1440: 96} {
		if got := QuartersOf(minutes); got != want {
			t.Errorf("%d minutes are %d quarters, want %d", minutes, got, want)
		}
	}
	if MinutesOf(5) != 75 {
		t.Error("five quarters are 75 minutes")
	}
}

func TestAnEntryIsChecked(t *testing.T) {
	for _, e := range []Entry{{Minutes: 0, Kind: TimeCounted}, {Minutes: 1441, Kind: TimeCounted}, {Minutes: 10, Kind: "free"}} {
		if e.Check() == nil {
			t.Errorf("%+v was taken", e)
		}
	}
	if err := (Entry{Minutes: 10, Kind: TimeOffered}).Check(); err != nil {
		t.Error(err)
	}
}

func TestEntriesMoveWithAMergedTicket(t *testing.T) {
	c := sample("2026-07-01")
	p, _ := c.PeriodN(0)
	before := []Entry{{ID: 1, TicketID: 1, Minutes: 5, Kind: TimeCounted}, {ID: 2, TicketID: 2, Minutes: 20, Kind: TimeCounted}}
	after := []Entry{before[0], {ID: 2, TicketID: 1, Minutes: 20, Kind: TimeCounted}}
	got := map[int64]int{}
	for _, l := range Compensate(c, p, before, after, p.Start.Start(time.UTC), time.UTC) {
		got[l.TicketID] += l.Quarters
	}
	if len(got) != 2 || got[1] != -1 || got[2] != 2 { // 1 and 2 quarters apart, 25 minutes are 2 together
		t.Errorf("%v", got)
	}
}

// book is what a desk does with entries: two tickets, and a ledger that it
// only adds to.
type book struct {
	c       Contract
	loc     *time.Location
	entries []Entry
	lines   []Line
	nextID  int64
}

func (b *book) ofTicket(ticket int64) []Entry {
	var out []Entry
	for _, e := range b.entries {
		if e.TicketID == ticket {
			out = append(out, e)
		}
	}
	return out
}

func (b *book) add(t *rapid.T, today Date) {
	b.nextID++
	e := b.draw(t, today)
	e.ID, e.TicketID = b.nextID, int64(rapid.IntRange(1, 2).Draw(t, "ticket"))
	b.lines = append(b.lines, Deduct(b.c, b.period(t, today), b.ofTicket(e.TicketID), e, today.At(b.loc, 600), b.loc)...)
	b.entries = append(b.entries, e)
}

// draw is an entry of up to three hours, of today or some days before.
func (b *book) draw(t *rapid.T, today Date) Entry {
	when := today.AddDays(-rapid.IntRange(0, 3).Draw(t, "days ago")).At(b.loc, rapid.IntRange(0, 1439).Draw(t, "minute"))
	kinds := []EntryKind{TimeCounted, TimeCounted, TimeCounted, TimeOutside, TimeOffered, TimeInternal}
	return Entry{At: when, Minutes: rapid.IntRange(1, 180).Draw(t, "minutes"), Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
}

func (b *book) period(t *rapid.T, today Date) Period {
	p, err := b.c.ChargeTo(b.lines, today)
	if err != nil {
		t.Fatalf("charge to %s: %v", today, err)
	}
	return p
}

// change edits an entry, or deletes it.
func (b *book) change(t *rapid.T, today Date) {
	if len(b.entries) == 0 {
		return
	}
	i := rapid.IntRange(0, len(b.entries)-1).Draw(t, "entry")
	old := b.entries[i]
	before := b.ofTicket(old.TicketID)
	if rapid.Bool().Draw(t, "delete") {
		b.entries = append(b.entries[:i:i], b.entries[i+1:]...)
	} else {
		edited := b.draw(t, today)
		edited.ID, edited.TicketID = old.ID, old.TicketID
		b.entries[i] = edited
	}
	b.lines = append(b.lines, Compensate(b.c, b.period(t, today), before, b.ofTicket(old.TicketID), today.At(b.loc, 700), b.loc)...)
}

// expected is what a ticket's entries cost, computed the plain way.
func (b *book) expected(ticket int64, outside bool) int {
	minutes := map[Date]int{}
	cost := 0
	for _, e := range b.ofTicket(ticket) {
		kind := TimeCounted
		if outside {
			kind = TimeOutside
		}
		if e.Kind != kind {
			continue
		}
		switch b.c.Rounding {
		case PerEntry:
			cost += (e.Minutes + 14) / 15
		case PerTicketDay:
			minutes[dayOf(e.At, b.loc)] += e.Minutes
		default:
			minutes[Date{}] += e.Minutes
		}
	}
	for _, m := range minutes {
		cost += (m + 14) / 15
	}
	return cost
}

func (b *book) check(t *rapid.T) {
	charged := map[int64]int{}
	for _, ticket := range []int64{1, 2} {
		for _, outside := range []bool{false, true} {
			sum := 0
			for _, l := range b.lines {
				if l.Kind == LineDeduct && l.TicketID == ticket && l.Outside == outside {
					sum -= l.Quarters
					charged[l.EntryID] -= l.Quarters
				}
			}
			if want := b.expected(ticket, outside); sum != want {
				t.Fatalf("per %s, ticket %d (outside %v) costs %d in the ledger, want %d: %+v", b.c.Rounding, ticket, outside, sum, want, b.entries)
			}
		}
		for _, charge := range Charges(b.c.Rounding, b.loc, b.ofTicket(ticket)) {
			if charged[charge.Entry.ID] != charge.Quarters {
				t.Fatalf("entry %d has %d in the ledger, want %d", charge.Entry.ID, charged[charge.Entry.ID], charge.Quarters)
			}
			delete(charged, charge.Entry.ID)
		}
	}
	for id, quarters := range charged {
		if quarters != 0 {
			t.Fatalf("the deleted entry %d still costs %d", id, quarters)
		}
	}
}

// TestATicketCostsItsRoundedTotal: for any sequence of entries, edits and
// deletions, in periods that close meanwhile, each ticket costs what its
// rounding says and the ledger only grows (R10).
func TestATicketCostsItsRoundedTotal(t *testing.T) {
	loc := paris(t)
	for _, rounding := range []Rounding{PerTicket, PerEntry, PerTicketDay} {
		t.Run(string(rounding), rapid.MakeCheck(func(t *rapid.T) {
			b := &book{c: sample("2026-01-31"), loc: loc}
			b.c.Rounding = rounding
			today := b.c.Start
			for range rapid.IntRange(1, 25).Draw(t, "steps") {
				today = today.AddDays(rapid.IntRange(0, 20).Draw(t, "days"))
				was := append([]Line(nil), b.lines...)
				for _, closing := range CloseDue(b.c, b.lines, today, loc) {
					b.lines = append(b.lines, closing.Lines...)
				}
				if rapid.IntRange(0, 2).Draw(t, "what") < 2 {
					b.add(t, today)
				} else {
					b.change(t, today)
				}
				if len(b.lines) < len(was) {
					t.Fatal("the ledger became shorter")
				}
				for i := range was {
					if b.lines[i] != was[i] {
						t.Fatalf("line %d changed", i)
					}
				}
				b.check(t)
			}
		}))
	}
}
