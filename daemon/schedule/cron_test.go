package schedule

import (
	"testing"
	"time"
)

func paris(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func at(t testing.TB, text string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAnExpressionIsDueByTheClockOnTheWall(t *testing.T) {
	cases := []struct{ name, cron, after, want string }{
		{"eight in winter", "0 8 * * *", "2026-01-12T07:59:59+01:00", "2026-01-12T08:00:00+01:00"},
		{"eight the next day, from eight on", "0 8 * * *", "2026-01-12T08:00:00+01:00", "2026-01-13T08:00:00+01:00"},
		{"eight on the day the clocks go forward", "0 8 * * *", "2026-03-28T08:00:00+01:00", "2026-03-29T08:00:00+02:00"},
		{"eight on the day the clocks go back", "0 8 * * *", "2026-10-24T08:00:00+02:00", "2026-10-25T08:00:00+01:00"},
		{"a time that is skipped is the first instant after the gap", "30 2 * * *", "2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00"},
		{"after the gap comes the next day", "30 2 * * *", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"},
		{"a time that comes twice is the first", "30 2 * * *", "2026-10-25T00:00:00+02:00", "2026-10-25T02:30:00+02:00"},
		{"the second time is not due", "30 2 * * *", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"},
		{"nor when asked between the two", "30 2 * * *", "2026-10-25T02:10:00+01:00", "2026-10-26T02:30:00+01:00"},
		{"every ten minutes over the gap", "*/10 * * * *", "2026-03-29T01:50:00+01:00", "2026-03-29T03:00:00+02:00"},
		{"every ten minutes on from the gap", "*/10 * * * *", "2026-03-29T03:00:00+02:00", "2026-03-29T03:10:00+02:00"},
		{"every ten minutes over the repeated hour", "*/10 * * * *", "2026-10-25T02:50:00+02:00", "2026-10-25T03:00:00+01:00"},
		{"29 February", "0 0 29 2 *", "2026-01-01T00:00:00+01:00", "2028-02-29T00:00:00+01:00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			e, err := Parse(c.cron, paris(t))
			if err != nil {
				t.Fatal(err)
			}
			if have := e.Next(at(t, c.after)); !have.Equal(at(t, c.want)) {
				t.Errorf("after %s %s is due at %s, want %s", c.after, c.cron, have.In(paris(t)).Format(time.RFC3339), c.want)
			}
		})
	}
}

func TestWherePlacesChangeClocksByHalfAnHourTheGapIsFoundToo(t *testing.T) {
	zone, err := time.LoadLocation("Australia/Lord_Howe")
	if err != nil {
		t.Fatal(err)
	}
	e, err := Parse("15 2 * * *", zone)
	if err != nil {
		t.Fatal(err)
	}
	// on 4 October 2026 clocks go from 02:00 (+10:30) to 02:30 (+11:00)
	if have, want := e.Next(at(t, "2026-10-04T00:00:00+10:30")), at(t, "2026-10-04T02:30:00+11:00"); !have.Equal(want) {
		t.Errorf("due at %s, want %s", have.In(zone), want)
	}
}

func TestAnExpressionThatCannotBeIsRefused(t *testing.T) {
	for _, text := range []string{"", "0 8 * *", "0 8 * * * *", "0 8 31 2 *", "0 8 * * 7", "@reboot", "@every 5m", "@daily", "CRON_TZ=UTC 0 8 * * *", "0 8 L * *", "a b c d e"} {
		if _, err := Parse(text, paris(t)); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestTheLatestMissedTimeIsFoundAlsoAfterYears(t *testing.T) {
	cases := []struct{ cron, after, until, want string }{
		{"0 8 * * *", "2026-01-12T08:00:00+01:00", "2026-01-12T20:00:00+01:00", ""},
		{"0 8 * * *", "2026-01-12T08:00:00+01:00", "2026-01-20T07:00:00+01:00", "2026-01-19T08:00:00+01:00"},
		{"0 8 * * *", "2026-01-12T08:00:00+01:00", "2029-01-20T08:00:00+01:00", "2029-01-20T08:00:00+01:00"},
		{"*/10 * * * *", "2026-01-12T08:00:00+01:00", "2036-01-20T08:09:00+01:00", "2036-01-20T08:00:00+01:00"},
		{"0 8 * * 1", "2026-01-12T08:00:00+01:00", "2027-01-20T08:00:00+01:00", "2027-01-18T08:00:00+01:00"},
		{"0 0 29 2 *", "2024-02-29T00:00:00+01:00", "2031-01-20T08:00:00+01:00", "2028-02-29T00:00:00+01:00"},
	}
	for _, c := range cases {
		e, err := Parse(c.cron, paris(t))
		if err != nil {
			t.Fatal(err)
		}
		have := e.Latest(at(t, c.after), at(t, c.until))
		if c.want == "" && !have.IsZero() || c.want != "" && !have.Equal(at(t, c.want)) {
			t.Errorf("%s, last due in %s..%s: %s, want %s", c.cron, c.after, c.until, have, c.want)
		}
	}
}
