package contract

import (
	"slices"
	"testing"
	"time"
)

func TestReviewsFallDueEverySixMonths(t *testing.T) {
	c := sample("2025-08-31")
	c.End = day("2027-03-31")
	if got := ReviewsDue(c, day("2025-08-31"), day("2030-01-01")); !slices.Equal(got, []Date{day("2026-02-28"), day("2026-08-31"), day("2027-02-28")}) {
		t.Errorf("due on %v", got)
	}
	c = sample("2026-01-01")
	for _, x := range []struct {
		after, until string
		n            int
	}{{"2026-06-30", "2026-07-01", 1}, {"2026-07-01", "2026-12-31", 0}, {"2026-06-29", "2026-06-30", 0}, {"2026-06-01", "2027-07-01", 3}} {
		if got := ReviewsDue(c, day(x.after), day(x.until)); len(got) != x.n {
			t.Errorf("after %s until %s: %v", x.after, x.until, got)
		}
	}
	if got := ReviewKey(7, day("2026-07-01")); got != "review/7/2026-07-01" {
		t.Error(got)
	}
}

// halfYear is a contract's ledger after six months with this consumption.
func halfYear(c Contract, consumed ...int) []Line {
	var lines []Line
	for n, q := range consumed {
		l := used(c, n, q)
		if c.Period != Month {
			month := c.Start.AddMonths(n)
			p, _ := c.PeriodAt(month)
			l.PeriodStart, l.At = p.Start, month.At(time.UTC, 600)
		}
		lines = append(lines, l)
	}
	lines, _ = closeAll(c, lines, c.Start.AddMonths(6).String())
	return lines
}

func TestMonthsAreGivenOneByOne(t *testing.T) {
	c := sample("2026-01-01")
	months := MonthsBefore(c, halfYear(c, 10, 50, 45, 40, 0, 60), day("2026-07-01"), 6, time.UTC)
	if len(months) != 6 {
		t.Fatalf("%d months", len(months))
	}
	for i, want := range []MonthFigures{
		{SubscribedQuarters: 40, CarriedQuarters: 0, ConsumedQuarters: 10},
		{SubscribedQuarters: 40, CarriedQuarters: 30, ConsumedQuarters: 50},
		{SubscribedQuarters: 40, CarriedQuarters: 20, ConsumedQuarters: 45},
		{SubscribedQuarters: 40, CarriedQuarters: 15, ConsumedQuarters: 40},
		{SubscribedQuarters: 40, CarriedQuarters: 15, ConsumedQuarters: 0},
		{SubscribedQuarters: 40, CarriedQuarters: 55, ConsumedQuarters: 60},
	} {
		p, _ := c.PeriodN(i)
		want.Start, want.End, want.Closes = p.Start, p.End, true
		if months[i] != want {
			t.Errorf("month %d: %+v, want %+v", i, months[i], want)
		}
	}
	if got := MonthsBefore(c, nil, day("2026-03-31"), 6, time.UTC); len(got) != 2 {
		t.Errorf("after two whole months there are %d", len(got))
	}
	if got := MonthsBefore(c, nil, day("2027-01-01"), 6, time.UTC); len(got) != 6 || got[0].Start != day("2026-07-01") {
		t.Errorf("the last six months: %+v", got)
	}
}

func TestAGestureIsCarriedIntoTheMonthsThatFollow(t *testing.T) {
	c := sample("2026-01-01")
	c.Period = Quarter
	for when, want := range map[string][]int{"2026-02-15": {0, 20, 33}, "2026-01-31": {7, 20, 33}, "2026-02-28": {0, 20, 33}, "2026-03-01": {0, 13, 33}} {
		gesture := Line{ContractID: 7, Kind: LineAdjust, Quarters: 7, PeriodStart: c.Start, At: day(when).Start(time.UTC), Reason: "a fault of ours"}
		var carried []int
		for _, m := range MonthsBefore(c, []Line{gesture}, day("2026-04-01"), 6, time.UTC) {
			carried = append(carried, m.CarriedQuarters)
		}
		if !slices.Equal(carried, want) {
			t.Errorf("given on %s: carried %v, want %v", when, carried, want)
		}
	}
}

func TestALongerPeriodIsSpreadOverItsMonths(t *testing.T) {
	c := sample("2026-01-01")
	c.Period = Quarter
	c.Versions[0].PackageQuarters = 40
	months := MonthsBefore(c, halfYear(c, 20, 20, 20, 5, 5, 5), day("2026-07-01"), 6, time.UTC)
	var subscribed, consumed, carried, overage []int
	for _, m := range months {
		subscribed, consumed = append(subscribed, m.SubscribedQuarters), append(consumed, m.ConsumedQuarters)
		carried, overage = append(carried, m.CarriedQuarters), append(overage, m.OverageQuarters)
	}
	if !slices.Equal(subscribed, []int{13, 13, 14, 13, 13, 14}) || !slices.Equal(consumed, []int{20, 20, 20, 5, 5, 5}) {
		t.Errorf("subscribed %v, consumed %v", subscribed, consumed)
	}
	if !slices.Equal(carried, []int{0, -7, -14, 0, 8, 16}) || !slices.Equal(overage, []int{0, 0, 20, 0, 0, 0}) {
		t.Errorf("carried %v, overage %v", carried, overage)
	}
}

