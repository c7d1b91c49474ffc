package templates

import (
	"testing"
	"time"
)

// speak gives the typography of a language as shipped.
func speak(t *testing.T, lang string) *Language {
	t.Helper()
	set, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return set.Language(lang)
}

func TestDurations(t *testing.T) {
	l := speak(t, "fr")
	for _, c := range []struct {
		minutes     int
		prose, cell string
	}{
		{0, "0\u00a0min", "0\u00a0h\u00a000"}, {15, "15\u00a0min", "0\u00a0h\u00a015"}, {60, "1\u00a0h", "1\u00a0h\u00a000"},
		{75, "1\u00a0h\u00a015", "1\u00a0h\u00a015"}, {65, "1\u00a0h\u00a005", ""}, {7500, "125\u00a0h", "125\u00a0h\u00a000"}, {-75, "−1\u00a0h\u00a015", "−1\u00a0h\u00a015"},
	} {
		if have := l.Minutes(c.minutes); have != c.prose {
			t.Errorf("%d minutes are %q, want %q", c.minutes, have, c.prose)
		}
		if have := l.Cell(c.minutes / 15); c.cell != "" && have != c.cell {
			t.Errorf("%d minutes in a column are %q, want %q", c.minutes, have, c.cell)
		}
	}
}

func TestAmountsHoursAndSizes(t *testing.T) {
	fr, en := speak(t, "fr"), speak(t, "en")
	for _, c := range []struct{ have, want string }{
		{fr.Money(123450), "1\u202f234,50\u00a0€\u00a0HT"}, {fr.Money(123456789), "1\u202f234\u202f567,89\u00a0€\u00a0HT"}, {fr.Money(-50), "−0,50\u00a0€\u00a0HT"},
		{en.Money(123450), "€1,234.50\u00a0excl.\u00a0VAT"}, {fr.Hours(5), "1,25\u00a0h"}, {en.Hours(5), "1.25\u00a0h"}, {fr.Hours(0), "0,00\u00a0h"},
		{fr.Percent(62), "62\u00a0%"}, {en.Percent(62), "62%"},
		{fr.Size(0), "0\u00a0octets"}, {fr.Size(340_000), "340\u00a0Ko"}, {fr.Size(1_240_000), "1,2\u00a0Mo"}, {en.Size(1_250_000_000), "1\u00a0250.0\u00a0MB"}, {en.Size(999), "999\u00a0B"},
	} {
		if c.have != c.want {
			t.Errorf("%q, want %q", c.have, c.want)
		}
	}
}

func TestABarIsFullOnlyWhenNothingIsLeft(t *testing.T) {
	l := speak(t, "fr")
	for _, c := range []struct {
		part, whole int
		want        string
	}{
		{0, 8, "░░░░░░░░░░░░░░░░░░░░ 0\u00a0%"}, {5, 8, "▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░ 62\u00a0%"}, {199, 200, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░ 99\u00a0%"},
		{8, 8, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 100\u00a0%"}, {12, 8, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 150\u00a0%"}, {-4, 8, "░░░░░░░░░░░░░░░░░░░░ 0\u00a0%"},
		{0, 0, "░░░░░░░░░░░░░░░░░░░░ 0\u00a0%"}, {3, 0, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 100\u00a0%"},
	} {
		if have := l.Bar(c.part, c.whole); have != c.want {
			t.Errorf("%d of %d is %s, want %s", c.part, c.whole, have, c.want)
		}
	}
}

func TestDatesAreThoseOfTheDesksClocks(t *testing.T) {
	paris := time.FixedZone("CEST", 7200)
	fr, en := speak(t, "fr"), speak(t, "en")
	at := time.Date(2026, 8, 31, 22, 5, 0, 0, time.UTC) // the first of September there
	for name, c := range map[string]struct {
		have func() (string, error)
		want string
	}{
		"French moment":  {func() (string, error) { return fr.Moment(paris, at) }, "mardi 1er\u00a0septembre 2026 à\u00a000:05"},
		"English moment": {func() (string, error) { return en.Moment(paris, at) }, "Tuesday 1\u00a0September 2026 at\u00a000:05"},
		"no zone is UTC": {func() (string, error) { return fr.Day(nil, at) }, "lundi 31\u00a0août 2026"},
		"short French":   {func() (string, error) { return fr.Short(paris, at), nil }, "01/09/2026"},
		"short English":  {func() (string, error) { return en.Short(paris, at), nil }, "1\u00a0Sep\u00a02026"},
		"a month": {func() (string, error) {
			return fr.Period(paris, at.Add(-5*time.Minute), at.Add(-5*time.Minute).AddDate(0, 0, 30))
		}, "septembre 2026"},
		"another period": {func() (string, error) {
			return fr.Period(nil, at.AddDate(0, 0, -16).Truncate(24*time.Hour), at.AddDate(0, 0, 15).Truncate(24*time.Hour))
		}, "15\u00a0août 2026 au 14\u00a0septembre 2026"},
	} {
		have, err := c.have()
		if err != nil || have != c.want {
			t.Errorf("%s: %q, %v, want %q", name, have, err, c.want)
		}
	}
}

func TestPluralsFollowTheLanguage(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"fr", 0, "0 client"}, {"fr", 1, "1 client"}, {"fr", 2, "2 clients"}, {"fr", 1_000_000, "1000000 clients"},
		{"en", 0, "0 clients"}, {"en", 1, "1 client"}, {"en", 2, "2 clients"},
	} {
		have, err := speak(t, c.lang).words.plural("client", c.n)
		if err != nil || have != c.want {
			t.Errorf("%s %d: %q, %v", c.lang, c.n, have, err)
		}
	}
}

func TestNamesAreJoined(t *testing.T) {
	l := speak(t, "fr")
	for want, names := range map[string][]string{"": nil, "Alice": {"Alice"}, "Alice, Marc et Zoé": {"Alice", "Marc", "Zoé"}} {
		if have, err := l.List(names); err != nil || have != want {
			t.Errorf("%q, %v, want %q", have, err, want)
		}
	}
}
