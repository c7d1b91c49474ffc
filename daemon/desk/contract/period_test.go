package contract

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"permanence/daemon/desk/rota"

	"pgregory.net/rapid"
)

func day(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func paris(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// sample is a contract of ten hours a month at 95,00 an hour.
func sample(start string) Contract {
	return Contract{
		ID: 7, ClientID: 3, Ref: "CA-7", Start: day(start), Period: Month, Rounding: PerTicket, TechnicalID: 1,
		Versions: []Version{{From: day(start), PackageQuarters: 40, RateCents: 9500}},
	}
}

func TestPeriodsAreCountedFromTheStart(t *testing.T) {
	for _, c := range []struct {
		start      string
		length     PeriodLength
		n          int
		from, last string
	}{
		{"2026-01-15", Month, 0, "2026-01-15", "2026-02-14"},
		{"2026-01-15", Month, 12, "2027-01-15", "2027-02-14"},
		{"2026-01-31", Month, 0, "2026-01-31", "2026-02-27"}, // closes on 28 February
		{"2026-01-31", Month, 1, "2026-02-28", "2026-03-30"},
		{"2026-01-31", Month, 2, "2026-03-31", "2026-04-29"},
		{"2028-01-31", Month, 1, "2028-02-29", "2028-03-30"},
		{"2026-01-01", Quarter, 1, "2026-04-01", "2026-06-30"},
		{"2026-08-31", Semester, 1, "2027-02-28", "2027-08-30"},
		{"2024-02-29", Year, 1, "2025-02-28", "2026-02-27"},
		{"2024-02-29", Year, 4, "2028-02-29", "2029-02-27"},
	} {
		contract := Contract{Start: day(c.start), Period: c.length}
		p, ok := contract.PeriodN(c.n)
		if !ok || p.Start != day(c.from) || p.End != day(c.last) || p.N != c.n {
			t.Errorf("%s period %d of a contract from %s: %+v, want %s to %s", c.length, c.n, c.start, p, c.from, c.last)
		}
	}
}

func TestEveryDayOfAContractLiesInOnePeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Contract{
			Start:  rota.NewDate(2024, 1, rapid.IntRange(1, 800).Draw(t, "start")),
			Period: rapid.SampledFrom([]PeriodLength{Month, Quarter, Semester, Year}).Draw(t, "length"),
		}
		if rapid.Bool().Draw(t, "ends") {
			c.End = c.Start.AddDays(rapid.IntRange(0, 900).Draw(t, "end"))
		}
		d := c.Start.AddDays(rapid.IntRange(-20, 1000).Draw(t, "day"))
		p, ok := c.PeriodAt(d)
		if ok != c.Runs(d) {
			t.Fatalf("%s in a contract from %s to %s: period %v", d, c.Start, c.End, ok)
		}
		if !ok {
			return
		}
		if again, _ := c.PeriodN(p.N); !p.Contains(d) || again != p {
			t.Fatalf("%s is not in its period %+v", d, p)
		}
		if next, ok := c.PeriodN(p.N + 1); ok && next.Start != p.Next() {
			t.Fatalf("%+v does not follow %+v", next, p)
		} else if !ok && p.End != c.End {
			t.Fatalf("the last period %+v does not end with the contract on %s", p, c.End)
		}
	})
}

func TestACloseIsSentOnAWorkingDay(t *testing.T) {
	cal := rota.Calendar{Location: paris(t), Hours: rota.DefaultHours()}
	c := sample("2026-01-01")
	for n, want := range map[int]string{0: "2026-02-02", 2: "2026-04-01", 3: "2026-05-04", 5: "2026-07-01", 9: "2026-11-02"} {
		if p, _ := c.PeriodN(n); p.CloseDay(cal) != day(want) {
			t.Errorf("period %d closes on %s, want %s", n, p.CloseDay(cal), want)
		}
	}
}

