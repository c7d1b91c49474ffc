package contract

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// used is a deduction of quarters in the period n.
func used(c Contract, n, quarters int) Line {
	p, _ := c.PeriodN(n)
	return Line{ContractID: c.ID, TicketID: 1, Kind: LineDeduct, Quarters: -quarters, PeriodStart: p.Start, At: p.Start.At(time.UTC, 600)}
}

func usedOutside(c Contract, n, quarters int) Line {
	l := used(c, n, quarters)
	l.Outside = true
	return l
}

// closeAll closes the periods that are over by the day and gives the ledger.
func closeAll(c Contract, lines []Line, today string) ([]Line, []Closing) {
	closings := CloseDue(c, lines, day(today), time.UTC)
	for _, closing := range closings {
		lines = append(lines, closing.Lines...)
	}
	return append(lines, Grants(c, lines, day(today), time.UTC)...), closings
}

func TestOverageIsBilledWhenThePeriodCloses(t *testing.T) {
	c := sample("2026-01-01")
	lines, closings := closeAll(c, []Line{used(c, 0, 45), usedOutside(c, 0, 3)}, "2026-02-01")
	if len(closings) != 1 {
		t.Fatalf("%d closings", len(closings))
	}
	got := closings[0]
	if got.OverageQuarters != 8 || got.OutsideQuarters != 3 || got.OverageCents != 19000 || got.CarriedQuarters != 0 {
		t.Errorf("%+v", got)
	}
	february, _ := c.PeriodN(1)
	if a := AccountOf(c, lines, february); a.CarriedQuarters != 0 || a.LeftQuarters != 40 || a.OverageQuarters != 0 {
		t.Errorf("February begins with %+v", a)
	}
	january, _ := c.PeriodN(0)
	a := AccountOf(c, lines, january)
	if !a.Closed || a.SubscribedQuarters != 40 || a.ConsumedQuarters != 45 || a.OutsideQuarters != 3 || a.OverageQuarters != 8 || a.OverageCents != 19000 {
		t.Errorf("January stays %+v", a)
	}
	if early := CloseDue(c, nil, day("2026-01-31"), time.UTC); len(early) != 0 {
		t.Errorf("January is closed on its last day: %+v", early)
	}
	if again := CloseDue(c, lines, day("2026-02-01"), time.UTC); len(again) != 0 {
		t.Errorf("January is closed again: %+v", again)
	}
	if _, err := Close(c, lines, january, time.UTC); !errors.Is(err, ErrClosed) {
		t.Errorf("closing twice: %v", err)
	}
	march, _ := c.PeriodN(2)
	if _, err := Close(c, lines, march, time.UTC); !errors.Is(err, ErrOrder) {
		t.Errorf("closing out of order: %v", err)
	}
}

func TestOutsideTimeIsBilledWhateverIsLeft(t *testing.T) {
	c := sample("2026-01-01")
	_, closings := closeAll(c, []Line{used(c, 0, 10), usedOutside(c, 0, 4)}, "2026-02-01")
	if got := closings[0]; got.OverageQuarters != 4 || got.CarriedQuarters != 30 || got.OverageCents != 9500 {
		t.Errorf("%+v", got)
	}
}

func TestAnEntryDeletedAfterItWasBilledComesBackAsTime(t *testing.T) {
	c := sample("2026-01-01")
	lines, _ := closeAll(c, []Line{used(c, 0, 48), usedOutside(c, 0, 4)}, "2026-02-01")
	lines = append(lines, used(c, 1, -8), usedOutside(c, 1, -4), usedOutside(c, 1, 3))
	february, _ := c.PeriodN(1)
	if a := AccountOf(c, lines, february); a.LeftQuarters != 48 || a.OverageQuarters != 0 || a.OutsideQuarters != -1 {
		t.Errorf("February is %+v", a)
	}
	lines, closings := closeAll(c, append(lines, usedOutside(c, 2, 2)), "2026-04-01")
	if len(closings) != 2 || closings[0].OverageQuarters != 0 || closings[1].OverageQuarters != 1 {
		t.Errorf("%+v", closings)
	}
	march, _ := c.PeriodN(2)
	if a := AccountOf(c, lines, march); a.OverageQuarters != 1 || a.OutsideQuarters != 2 {
		t.Errorf("March is %+v", a)
	}
}

