package contract

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"permanence/daemon/desk/rota"
)

func weekdays() rota.Calendar { return rota.Calendar{Hours: rota.DefaultHours()} }

// usedOn is a deduction booked on a day, in the day's period.
func usedOn(c Contract, on string, quarters int) Line {
	p, _ := c.PeriodAt(day(on))
	return Line{Kind: LineDeduct, Quarters: -quarters, PeriodStart: p.Start, At: day(on).At(time.UTC, 600)}
}

func TestAPackageIsExpectedToGoEvenlyOverTheWorkingDays(t *testing.T) {
	june := Period{Start: day("2026-06-01"), End: day("2026-06-30")} // 22 working days
	for _, c := range []struct {
		on       string
		quarters int
		want     int
	}{
		{"2026-05-31", 44, 0}, {"2026-06-01", 44, 2}, {"2026-06-05", 44, 10}, {"2026-06-07", 44, 10},
		{"2026-06-08", 44, 12}, {"2026-06-30", 44, 44}, {"2026-07-09", 44, 44}, {"2026-06-15", 0, 0}, {"2026-06-01", 40, 1},
	} {
		if got := ExpectedBy(weekdays(), june, c.quarters, day(c.on)); got != c.want {
			t.Errorf("%d quarters by %s: %d, want %d", c.quarters, c.on, got, c.want)
		}
	}
	if got := ExpectedBy(rota.Calendar{}, june, 60, day("2026-06-15")); got != 30 {
		t.Errorf("without working days: %d, want 30", got)
	}
}

func TestAPaceLooksThirteenWeeksBack(t *testing.T) {
	c := sample("2026-01-01")
	lines := []Line{
		usedOn(c, "2026-02-02", 99), // too long ago
		usedOn(c, "2026-05-04", 5), usedOn(c, "2026-06-15", 7), usedOn(c, "2026-06-16", 99),
		{Kind: LineDeduct, Outside: true, Quarters: -8, At: day("2026-06-01").At(time.UTC, 600)},
		{Kind: LineAdjust, Quarters: -8, At: day("2026-06-01").At(time.UTC, 600)},
	}
	if got, want := PaceBefore(c, lines, weekdays(), day("2026-06-15")), (Pace{Quarters: 12, Days: 60}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	young := sample("2026-06-08")
	if got := PaceBefore(young, nil, weekdays(), day("2026-06-15")); got != (Pace{Days: 6}) || got.Known() {
		t.Errorf("six days after the start: %+v", got)
	}
	if got := PaceBefore(sample("2026-09-01"), nil, weekdays(), day("2026-06-15")); got.Days != 0 || got.Over(10) != 0 {
		t.Errorf("before the start: %+v", got)
	}
}

func TestAPackageIsProjected(t *testing.T) {
	// 28 working days from 1 May to 15 June, 11 more in June, ten until 15 July
	c := sample("2026-05-01")
	capped, ending, lapsing := c, c, c
	capped.Carry = Carry{Kind: CarryCapped, Quarters: 4}
	lapsing.Carry = Carry{Kind: CarryExpires, Periods: 0}
	ending.End = day("2026-07-31")
	spent := func(quarters int) []Line { return []Line{usedOn(c, "2026-06-01", quarters)} }
	for _, w := range []struct {
		name    string
		c       Contract
		lines   []Line
		on, to  string
		outlook Outlook
		day     string
		points  []Point
	}{
		{"nothing used", c, nil, "2026-06-15", "2026-06-30", OutlookLasts, "", []Point{{day("2026-06-15"), 80}, {day("2026-06-30"), 80}}},
		{"everything used", c, spent(80), "2026-06-15", "2026-12-31", OutlookSpent, "", []Point{{day("2026-06-15"), 0}}},
		{"more than everything", c, spent(90), "2026-06-15", "2026-12-31", OutlookSpent, "", []Point{{day("2026-06-15"), -10}}},
		{"too early to say", c, spent(10), "2026-05-08", "2026-12-31", OutlookUnknown, "", []Point{{day("2026-05-08"), 40}}},
		{"before the contract", c, nil, "2026-04-08", "2026-12-31", OutlookUnknown, "", nil},
		{"gone within the period", c, spent(60), "2026-06-15", "2026-12-31", OutlookRunsOut, "2026-06-29",
			[]Point{{day("2026-06-15"), 20}, {day("2026-06-29"), 0}}},
		{"suffices for the period", c, spent(30), "2026-06-15", "2026-06-30", OutlookLasts, "",
			[]Point{{day("2026-06-15"), 50}, {day("2026-06-30"), 39}}},
		{"the next package is granted", c, spent(30), "2026-06-15", "2026-07-15", OutlookLasts, "",
			[]Point{{day("2026-06-15"), 50}, {day("2026-06-30"), 39}, {day("2026-07-01"), 79}, {day("2026-07-15"), 68}}},
		{"a cap on what is carried over", capped, spent(30), "2026-06-15", "2026-07-15", OutlookLasts, "",
			[]Point{{day("2026-06-15"), 14}, {day("2026-06-30"), 3}, {day("2026-07-01"), 43}, {day("2026-07-15"), 32}}},
		{"nothing is carried over", lapsing, spent(30), "2026-06-15", "2026-07-15", OutlookRunsOut, "2026-06-30", nil},
		{"the contract ends", ending, spent(30), "2026-06-15", "2027-06-15", OutlookLasts, "", nil},
	} {
		got := Project(w.c, w.lines, weekdays(), day(w.on), day(w.to))
		if got.Outlook != w.outlook || got.Day.String() != w.day {
			t.Errorf("%s: %s %s, want %s %s (%+v)", w.name, got.Outlook, got.Day, w.outlook, w.day, got)
		}
		if w.points != nil && !slices.Equal(got.Points, w.points) {
			t.Errorf("%s: %v, want %v", w.name, got.Points, w.points)
		}
	}
	if got := Project(ending, nil, weekdays(), day("2026-06-15"), day("2027-06-15")).Until; got != ending.End {
		t.Errorf("looked beyond the contract's end, to %s", got)
	}
}

func TestAProjectionStaysInItsTime(t *testing.T) {
	cal := weekdays()
	rapid.Check(t, func(t *rapid.T) {
		c := drawContract(t)
		lines := drawLines(t, c)
		on := c.Start.AddDays(rapid.IntRange(0, 500).Draw(t, "on"))
		until := on.AddDays(rapid.IntRange(-10, 400).Draw(t, "until"))
		got := Project(c, lines, cal, on, until)
		last := on
		for i, p := range got.Points {
			if p.Day.Before(last) || (i > 0 && (p.Quarters < 0 || p.Day.After(got.Until))) {
				t.Fatalf("point %d of %+v", i, got)
			}
			last = p.Day
		}
		if (got.Outlook == OutlookRunsOut) != !got.Day.IsZero() {
			t.Fatalf("%+v", got)
		}
	})
}