func TestAContractSaysWhatIsWrongWithIt(t *testing.T) {
	if err := sample("2026-01-01").Check(); err != nil {
		t.Fatalf("a good contract: %v", err)
	}
	for part, spoil := range map[string]func(*Contract){
		"needs a start":        func(c *Contract) { c.Start = Date{} },
		"before it starts":     func(c *Contract) { c.End = day("2025-12-31") },
		"is no period":         func(c *Contract) { c.Period = "week" },
		"is no rounding":       func(c *Contract) { c.Rounding = "minute" },
		"technical contact":    func(c *Contract) { c.TechnicalID = 0 },
		"a deputy too":         func(c *Contract) { c.DeputyIDs = []int64{1} },
		"is no carry-over":     func(c *Contract) { c.Carry.Kind = "half" },
		"less than none":       func(c *Contract) { c.Carry = Carry{Kind: CarryCapped, Quarters: -1} },
		"a package and":        func(c *Contract) { c.Versions = nil },
		"first package":        func(c *Contract) { c.Versions[0].From = day("2026-01-02") },
		"not in order":         func(c *Contract) { c.Versions = append(c.Versions, c.Versions[0]) },
		"less than nothing":    func(c *Contract) { c.Versions[0].RateCents = -1 },
		"quarters is less tha": func(c *Contract) { c.Versions[0].PackageQuarters = -4 },
	} {
		c := sample("2026-01-01")
		spoil(&c)
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("want an error with %q, got %v", part, err)
		}
	}
}

func TestWhoMayOpenAndRead(t *testing.T) {
	c := sample("2026-01-01")
	c.DeputyIDs, c.End = []int64{2}, day("2026-06-30")
	for _, x := range []struct {
		contact    int64
		day        string
		open, read bool
	}{
		{1, "2026-03-01", true, true}, {2, "2026-06-30", true, true}, {1, "2026-07-01", false, true},
		{1, "2026-09-28", false, true}, {1, "2026-09-29", false, false}, {3, "2026-03-01", false, false},
		{0, "2026-03-01", false, false}, {1, "2025-12-31", false, false},
	} {
		if open, read := c.MayOpen(x.contact, day(x.day)), c.MayRead(x.contact, day(x.day), 90); open != x.open || read != x.read {
			t.Errorf("contact %d on %s: open %v, read %v", x.contact, x.day, open, read)
		}
	}
}

func TestAChangeHoldsFromItsDate(t *testing.T) {
	c := sample("2026-01-15")
	var err error
	if c.Versions, err = Change(c, Version{From: day("2026-04-01"), PackageQuarters: 60, RateCents: 9900}, day("2026-03-15")); err != nil {
		t.Fatal(err)
	}
	for date, want := range map[string]int{"2026-01-15": 40, "2026-03-31": 40, "2026-04-01": 60, "2030-01-01": 60, "2020-01-01": 40} {
		if got := c.VersionAt(day(date)).PackageQuarters; got != want {
			t.Errorf("on %s the package is %d, want %d", date, got, want)
		}
	}
	if from, ok := c.HoldsFrom(day("2026-04-01")); !ok || from != day("2026-04-15") {
		t.Errorf("the change holds from %s", from)
	}
	if from, ok := c.HoldsFrom(day("2026-04-15")); !ok || from != day("2026-04-15") {
		t.Errorf("a change on a period's first day holds from %s", from)
	}
	again, err := Change(c, Version{From: day("2026-04-01"), PackageQuarters: 20}, day("2026-03-15"))
	if err != nil || len(again) != 2 || again[1].PackageQuarters != 20 {
		t.Errorf("a change of the same day: %+v, %v", again, err)
	}
	c.End = day("2026-12-31")
	for part, v := range map[string]Version{
		"are closed":       {From: day("2026-03-14")},
		"contract's start": {From: day("2026-01-01")},
		"contract ends":    {From: day("2027-01-01")},
		"needs the date":   {},
		"less than none":   {From: day("2026-06-15"), PackageQuarters: -1},
	} {
		if _, err := Change(c, v, day("2026-03-15")); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("want an error with %q, got %v", part, err)
		}
	}
}

func TestAContractEndsAfterItsClosedPeriods(t *testing.T) {
	c := sample("2026-01-01")
	if ended, err := c.EndOn(day("2026-03-31"), day("2026-04-01")); err != nil || ended.End != day("2026-03-31") {
		t.Errorf("%+v, %v", ended.End, err)
	}
	if _, err := c.EndOn(day("2026-03-30"), day("2026-04-01")); err == nil {
		t.Error("a contract ended inside a closed period")
	}
	if _, err := c.EndOn(day("2025-12-31"), day("2026-01-01")); err == nil {
		t.Error("a contract ended before its start")
	}
}