func TestCarryOver(t *testing.T) {
	for _, c := range []struct {
		name    string
		carry   Carry
		used    []int
		carried []int // into the next period, after each close
	}{
		{"without limit", Carry{}, []int{10, 10, 10}, []int{30, 60, 90}},
		{"capped", Carry{Kind: CarryCapped, Quarters: 20}, []int{10, 50, 0}, []int{20, 10, 20}},
		{"none at all", Carry{Kind: CarryCapped}, []int{10, 50, 0}, []int{0, 0, 0}},
		{"lapses with its period", Carry{Kind: CarryExpires}, []int{10, 41, 0}, []int{0, 0, 0}},
		{"lapses one period later", Carry{Kind: CarryExpires, Periods: 1}, []int{10, 10, 40, 0}, []int{30, 40, 40, 40}},
		{"the oldest is used first", Carry{Kind: CarryExpires, Periods: 2}, []int{10, 10, 10, 10}, []int{30, 60, 80, 80}},
	} {
		contract := sample("2026-01-01")
		contract.Carry = c.carry
		var lines []Line
		for n, q := range c.used {
			lines = append(lines, used(contract, n, q))
		}
		p, _ := contract.PeriodN(len(c.used))
		_, closings := closeAll(contract, lines, p.Start.String())
		for n, closing := range closings {
			if closing.CarriedQuarters != c.carried[n] {
				t.Errorf("%s: %d carried out of period %d, want %d", c.name, closing.CarriedQuarters, n, c.carried[n])
			}
		}
	}
}

func TestWhatIsLeftLapsesWithTheContract(t *testing.T) {
	c := sample("2026-01-01")
	c.End = day("2026-02-14")
	lines, closings := closeAll(c, []Line{used(c, 0, 10)}, "2026-06-01")
	if len(closings) != 2 || closings[1].ExpiredQuarters != 70 || closings[1].Period.End != day("2026-02-14") {
		t.Fatalf("%+v", closings)
	}
	if got := Balance(lines, day("2026-06-01").Start(time.UTC)); got != 0 {
		t.Errorf("%d quarters are left after the end", got)
	}
	if _, err := c.ChargeTo(lines, day("2026-06-01")); !errors.Is(err, ErrEnded) {
		t.Errorf("time after the end: %v", err)
	}
	if p, err := c.ChargeTo(nil, day("2026-06-01")); err != nil || p.N != 1 {
		t.Errorf("before the last close: %+v, %v", p, err)
	}
	if p, err := c.ChargeTo(nil, day("2025-06-01")); err != nil || p.N != 0 {
		t.Errorf("before the start: %+v, %v", p, err)
	}
}

func TestTimeOfAClosedPeriodIsChargedToTheNext(t *testing.T) {
	c := sample("2026-01-01")
	lines, _ := closeAll(c, nil, "2026-03-01")
	if p, err := c.ChargeTo(lines, day("2026-01-31")); err != nil || p.Start != day("2026-03-01") {
		t.Errorf("%+v, %v", p, err)
	}
	if got := OpenFrom(c, lines); got != day("2026-03-01") {
		t.Errorf("open from %s", got)
	}
}

func TestGrantsFollowTheVersions(t *testing.T) {
	c := sample("2026-01-15")
	c.Versions = append(c.Versions, Version{From: day("2026-03-01"), PackageQuarters: 60, RateCents: 9500})
	lines := Grants(c, nil, day("2026-03-20"), time.UTC)
	var got []int
	for _, l := range lines {
		got = append(got, l.Quarters)
	}
	if !slices.Equal(got, []int{40, 40, 60}) || lines[2].Key != "grant/7/2026-03-15" || lines[2].At != day("2026-03-15").Start(time.UTC) {
		t.Fatalf("%+v", lines)
	}
	if again := Grants(c, lines, day("2026-03-20"), time.UTC); len(again) != 0 {
		t.Errorf("granted twice: %+v", again)
	}
	c.Versions[1].PackageQuarters = 50 // changed after the grant
	fix := Grants(c, lines, day("2026-03-20"), time.UTC)
	if len(fix) != 1 || fix[0].Quarters != -10 || fix[0].Key != "grant/7/2026-03-15/2" || fix[0].Reason != ReasonPackageChanged {
		t.Errorf("after the change: %+v", fix)
	}
	lines = append(lines, fix...)
	c.End = day("2026-03-10") // the contract ended before a period that was granted
	back := Grants(c, lines, day("2026-03-20"), time.UTC)
	if len(back) != 1 || back[0].Quarters != -50 || back[0].Reason != ReasonContractEnd {
		t.Errorf("after the end: %+v", back)
	}
	if again := Grants(c, append(lines, back...), day("2026-03-20"), time.UTC); len(again) != 0 {
		t.Errorf("taken back twice: %+v", again)
	}
}