func TestWhatIsSuggested(t *testing.T) {
	for _, c := range []struct {
		name      string
		consumed  []int
		advice    Advice
		reason    AdviceReason
		suggested int
		trend     Trend
	}{
		{"the package fits", []int{38, 42, 40, 39, 41, 40}, AdviceKeep, BecauseFits, 40, TrendSteady},
		{"hours were billed", []int{60, 58, 61, 60, 59, 62}, AdviceRaise, BecauseOverage, 60, TrendSteady},
		{"more every month", []int{30, 35, 36, 44, 46, 48}, AdviceRaise, BecauseRising, 48, TrendRising},
		{"one peak", []int{20, 38, 130, 36, 40, 39}, AdviceKeep, BecausePeak, 40, TrendSteady},
		{"one peak and nothing else", []int{0, 0, 200, 0, 0, 0}, AdviceKeep, BecausePeak, 40, TrendSteady},
		{"little is used", []int{12, 10, 11, 12, 9, 12}, AdviceLower, BecauseUnused, 12, TrendSteady},
		{"less every month", []int{40, 38, 36, 12, 10, 8}, AdviceLower, BecauseFalling, 12, TrendFalling},
		{"nothing is used", []int{0, 0, 0, 0, 0, 0}, AdviceLower, BecauseUnused, 4, TrendSteady},
		{"more is used, and the little carried over will not last", []int{0, 46, 48, 46, 48, 46}, AdviceRaise, BecauseUsed, 48, TrendSteady},
		{"more is used, hours carried over cover it", []int{0, 0, 0, 48, 48, 48}, AdviceKeep, BecauseStock, 40, TrendRising},
		{"carried over, just enough", []int{0, 48, 48, 48, 48, 0}, AdviceKeep, BecauseStock, 40, TrendSteady},
		{"carried over, not quite enough", []int{0, 48, 48, 48, 48, 1}, AdviceRaise, BecauseUsed, 48, TrendSteady},
		{"too young to judge", []int{80, 80}, AdviceKeep, BecauseShort, 40, TrendSteady},
	} {
		contract := sample("2026-01-01")
		day := contract.Start.AddMonths(len(c.consumed))
		lines := halfYear(contract, c.consumed...)
		s := Review(contract, MonthsBefore(contract, lines, day, 6, time.UTC), day)
		if s.Advice != c.advice || s.Reason != c.reason || s.SuggestedQuarters != c.suggested || s.Trend != c.trend {
			t.Errorf("%s: %s because %s, %d, %s", c.name, s.Advice, s.Reason, s.SuggestedQuarters, s.Trend)
		}
		if s.PackageQuarters != 40 || s.RateCents != 9500 || len(s.Months) != len(c.consumed) {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}

func TestWhatTheSuggestionWouldHaveCost(t *testing.T) {
	c := sample("2026-01-01")
	s := Review(c, MonthsBefore(c, halfYear(c, 60, 60, 60, 60, 60, 60), day("2026-07-01"), 6, time.UTC), day("2026-07-01"))
	if s.SuggestedQuarters != 60 || s.CostCents != Cents(360, 9500) || s.SuggestedCostCents != Cents(360, 9500) {
		t.Errorf("the same hours cost the same: %+v", s)
	}
	s = Review(c, MonthsBefore(c, halfYear(c, 10, 10, 10, 10, 10, 10), day("2026-07-01"), 6, time.UTC), day("2026-07-01"))
	if s.SuggestedQuarters != 12 || s.CostCents != Cents(240, 9500) || s.SuggestedCostCents != Cents(72, 9500) {
		t.Errorf("a smaller package costs less: %+v", s)
	}
	outside := append(halfYear(c, 10, 10, 10, 10, 10, 10), usedOutside(c, 5, 8))
	s = Review(c, MonthsBefore(c, outside, day("2026-07-01"), 6, time.UTC), day("2026-07-01"))
	if s.OverageQuarters != 8 || s.CostCents != Cents(248, 9500) || s.SuggestedCostCents != Cents(80, 9500) {
		t.Errorf("time outside the package is paid either way: %+v", s)
	}
	c.Carry = Carry{Kind: CarryCapped}
	s = Review(c, MonthsBefore(c, halfYear(c, 10, 10, 30, 10, 10, 10), day("2026-07-01"), 6, time.UTC), day("2026-07-01"))
	if s.SuggestedQuarters != 12 || s.SuggestedCostCents != Cents(72+18, 9500) {
		t.Errorf("without carry-over a peak is billed: %+v", s)
	}
}

func TestAReviewOfNothing(t *testing.T) {
	c := sample("2026-01-01")
	if s := Review(c, nil, day("2026-01-10")); s.Advice != AdviceKeep || s.Reason != BecauseShort || s.CostCents != 0 {
		t.Errorf("%+v", s)
	}
}
