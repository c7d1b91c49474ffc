package ticket

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDurationsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]int{
		"15": 15, "15m": 15, "15 min": 15, "15min": 15, "15 mn": 15, "15'": 15, "15 minutes": 15, "1 minute": 1,
		"1h": 60, "1 h": 60, "1H": 60, "2 heures": 120, "1 heure": 60, "2 hours": 120, "1 hour": 60, "1 hr": 60, "2hrs": 120,
		"1h15": 75, "1 h 15": 75, "1h 15": 75, "1H15": 75, "1h15m": 75, "1h15min": 75, "1 h 15 min": 75, "1 hour 15": 75,
		"2 heures 05": 125, "1 heure 15 minutes": 75, "1h05": 65, "1 h 5 min": 65, "1h5m": 65, "0h45": 45, "1h00": 60,
		"1h30": 90, "1:15": 75, "0:30": 30, "10:05": 605, "1h 30 ": 90, "  25 ": 25,
		"1,25h": 75, "1.25h": 75, "1,25 h": 75, "0,5": 30, "0.5": 30, "1,5": 90, "0,25h": 15, "0.1h": 6, "2,75 heures": 165, "0,33h": 20,
		"¾h": 45, "¾ h": 45, "½h": 30, "¼": 15, "1½h": 90, "1 ½ h": 90, "1h½": 90, "3/4h": 45, "1/2 h": 30,
		"1\u00a0h\u00a015": 75, "1\u202fh\u202f30": 90, "24h": 1440, "1440": 1440, "90": 90, "007": 7,
	} {
		got, err := ParseDuration(text)
		if err != nil || got != want {
			t.Errorf("ParseDuration(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestAWrongDurationIsRefusedWithASentence(t *testing.T) {
	for text, part := range map[string]string{
		"": "missing", "  ": "missing", "abc": "is not a duration", "h": "is not a duration", "1x": "is not a duration",
		"0": "is zero", "0h": "is zero", "0,00": "is zero", "1441": "more than 24 hours", "25h": "more than 24 hours", "24h01": "more than 24 hours",
		"99999999999999999999": "not a duration", "999999999": "more than 24", "1h75": "write 2h15", "1:60": "write 2h00",
		"1h5": "1h05 / 1h50", "1:5": "1h05", "1h155": "not a duration", "-15": "negative", "−1h": "negative",
		"1h15 appel": "“appel” is too much", "15 30": "too much", "1,5 min": "not a duration", "un quart": "not a duration",
		"１５": "not a duration", "1h15h": "not a duration", "15 mails": "too much",
	} {
		got, err := ParseDuration(text)
		var fault *DurationError
		if got != 0 || !errors.As(err, &fault) {
			t.Errorf("ParseDuration(%q) = %d, %v; want a DurationError", text, got, err)
			continue
		}
		if !strings.Contains(err.Error(), part) {
			t.Errorf("ParseDuration(%q) says %q, want it to say %q", text, err, part)
		}
		if fr := fault.Sentence("fr"); fr == err.Error() || strings.Contains(fr, "{") {
			t.Errorf("ParseDuration(%q) says in French %q", text, fr)
		}
	}
}

func TestXhYYIsHoursAndMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, m := rapid.IntRange(0, 23).Draw(t, "h"), rapid.IntRange(0, 59).Draw(t, "m")
		if h+m == 0 {
			t.Skip()
		}
		form := rapid.SampledFrom([]string{"%dh%02d", "%d h %02d", "%d:%02d", "%dH%02d", "%dh%02dm", "%d h %02d min", "%dh %02d"}).Draw(t, "form")
		got, err := ParseDuration(fmt.Sprintf(form, h, m))
		if err != nil || got != h*60+m {
			t.Fatalf("%s = %d, %v", fmt.Sprintf(form, h, m), got, err)
		}
	})
}

func TestFormatIsReadBack(t *testing.T) {
	for minutes := 1; minutes <= MaxMinutes; minutes++ {
		got, err := ParseDuration(FormatDuration(minutes))
		if err != nil || got != minutes {
			t.Fatalf("%d is written %q and read %d, %v", minutes, FormatDuration(minutes), got, err)
		}
	}
	if got := FormatDuration(-75); got != "-1 h 15" {
		t.Errorf("FormatDuration(-75) = %q", got)
	}
}

func TestDecimalHoursOfAQuarterAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, q := rapid.IntRange(0, 23).Draw(t, "h"), rapid.IntRange(0, 3).Draw(t, "q")
		if h+q == 0 {
			t.Skip()
		}
		comma := rapid.SampledFrom([]string{",", "."}).Draw(t, "comma")
		text := fmt.Sprintf("%d%s%02dh", h, comma, q*25)
		if got, err := ParseDuration(text); err != nil || got != h*60+q*15 {
			t.Fatalf("%s = %d, %v", text, got, err)
		}
	})
}

func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"15", "1h15", "1:15", "¾h", "1,25h", "1 h 5 min", "-1", "1h½"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseDuration(s)
		if err == nil && (got < 1 || got > MaxMinutes) || err != nil && got != 0 {
			t.Fatalf("ParseDuration(%q) = %d, %v", s, got, err)
		}
	})
}

func TestASpanHasNoBoundsOfAnEntry(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "30h": 1800, "1h15": 75, "0,5": 30, "1666h40": -1, "99999": 99_999, "100000": -1, "-5": -1,
		"1h75": -1, "1h15 appel": -1, "": -1} {
		got, err := ParseSpan(text)
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("%q is %d minutes (%v), want %d", text, got, err, want)
		}
	}
}
