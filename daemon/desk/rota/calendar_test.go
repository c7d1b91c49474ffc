package rota

import (
	"strings"
	"testing"
	"time"
)

func desk(t testing.TB) Calendar {
	return Calendar{Location: paris(t), Hours: DefaultHours(), Region: RegionFrance}
}

// clock reads a wall clock time of the desk.
func clock(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, paris(t))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestADayOffSaysWhy(t *testing.T) {
	cal := desk(t)
	cal.Closures = []Closure{{From: day("2026-05-15"), Text: "pont de l'Ascension"}, {From: day("2026-12-24"), To: day("2026-12-31")}}
	for _, c := range []struct {
		date string
		kind OffKind
	}{
		{"2026-05-23", OffWeekend}, {"2026-05-24", OffWeekend}, {"2026-05-25", OffHoliday}, {"2026-05-26", ""},
		{"2026-05-14", OffHoliday}, {"2026-05-15", OffClosure}, {"2026-08-15", OffWeekend},
		{"2026-12-24", OffClosure}, {"2026-12-25", OffHoliday}, {"2026-12-31", OffClosure}, {"2027-01-04", ""},
	} {
		working, off := cal.IsWorkingDay(day(c.date))
		if off.Kind != c.kind || working != (c.kind == "") {
			t.Errorf("%s: working %v, %q, want %q", c.date, working, off.Kind, c.kind)
		}
	}
	_, off := cal.IsWorkingDay(day("2026-05-25"))
	if len(off.Holidays) != 1 || off.Holidays[0].English != "Whit Monday" {
		t.Errorf("25 May 2026 is off for %v", off.Holidays)
	}
	if _, off = cal.IsWorkingDay(day("2026-05-15")); off.Closure.Text != "pont de l'Ascension" {
		t.Errorf("15 May 2026 is off for %+v", off.Closure)
	}
}

func TestAHolidayCanBeWorked(t *testing.T) {
	cal := desk(t)
	cal.Worked = []string{"whit-monday"}
	if ok, off := cal.IsWorkingDay(day("2026-05-25")); !ok {
		t.Errorf("Whit Monday is off: %+v", off)
	}
	cal.Worked = []string{"ascension"} // 8 May 2059 is Ascension and Victory Day
	if ok, _ := cal.IsWorkingDay(day("2059-05-08")); ok {
		t.Error("the other holiday of the date does not count")
	}
}

func TestAClosureEnteredLateDoesNotCloseThePast(t *testing.T) {
	cal := desk(t)
	cal.Closures = []Closure{
		{From: day("2026-07-06"), To: day("2026-07-10"), Declared: day("2026-07-08")},
		{From: day("2026-07-20"), To: day("2026-07-21"), Declared: day("2026-07-08")},
	}
	for date, want := range map[string]bool{"2026-07-07": true, "2026-07-08": false, "2026-07-10": false, "2026-07-13": true,
		"2026-07-17": true, "2026-07-20": false, "2026-07-21": false, "2026-07-22": true} {
		if got, _ := cal.IsWorkingDay(day(date)); got != want {
			t.Errorf("%s working: %v, want %v", date, got, want)
		}
	}
}

func TestTheDeskIsOpenInItsHours(t *testing.T) {
	cal := desk(t)
	for at, want := range map[string]bool{
		"2026-07-01 08:59": false, "2026-07-01 09:00": true, "2026-07-01 11:59": true, "2026-07-01 12:00": false,
		"2026-07-01 13:59": false, "2026-07-01 14:00": true, "2026-07-01 17:59": true, "2026-07-01 18:00": false,
		"2026-07-04 10:00": false, "2026-07-14 10:00": false,
		// the weeks of both changes of the clocks
		"2026-03-27 09:00": true, "2026-03-30 09:00": true, "2026-03-30 08:59": false,
		"2026-10-23 17:59": true, "2026-10-26 09:00": true, "2026-10-26 18:00": false,
	} {
		if got := cal.IsOpen(clock(t, at)); got != want {
			t.Errorf("open at %s: %v, want %v", at, got, want)
		}
	}
}

