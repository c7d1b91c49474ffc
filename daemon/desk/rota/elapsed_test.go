package rota

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestOnlyStaffedTimeCounts(t *testing.T) {
	cal := Calendar{Location: paris(t), Hours: DefaultHours(), Region: RegionFrance}
	for name, c := range map[string]struct {
		from, to string
		minutes  int
		age      Age
	}{
		"within a morning":      {"2026-07-01 09:30", "2026-07-01 10:15", 45, BelowTwoHours},
		"over noon":             {"2026-07-01 11:00", "2026-07-01 15:00", 120, BelowOneDay},
		"from one day to next":  {"2026-07-01 17:00", "2026-07-02 10:00", 120, BelowOneDay},
		"a whole day":           {"2026-07-01 09:00", "2026-07-02 09:00", 420, UpToTwoDays},
		"over a weekend":        {"2026-07-03 17:30", "2026-07-06 09:15", 45, BelowTwoHours},
		"over a public holiday": {"2026-07-13 17:00", "2026-07-15 10:00", 120, BelowOneDay},
		"three days":            {"2026-07-06 09:00", "2026-07-09 09:00", 1260, UpToFiveDays},
		"six days":              {"2026-07-01 09:00", "2026-07-09 09:00", 2520, Older},
		"half a year":           {"2026-01-05 09:00", "2026-07-06 09:00", 52500, Older},
		"not yet":               {"2026-07-01 10:00", "2026-07-01 09:00", 0, BelowTwoHours},
	} {
		from, to := clock(t, c.from), clock(t, c.to)
		if got := cal.OpenMinutes(from, to); got != c.minutes {
			t.Errorf("%s: %d minutes, want %d", name, got, c.minutes)
		}
		if got := cal.AgeAt(from, to); got != c.age {
			t.Errorf("%s: age %d, want %d", name, got, c.age)
		}
	}
}

func TestStaffedTimeAddsUp(t *testing.T) {
	cal := Calendar{Location: paris(t), Hours: DefaultHours(), Region: RegionFrance}
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 500_000).Draw(t, "start")) * time.Minute)
		middle := start.Add(time.Duration(rapid.IntRange(0, 30_000).Draw(t, "first")) * time.Minute)
		end := middle.Add(time.Duration(rapid.IntRange(0, 30_000).Draw(t, "second")) * time.Minute)
		if whole, parts := cal.OpenMinutes(start, end), cal.OpenMinutes(start, middle)+cal.OpenMinutes(middle, end); whole != parts {
			t.Fatalf("%d minutes in all, %d in two parts", whole, parts)
		}
	})
}
