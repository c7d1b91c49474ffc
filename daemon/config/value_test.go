package config

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestUnitsAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]time.Duration{"60s": time.Minute, "9m": 9 * time.Minute, "1h30m": 90 * time.Minute, "14d": 336 * time.Hour, "1h 30m": 90 * time.Minute, "0s": 0} {
		if d, err := parseDuration(text); err != nil || d != want {
			t.Errorf("%q: %v, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "60", "0", "-1s", "1x", "d", "-3d", "99999999d", "soon"} {
		if d, err := parseDuration(text); err == nil {
			t.Errorf("%q was taken as %v", text, d)
		}
	}
	for text, want := range map[string]int64{"1 MiB": 1 << 20, "50MB": 50_000_000, "1024": 1024, "2gib": 2 << 30, "0": 0} {
		if n, err := parseBytes(text); err != nil || n != want {
			t.Errorf("%q: %v, %v", text, n, err)
		}
	}
	for _, text := range []string{"", "MiB", "-1", "1 iB", "1.5 MiB", "9999999999 GiB"} {
		if n, err := parseBytes(text); err == nil {
			t.Errorf("%q was taken as %v", text, n)
		}
	}
}

func TestHoursDaysAndClosures(t *testing.T) {
	for _, wrong := range []string{"9-12", "12:00-09:00", "09:00-09:00", "09:60-10:00", "23:00-24:01", "09:00", "+9:00-10:00"} {
		var spans []Span
		if err := setText(&spans, wrong); err == nil {
			t.Errorf("%q was taken as %v", wrong, spans)
		}
	}
	var spans []Span
	if err := setText(&spans, "9:00-12:00, 20:00-24:00"); err != nil || spans[1].ToMinutes != 1440 {
		t.Error(spans, err)
	}
	var days []time.Weekday
	if err := setText(&days, "Mon, sunday"); err != nil || days[0] != time.Monday || days[1] != time.Sunday {
		t.Error(days, err)
	}
	var dates []Date
	if err := setText(&dates, "2026-12-31, 2026-12-30/2027-01-02"); err != nil || len(dates) != 4 || dates[3].String() != "2027-01-02" {
		t.Error(dates, err)
	}
	for _, wrong := range []string{"2026-12-31/2026-12-30", "2026-01-01/2028-01-01", "31/12/2026"} {
		if err := setText(&dates, wrong); err == nil {
			t.Errorf("%q was taken as %v", wrong, dates)
		}
	}
}

func TestWhatTheFileSaysIsReadBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if !strings.Contains(text, "\uFFFD") {
			parsed, problem := parseFile("f", []byte("[desk]\nname = "+quoteTOML(text)))
			if problem != nil {
				t.Fatal(problem)
			}
			if values, _ := parsed.section("desk"); values["name"] != text {
				t.Fatalf("%q came back as %q", text, values["name"])
			}
		}
		seconds := rapid.Int64Range(0, 1e6).Draw(t, "seconds")
		if d, err := parseDuration(formatDuration(time.Duration(seconds) * time.Second)); err != nil || int64(d/time.Second) != seconds {
			t.Fatal(d, err)
		}
		size := rapid.Int64Range(0, 1<<40).Draw(t, "size")
		if n, err := parseBytes(formatBytes(size)); err != nil || n != size {
			t.Fatal(n, err)
		}
	})
}

func TestOnlyThisMachineIsLoopback(t *testing.T) {
	for host, want := range map[string]bool{"localhost": true, "127.0.0.1": true, "127.8.9.1": true, "::1": true, "[::1]": true,
		"10.0.0.1": false, "localhost.attack.test": false, "127.0.0.1.attack.test": false, "": false} {
		if loopback(host) != want {
			t.Errorf("loopback(%q) is not %v", host, want)
		}
	}
}

func TestTheNearestNameIsSuggested(t *testing.T) {
	names := []string{"port", "host", "password"}
	for word, want := range map[string]string{"prot": "port", "pasword": "password", "hosts": "host", "completely": ""} {
		if got, _ := nearest(word, names); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