func TestWhenTheDeskIsNextStaffed(t *testing.T) {
	cal := desk(t)
	for at, want := range map[string]string{
		"2026-07-01 10:15": "2026-07-01 10:15",
		"2026-07-01 06:00": "2026-07-01 09:00",
		"2026-07-01 12:30": "2026-07-01 14:00",
		"2026-07-01 18:00": "2026-07-02 09:00",
		"2026-07-03 19:00": "2026-07-06 09:00",
		"2026-05-22 18:30": "2026-05-26 09:00", // Whit Monday
		"2026-05-13 20:00": "2026-05-15 09:00", // Ascension
		"2026-12-31 23:59": "2027-01-04 09:00",
		"2026-03-28 22:00": "2026-03-30 09:00", // clocks go forward on the 29th
		"2026-03-29 02:30": "2026-03-30 09:00",
		"2026-10-25 02:30": "2026-10-26 09:00", // clocks go back on the 25th
	} {
		got, ok := cal.NextOpen(clock(t, at))
		if !ok || !got.Equal(clock(t, want)) {
			t.Errorf("after %s the desk opens at %s, %v, want %s", at, got.In(paris(t)), ok, want)
		}
	}
}

func TestHoursFollowTheClocksOnTheDaysTheyChange(t *testing.T) {
	cal := desk(t)
	cal.Hours = Week([]Range{{60, 4 * 60}, {9 * 60, 12 * 60}}, time.Sunday) // a desk of the night, on both days
	for _, c := range []struct {
		name, at string
		open     bool
	}{
		{"one is open in winter time", "2026-03-29T01:00:00+01:00", true},
		{"the hour after the gap is open", "2026-03-29T03:00:00+02:00", true},
		{"four in summer time is over", "2026-03-29T04:00:00+02:00", false},
		{"nine is nine in summer time", "2026-03-29T09:00:00+02:00", true},
		{"nine in winter time is ten", "2026-03-29T08:59:00+02:00", false},
		{"two, the first time", "2026-10-25T02:30:00+02:00", true},
		{"two, the second time", "2026-10-25T02:30:00+01:00", true},
		{"four in winter time is over", "2026-10-25T04:00:00+01:00", false},
		{"nine is nine in winter time", "2026-10-25T09:00:00+01:00", true},
		{"not yet nine", "2026-10-25T08:59:00+01:00", false},
	} {
		at, _ := time.Parse(time.RFC3339, c.at)
		if got := cal.IsOpen(at); got != c.open {
			t.Errorf("%s: open %v, want %v", c.name, got, c.open)
		}
	}
	cal.Hours = Week([]Range{{2 * 60, 3 * 60}}, time.Sunday)
	if spans := cal.spans(day("2026-03-29")); len(spans) != 0 {
		t.Errorf("the hour that is skipped is staffed: %v", spans)
	}
}

func TestWorkingDaysAreAdded(t *testing.T) {
	cal := desk(t)
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-07-02", 5, "2026-07-09"}, {"2026-07-09", 5, "2026-07-17"}, // 14 July
		{"2026-05-22", 1, "2026-05-26"}, {"2026-05-23", 0, "2026-05-26"}, {"2026-07-01", 0, "2026-07-01"},
		{"2026-08-01", 1, "2026-08-03"},
	} {
		if got, ok := cal.AddWorkingDays(day(c.from), c.n); !ok || got != day(c.want) {
			t.Errorf("%d working days after %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

func TestADeskThatNeverOpensSaysSo(t *testing.T) {
	cal := Calendar{Location: paris(t)}
	if at, ok := cal.NextOpen(clock(t, "2026-07-01 10:00")); ok {
		t.Errorf("a desk without hours opens at %s", at)
	}
	if date, ok := cal.AddWorkingDays(day("2026-07-01"), 2); ok {
		t.Errorf("a desk without hours works on %s", date)
	}
}

func TestOpeningHoursAreRead(t *testing.T) {
	ranges, err := ParseRanges("9:00-12:00, 14h-18h30,20:00-24:00")
	want := []Range{{540, 720}, {840, 1110}, {1200, 1440}}
	if err != nil || len(ranges) != 3 || ranges[0] != want[0] || ranges[1] != want[1] || ranges[2] != want[2] {
		t.Fatalf("got %v, %v", ranges, err)
	}
	for text, part := range map[string]string{
		"": "write 9:00-12:00", "9:00": "write 9:00-12:00", "12:00-9:00": "before it begins", "9-9": "before it begins",
		"9:00-25:00": "not a time of day", "9:60-10:00": "not a time of day", "x-10": "not a time of day",
		"14:00-18:00,9:00-12:00": "overlap or are not in order", "9:00-12:00,11:00-13:00": "overlap",
		"9:0-10:00": "not a time of day", "-1:00-10:00": "not a time of day",
	} {
		if got, err := ParseRanges(text); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("ParseRanges(%q) = %v, %v, want %q", text, got, err, part)
		}
	}
}