func TestClosedPeriodsKeepTheirGrants(t *testing.T) {
	c := sample("2026-01-01")
	lines, _ := closeAll(c, nil, "2026-03-01")
	c.Versions[0].PackageQuarters = 10
	if got := Grants(c, lines, day("2026-03-01"), time.UTC); len(got) != 1 || got[0].PeriodStart != day("2026-03-01") {
		t.Errorf("after a change: %+v", got)
	}
	c.End = day("2026-01-10")
	if got := Grants(c, lines, day("2026-03-01"), time.UTC); len(got) != 1 || got[0].PeriodStart != day("2026-03-01") || got[0].Quarters != -40 {
		t.Errorf("after the end: %+v", got)
	}
}

func TestTimeOutsideThePackageUsesUpNoCarriedHours(t *testing.T) {
	c := sample("2026-01-01")
	c.Carry = Carry{Kind: CarryExpires, Periods: 1}
	gesture := Line{ContractID: 7, Kind: LineAdjust, Quarters: -4, PeriodStart: c.Start, Reason: "opened with a debt"}
	_, closings := closeAll(c, []Line{gesture, used(c, 0, 10), usedOutside(c, 0, 20), usedOutside(c, 1, 8)}, "2026-03-01")
	if got := closings[1]; got.ExpiredQuarters != 26 || got.CarriedQuarters != 40 {
		t.Errorf("%+v", got)
	}
}

func TestGrantsAndClosesStandAtMidnightOfTheDesk(t *testing.T) {
	c := sample("2026-03-01")
	lines := Grants(c, nil, day("2026-04-01"), paris(t))
	if got := lines[1].At.Format(time.RFC3339); got != "2026-03-31T22:00:00Z" {
		t.Errorf("April is granted at %s", got)
	}
	if got := Balance(lines, lines[1].At.Add(-time.Second)); got != 40 {
		t.Errorf("a second before, %d are left", got)
	}
	if got := Balance(lines, lines[1].At); got != 80 {
		t.Errorf("from then on, %d are left", got)
	}
}

func TestTheFiguresDoNotWaitForTheSchedule(t *testing.T) {
	c := sample("2026-01-01")
	lines := []Line{used(c, 0, 50), used(c, 1, 10)}
	february, _ := c.PeriodN(1)
	a := AccountOf(c, lines, february)
	if a.SubscribedQuarters != 40 || a.CarriedQuarters != 0 || a.ConsumedQuarters != 10 || a.LeftQuarters != 30 || a.OverageQuarters != 0 {
		t.Errorf("%+v", a)
	}
	if len(lines) != 2 {
		t.Error("asking for figures wrote lines")
	}
}

func TestAGestureNeedsAReason(t *testing.T) {
	c := sample("2026-01-01")
	p, _ := c.PeriodN(0)
	if _, err := Adjust(c, p, 5, 4, "", time.Time{}); err == nil {
		t.Error("an adjustment without a reason")
	}
	if _, err := Adjust(c, p, 5, 0, "nothing", time.Time{}); err == nil {
		t.Error("an adjustment of nothing")
	}
	line, err := Adjust(c, p, 5, 4, "a fault of ours", day("2026-01-20").Start(time.UTC))
	if err != nil || line.Kind != LineAdjust || line.AgentID != 5 {
		t.Fatalf("%+v, %v", line, err)
	}
	a := AccountOf(c, []Line{used(c, 0, 42), line}, p)
	if a.AvailableQuarters() != 44 || a.LeftQuarters != 2 || a.OverageQuarters != 0 || a.AdjustedQuarters != 4 {
		t.Errorf("%+v", a)
	}
}

func TestCentsAreRoundedOnce(t *testing.T) {
	for _, c := range []struct{ quarters, rate, want int }{
		{1, 9500, 2375}, {1, 9550, 2388}, {2, 9550, 4775}, {3, 9501, 7126}, {1, 9501, 2375}, {0, 9500, 0}, {51, 9500, 121125},
	} {
		if got := Cents(c.quarters, c.rate); got != c.want {
			t.Errorf("%d quarters at %d cost %d, want %d", c.quarters, c.rate, got, c.want)
		}
	}
}

func TestTicketsOfAPeriod(t *testing.T) {
	c := sample("2026-01-01")
	lines := []Line{used(c, 0, 5), used(c, 0, 2), usedOutside(c, 0, 1), used(c, 1, 9), used(c, 0, 3), used(c, 0, -3)}
	lines[4].TicketID, lines[5].TicketID = 2, 2
	if got := ByTicket(lines, day("2026-01-01")); len(got) != 1 || got[0] != (TicketCost{TicketID: 1, Quarters: 7, OutsideQuarters: 1}) {
		t.Errorf("%+v", got)
	}
}

