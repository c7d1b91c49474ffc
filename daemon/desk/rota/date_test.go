package rota

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("load zone %s: %v", name, err)
	}
	return loc
}

func paris(t testing.TB) *time.Location { return zoneOf(t, "Europe/Paris") }

// day reads a date that the test wrote.
func day(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestDatesAreReadInBothOrders(t *testing.T) {
	for text, want := range map[string]string{
		"2026-07-01": "2026-07-01", "01/07/2026": "2026-07-01", "1/7/2026": "2026-07-01",
		" 2024-02-29 ": "2024-02-29", "31/12/2026": "2026-12-31",
	} {
		if got, err := ParseDate(text); err != nil || got.String() != want {
			t.Errorf("ParseDate(%q) = %v, %v, want %s", text, got, err, want)
		}
	}
}

func TestAWrongDateIsExplained(t *testing.T) {
	for text, part := range map[string]string{
		"":                "write 2026-07-01 or 01/07/2026",
		"tomorrow":        "write 2026-07-01",
		"2026-02-30":      "February 2026 has 28 days",
		"30/02/2024":      "February 2024 has 29 days",
		"2026-13-01":      "no month 13",
		"13/14/2026":      "no month 14",
		"01/07/26":        "four figures",
		"26-07-01":        "write 2026-07-01",
		"2026-00-01":      "no month 0",
		"2026-07-00":      "July 2026 has 31 days",
		"2026-07-01T08":   "write 2026-07-01",
		"+026-07-01":      "write 2026-07-01",
		"2026-07-01-02":   "write 2026-07-01",
		"99999999-01-01":  "write 2026-07-01",
		"2026-9999999-01": "write 2026-07-01",
	} {
		if got, err := ParseDate(text); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("ParseDate(%q) = %v, %v, want an error with %q", text, got, err, part)
		}
	}
}

func TestMonthsAreCountedFromTheFirstDate(t *testing.T) {
	for _, c := range []struct {
		start string
		n     int
		want  string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-01-31", 2, "2026-03-31"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-08-31", 18, "2028-02-29"},
		{"2026-01-15", 12, "2027-01-15"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-12-31", 2, "2027-02-28"},
	} {
		if got := day(c.start).AddMonths(c.n); got.String() != c.want {
			t.Errorf("%s plus %d months = %s, want %s", c.start, c.n, got, c.want)
		}
	}
}

func TestADateSurvivesItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := NewDate(2020, 1, rapid.IntRange(-30000, 30000).Draw(t, "day"))
		text, _ := want.MarshalText()
		var got Date
		if err := got.UnmarshalText(text); err != nil || got != want {
			t.Fatalf("%s came back as %s, %v", want, got, err)
		}
		if want.AddDays(400).DaysSince(want) != 400 || !want.Before(want.AddDays(1)) {
			t.Fatalf("days after %s are not counted right", want)
		}
	})
}

func TestNoDateIsAnEmptyText(t *testing.T) {
	var d Date
	if err := d.UnmarshalText(nil); err != nil || !d.IsZero() || d.String() != "" {
		t.Fatalf("got %v %v", d, err)
	}
}

func TestAClockTimeInAGapIsTheFirstInstantAfterIt(t *testing.T) {
	for _, c := range []struct {
		zone, date string
		minute     int
		want       string
	}{
		{"Europe/Paris", "2026-03-29", 2*60 + 30, "2026-03-29T03:00:00+02:00"},
		{"Europe/Paris", "2026-03-29", 8 * 60, "2026-03-29T08:00:00+02:00"},
		{"Europe/Paris", "2026-10-25", 2*60 + 30, "2026-10-25T02:30:00+02:00"},
		{"Europe/Paris", "2026-10-25", 3 * 60, "2026-10-25T03:00:00+01:00"},
		{"Europe/Paris", "2026-10-25", 0, "2026-10-25T00:00:00+02:00"},
		{"Europe/Paris", "2026-10-25", 24 * 60, "2026-10-26T00:00:00+01:00"},
		{"Africa/Cairo", "2026-04-24", 0, "2026-04-24T01:00:00+03:00"}, // midnight is skipped
		{"America/New_York", "2026-03-08", 2 * 60, "2026-03-08T03:00:00-04:00"},
		{"America/New_York", "2026-11-01", 90, "2026-11-01T01:30:00-04:00"},
		{"Australia/Lord_Howe", "2026-10-04", 2*60 + 10, "2026-10-04T02:30:00+11:00"}, // half an hour
		{"Asia/Kolkata", "2026-01-01", 0, "2026-01-01T00:00:00+05:30"},
	} {
		want, _ := time.Parse(time.RFC3339, c.want)
		if got := day(c.date).At(zoneOf(t, c.zone), c.minute); !got.Equal(want) {
			t.Errorf("%s minute %d in %s = %s, want %s", c.date, c.minute, c.zone, got.In(zoneOf(t, c.zone)), c.want)
		}
	}
}

func TestADayEndsWhereTheNextBegins(t *testing.T) {
	zones := []string{"Europe/Paris", "Africa/Cairo", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		d := NewDate(2015, 1, rapid.IntRange(0, 8000).Draw(t, "day"))
		start := d.Start(loc)
		if DateOf(start, loc) != d || DateOf(start.Add(-time.Nanosecond), loc) != d.AddDays(-1) {
			t.Fatalf("%s begins at %s", d, start.In(loc))
		}
		if !d.At(loc, 24*60).Equal(d.AddDays(1).Start(loc)) {
			t.Fatalf("%s does not end where the next day begins", d)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-07-01", "01/07/2026", "31/02/2026", "", "0000-00-00", "2026-07-01\x00", "--", "//"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text)
		if err != nil {
			return
		}
		if again, err := ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%q was read as %v, which is read as %v, %v", text, d, again, err)
		}
	})
}
