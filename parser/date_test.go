package parser

import (
	"net/mail"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDatesAreReadInTheFormsThatMailHas(t *testing.T) {
	const utc = "2026-10-05T08:05:12Z"
	tests := map[string]string{
		"Mon, 5 Oct 2026 10:05:12 +0200":            utc,
		"Mon, 05 Oct 2026 10:05:12 +0200 (CEST)":    utc,
		"5 Oct 2026 10:05:12 +0200":                 utc,
		"Mon,5 Oct 2026 10:05:12+0200":              utc,
		"Mon 5 Oct 2026 10:05:12 +02:00":            utc,
		"Mon, 5 Oct 2026 08:05:12 GMT":              utc,
		"Mon, 5 Oct 2026 08:05:12 UT":               utc,
		"Mon, 5 Oct 2026 08:05:12 -0000":            utc,
		"Mon, 5 Oct 2026 08:05:12":                  utc,
		"Mon, 5 Oct 2026 04:05:12 EDT":              utc,
		"Mon, 5 Oct 2026 10:05:12 CEST":             utc,
		"Mon, 5 Oct 2026 10:05:12 GMT+0200":         utc,
		"Mon, 5 Oct 2026 10:05:12 GMT+02:00":        utc,
		"Mon, 5 Oct 2026 10:05:12 UTC+2":            utc,
		"Mon, 5 Oct 2026 10:05:12 +0200 +0200":      utc,
		"Mon, 5 Oct 2026 10:05:12 +0200 GMT":        utc,
		"Mon, 5 Oct 2026 10:05:12 &#43;0200":        utc,
		"Mon, 5 Oct 26 10:05:12 +0200":              utc,
		"Mon, 5 Oct 126 10:05:12 +0200":             utc,
		"Mon, 5 Oct 2026 10:05 +0200":               "2026-10-05T08:05:00Z",
		"Mon, 5-Oct-2026 10:05:12 +0200":            utc,
		"5-Oct-26 10:05:12 +0200":                   utc,
		"Monday, 5 October 2026 10:05:12 +0200":     utc,
		"Monday, October 5, 2026 10:05:12 AM +0200": utc,
		"October 5, 2026 8:05 PM":                   "2026-10-05T20:05:00Z",
		"Mon, Oct 5, 2026 at 12:05 a.m.":            "2026-10-05T00:05:00Z",
		"Mon Oct  5 08:05:12 2026":                  utc,
		"Mon Oct  5 10:05:12 CEST 2026":             utc,
		"Mon Oct 05 10:05:12 +0200 2026":            utc,
		"2026-10-05T10:05:12+02:00":                 utc,
		"2026-10-05T08:05:12Z":                      utc,
		"2026-10-05T08:05:12.345Z":                  utc,
		"2026-10-05 10:05:12 +0200":                 utc,
		"2026-10-05 10:05:12.000 +0200":             utc,
		"2026/10/05 08:05:12":                       utc,
		"2026-10-05":                                "2026-10-05T00:00:00Z",
		"20261005T080512Z":                          utc,
		"5 Oct 2026":                                "2026-10-05T00:00:00Z",
		"Mon, 5 Oct 2026 24:00:00 +0000":            "2026-10-06T00:00:00Z",
		"Mon, 5 Oct 2026 10:05:60 +0200":            "2026-10-05T08:06:00Z",
		"lun., 5 oct. 2026 10:05:12 +0200":          utc,
		"lundi 5 octobre 2026 10:05:12 +0200":       utc,
		"mar. 6 oct. 2026 à 10h05":                  "2026-10-06T10:05:00Z",
		"mar., 3 mars 2026 10:05:12 +0100":          "2026-03-03T09:05:12Z",
		"sam., 1 août 2026 10:05:12 +0200":          "2026-08-01T08:05:12Z",
		"sam, 1 ao\xfbt 2026 10:05:12 +0200":        "2026-08-01T08:05:12Z",
		"Mo, 5 Okt 2026 10:05:12 +0200":             utc,
		"Do, 5 Mär 2026 10:05:12 +0100":             "2026-03-05T09:05:12Z",
		"Mo., 05.10.2026 10:05:12 +0200":            utc,
		"05.10.2026 08:05:12":                       utc,
		"lun 5 ott 2026 10:05:12 +0200":             utc,
		"pon, 5 paź 2026 10:05:12 +0200":            utc,
		"28/10/2026 08:05:12":                       "2026-10-28T08:05:12Z",
		"10/28/2026 08:05:12":                       "2026-10-28T08:05:12Z",
		"10/5/2026 8:05:12 AM":                      utc,
		"'Mon, 5 Oct 2026 10:05:12 +0200'":          utc,
		"Mon, 5 Oct 2026 10.05.12 +0200":            utc,
		"05/10/2026 08:05:12":                       "", // May or October
		"Mon, 31 Feb 2026 10:05:12 +0200":           "",
		"Mon, 5 Oct 99999 10:05:12 +0200":           "",
		"Mon, 5 Oct 1926 10:05:12 +0200":            "",
		"Mon, 5 Oct 2026 10:05:12 +9999":            "",
		"Mon, 5 Oct 2026 25:05:12 +0200":            "",
		"tomorrow at ten":                           "",
		"":                                          "",
		"99999999999999999999999999999999999999999999999999999999999999999999 Oct 26": "",
	}
	for value, want := range tests {
		date, ok := parseDate(value)
		got := ""
		if ok {
			got = date.Format(time.RFC3339)
		}
		equal(t, value, got, want)
	}
}

func TestDatesOfTheStandardAreThoseOfTheLibrary(t *testing.T) {
	layouts := []string{time.RFC1123Z, "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700", "2 Jan 06 15:04:05 -0700"}
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(0, 2_500_000_000).Draw(t, "seconds"), 0)
		at = at.In(time.FixedZone("", 60*rapid.IntRange(-14*60, 14*60).Draw(t, "zone")))
		value := at.Format(rapid.SampledFrom(layouts).Draw(t, "layout"))
		want, err := mail.ParseDate(value)
		got, ok := parseDate(value)
		if err == nil && want.UTC().Year() >= 1971 && (!ok || !got.Equal(want)) {
			t.Fatalf("%q is %v, want %v", value, got, want.UTC())
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"Mon, 5 Oct 2026 10:05:12 +0200", "2026-10-05T08:05:12Z", "mar. 6 oct. 2026 à 10h05", "1/2/3", "1-1-1 +"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		date, ok := parseDate(s)
		if ok != !date.IsZero() || ok && (date.Year() < 1969 || date.Year() > 2201) {
			t.Errorf("%q is %v", s, date)
		}
		if again, _ := parseDate(date.Format(time.RFC1123Z)); ok && date.Year() >= 1970 && date.Year() <= 2200 && !again.Equal(date) {
			t.Errorf("%v is not read again: %v", date, again)
		}
	})
}