// drawLines draws what happened in up to eight periods.
func drawLines(t *rapid.T, c Contract) []Line {
	var lines []Line
	for range rapid.IntRange(0, 20).Draw(t, "lines") {
		l := used(c, rapid.IntRange(0, 7).Draw(t, "period"), rapid.IntRange(-10, 60).Draw(t, "quarters"))
		switch rapid.IntRange(0, 5).Draw(t, "what") {
		case 0:
			l.Outside = true
		case 1:
			l.Kind, l.Reason = LineAdjust, "gesture"
		}
		lines = append(lines, l)
	}
	return lines
}

func drawContract(t *rapid.T) Contract {
	c := sample("2026-01-31")
	c.Carry = Carry{
		Kind:     rapid.SampledFrom([]CarryKind{CarryUnlimited, CarryCapped, CarryExpires}).Draw(t, "carry"),
		Quarters: rapid.IntRange(0, 100).Draw(t, "cap"), Periods: rapid.IntRange(0, 4).Draw(t, "periods"),
	}
	c.Versions = append(c.Versions, Version{From: day("2026-04-10"), PackageQuarters: rapid.IntRange(0, 60).Draw(t, "package"), RateCents: 10001})
	return c
}

// TestEachHourIsBilledOnce: over any history, closed at any rhythm, what was
// billed is what was used beyond what was available, no balance stays below
// zero, and the figures of a period are the same before and after its close.
func TestEachHourIsBilledOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawContract(t)
		lines := drawLines(t, c)
		first := AccountOf(c, lines, mustPeriod(c, 4))
		late, _ := closeAll(c, slices.Clone(lines), "2026-10-15") // all at once
		early := slices.Clone(lines)
		for today := c.Start; today.Before(day("2026-10-15")); today = today.AddDays(rapid.IntRange(1, 70).Draw(t, "days")) {
			early, _ = closeAll(c, early, today.String())
		}
		early, _ = closeAll(c, early, "2026-10-15")
		if a, b := AccountOf(c, late, mustPeriod(c, 8)), AccountOf(c, early, mustPeriod(c, 8)); a != b {
			t.Fatalf("closed at once %+v, closed in time %+v", a, b)
		}
		closed := AccountOf(c, late, mustPeriod(c, 4))
		first.Closed, first.ExpiredQuarters = closed.Closed, closed.ExpiredQuarters
		if first != closed {
			t.Fatalf("before its close %+v, after it %+v", first, closed)
		}
		checkBalances(t, c, late)
		checkKeys(t, late)
	})
}

func mustPeriod(c Contract, n int) Period {
	p, _ := c.PeriodN(n)
	return p
}

func checkBalances(t *rapid.T, c Contract, lines []Line) {
	for n := range 8 {
		p := mustPeriod(c, n)
		if balance := through(lines, p.Start, false); balance < 0 {
			t.Fatalf("%d quarters are left when period %d is closed", balance, n)
		}
		if outside := through(lines, p.Start, true); outside < 0 {
			t.Fatalf("%d quarters outside the package were not billed in period %d", -outside, n)
		}
		a, billed := AccountOf(c, lines, p), 0
		for _, l := range lines {
			if l.Kind == LineBilled && l.PeriodStart == p.Start {
				billed += l.Quarters
			}
		}
		if billed != a.OverageQuarters {
			t.Fatalf("period %d billed %d of %d", n, billed, a.OverageQuarters)
		}
	}
}

func checkKeys(t *rapid.T, lines []Line) {
	seen := map[string]bool{}
	for _, l := range lines {
		if l.Key != "" && seen[l.Key] {
			t.Fatalf("the key %s was given twice", l.Key)
		}
		seen[l.Key] = true
	}
}

// TestTheOldestIsUsedFirst compares what lapses with a purse of grants that is
// emptied from its oldest one.
func TestTheOldestIsUsedFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := sample("2026-01-01")
		c.Carry = Carry{Kind: CarryExpires, Periods: rapid.IntRange(0, 4).Draw(t, "periods")}
		spent := rapid.SliceOfN(rapid.IntRange(0, 90), 1, 12).Draw(t, "spent")
		var lines []Line
		for n, q := range spent {
			lines = append(lines, used(c, n, q))
		}
		_, closings := closeAll(c, lines, mustPeriod(c, len(spent)).Start.String())
		var purse []int
		for n, q := range spent {
			purse = append(purse, 40)
			for i := range purse {
				take := min(purse[i], q)
				purse[i] -= take
				q -= take
			}
			lapsed := 0
			for i := range purse {
				if i <= n-c.Carry.Periods {
					lapsed += purse[i]
					purse[i] = 0
				}
			}
			if got := closings[n]; got.ExpiredQuarters != lapsed || got.OverageQuarters != q {
				t.Fatalf("period %d: %d lapsed and %d over, want %d and %d", n, got.ExpiredQuarters, got.OverageQuarters, lapsed, q)
			}
		}
	})
}
