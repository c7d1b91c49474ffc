package contract

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCreditIsWhatWasLeftDayByDay(t *testing.T) {
	c := sample("2026-05-01")
	ended := c
	ended.End = day("2026-05-31")
	lines := []Line{usedOn(c, "2026-05-04", 6), usedOn(c, "2026-05-04", 4), usedOn(c, "2026-06-02", 50), usedOn(c, "2026-06-20", 9),
		{Kind: LineDeduct, Outside: true, Quarters: -8, PeriodStart: day("2026-06-01"), At: day("2026-06-03").At(time.UTC, 600)}}
	for _, w := range []struct {
		name     string
		c        Contract
		lines    []Line
		from, to string
		want     []Point
	}{
		{"carried over, with a grant", c, lines, "2026-05-01", "2026-06-15",
			[]Point{{day("2026-05-01"), 40}, {day("2026-05-04"), 30}, {day("2026-06-01"), 70}, {day("2026-06-02"), 20}, {day("2026-06-15"), 20}}},
		{"from within a period", c, lines, "2026-05-10", "2026-06-01", []Point{{day("2026-05-10"), 30}, {day("2026-06-01"), 70}}},
		{"overage is billed when the period closes", c, []Line{usedOn(c, "2026-05-04", 50)}, "2026-05-04", "2026-06-01",
			[]Point{{day("2026-05-04"), -10}, {day("2026-06-01"), 40}}},
		{"from before the contract", c, nil, "2026-01-01", "2026-05-02", []Point{{day("2026-05-01"), 40}, {day("2026-05-02"), 40}}},
		{"one day", c, nil, "2026-05-02", "2026-05-02", []Point{{day("2026-05-02"), 40}}},
		{"before the contract", c, nil, "2026-01-01", "2026-04-02", nil},
		{"after its end", ended, nil, "2026-05-01", "2026-06-10", []Point{{day("2026-05-01"), 40}, {day("2026-06-10"), 40}}},
	} {
		if got := Credit(w.c, w.lines, day(w.from), day(w.to), time.UTC); !slices.Equal(got, w.want) {
			t.Errorf("%s: %v, want %v", w.name, got, w.want)
		}
	}
}

func TestCreditEndsWithWhatTheAccountHasLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawContract(t)
		on := c.Start.AddDays(rapid.IntRange(0, 700).Draw(t, "on"))
		p, ok := c.PeriodAt(on)
		if !ok {
			return
		}
		lines := slices.DeleteFunc(drawLines(t, c), func(l Line) bool { return dayOf(l.At, time.UTC).After(on) })
		points := Credit(c, lines, c.Start, on, time.UTC)
		a := AccountOf(c, lines, p)
		if last := points[len(points)-1]; last.Day != on || last.Quarters != a.AvailableQuarters()-a.ConsumedQuarters {
			t.Fatalf("%v on %s, the account has %+v", points, on, a)
		}
	})
}
