package rota

import (
	"slices"
	"testing"
	"time"
)

// moving are the days that follow Easter, from the published calendars.
var moving = []struct {
	year                                      int
	goodFriday, easterMonday, ascension, pent string
}{
	{2024, "2024-03-29", "2024-04-01", "2024-05-09", "2024-05-20"},
	{2025, "2025-04-18", "2025-04-21", "2025-05-29", "2025-06-09"},
	{2026, "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25"},
	{2027, "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17"},
	{2028, "2028-04-14", "2028-04-17", "2028-05-25", "2028-06-05"},
	{2029, "2029-03-30", "2029-04-02", "2029-05-10", "2029-05-21"},
	{2030, "2030-04-19", "2030-04-22", "2030-05-30", "2030-06-10"},
}

func codes(holidays []Holiday) []string {
	var out []string
	for _, h := range holidays {
		out = append(out, h.Code)
	}
	return out
}

func TestFrenchHolidaysFallOnTheirDays(t *testing.T) {
	for _, m := range moving {
		days := HolidaysIn(RegionFrance, m.year)
		want := map[Date]string{
			day(m.easterMonday): "easter-monday", day(m.ascension): "ascension", day(m.pent): "whit-monday",
			{m.year, time.January, 1}: "new-year", {m.year, time.May, 1}: "labour-day", {m.year, time.May, 8}: "victory-day",
			{m.year, time.July, 14}: "national-day", {m.year, time.August, 15}: "assumption",
			{m.year, time.November, 1}: "all-saints", {m.year, time.November, 11}: "armistice", {m.year, time.December, 25}: "christmas",
		}
		if len(days) != 11 {
			t.Errorf("%d has %d holidays, want 11", m.year, len(days))
		}
		for date, code := range want {
			if got := codes(days[date]); !slices.Equal(got, []string{code}) {
				t.Errorf("%s is %v, want %s", date, got, code)
			}
		}
		if got := HolidaysOn(RegionFrance, day(m.goodFriday)); got != nil {
			t.Errorf("%s is a holiday outside Alsace-Moselle: %v", m.goodFriday, got)
		}
	}
}

func TestAlsaceMoselleHasTwoDaysMore(t *testing.T) {
	for _, m := range moving {
		for date, code := range map[Date]string{day(m.goodFriday): "good-friday", {m.year, time.December, 26}: "saint-stephen"} {
			if got := codes(HolidaysOn(RegionAlsaceMoselle, date)); !slices.Equal(got, []string{code}) {
				t.Errorf("%s is %v, want %s", date, got, code)
			}
		}
		if got := len(HolidaysIn(RegionAlsaceMoselle, m.year)); got != 13 {
			t.Errorf("%d has %d days, want 13", m.year, got)
		}
	}
}

func TestADateMayHoldTwoHolidays(t *testing.T) {
	for date, want := range map[string][]string{
		"2008-05-01": {"labour-day", "ascension"},
		"2059-05-08": {"victory-day", "ascension"},
		"2070-05-08": {"victory-day", "ascension"},
	} {
		if got := codes(HolidaysOn(RegionFrance, day(date))); !slices.Equal(got, want) {
			t.Errorf("%s is %v, want %v", date, got, want)
		}
	}
}

func TestEveryRegionIsKnownAndNamesItsDays(t *testing.T) {
	for _, region := range Regions() {
		if !region.Known() {
			t.Errorf("%s is listed and not known", region)
		}
		for date, holidays := range HolidaysIn(region, 2026) {
			for _, h := range holidays {
				if h.Code == "" || h.French == "" || h.English == "" {
					t.Errorf("%s %s: %+v has no name", region, date, h)
				}
			}
		}
	}
	if Region("atlantis").Known() {
		t.Error("an unknown region is known")
	}
	if got := codes(HolidaysOn(RegionReunion, day("2026-12-20"))); !slices.Equal(got, []string{"abolition"}) {
		t.Errorf("20 December on Réunion is %v", got)
	}
	if got := len(HolidaysIn(RegionNone, 2026)); got != 0 {
		t.Errorf("the region none has %d holidays", got)
	}
}

func TestWorkingDaysOfAYear(t *testing.T) {
	// weekdays that are no holiday: 365 days, nine holidays on weekdays in 2026
	for year, want := range map[int]int{2026: 252, 2027: 254, 2028: 251, 2029: 252} {
		cal := Calendar{Location: time.UTC, Hours: DefaultHours()}
		n := 0
		for d := NewDate(year, 1, 1); d.Year == year; d = d.AddDays(1) {
			if ok, _ := cal.IsWorkingDay(d); ok {
				n++
			}
		}
		if n != want {
			t.Errorf("%d has %d working days, want %d", year, n, want)
		}
	}
}
