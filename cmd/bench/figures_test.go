package main

import (
	"strings"
	"testing"
)

func TestALineNamesValueUnitLimitAndRatioAndSaysWhatIsShort(t *testing.T) {
	rate := row{name: "intake", unit: "mails/s", bound: atLeast, limit: 300}
	cpu := row{name: "cpu", unit: "ms", bound: atMost, limit: 5}
	lost := row{name: "missing", unit: "mails", bound: atMost, worst: true}
	for name, c := range map[string]struct {
		row    row
		values []float64
		line   string
		met    bool
	}{
		"more than enough":             {rate, []float64{450}, "intake 450 mails/s 300 1.50", true},
		"too slow":                     {rate, []float64{150}, "intake 150 mails/s 300 0.50 short", false},
		"the median counts":            {rate, []float64{100, 330, 900}, "intake 330 mails/s 300 1.10", true},
		"two rounds share the middle":  {rate, []float64{200, 300}, "intake 250 mails/s 300 0.83 short", false},
		"less is better":               {cpu, []float64{2.5}, "cpu 2.5 ms 5 2.00", true},
		"too dear":                     {cpu, []float64{12.34}, "cpu 12.3 ms 5 0.41 short", false},
		"nothing may be missing":       {lost, []float64{0, 0, 0}, "missing 0 mails 0 1.00", true},
		"one round with a loss counts": {lost, []float64{0, 0, 2}, "missing 2 mails 0 0.00 short", false},
		"without a limit":              {row{name: "floor", unit: "mails/s"}, []float64{770.4}, "floor 770 mails/s - -", true},
		"not measured":                 {cpu, nil, "cpu - ms 5 - short", false},
	} {
		line, met := c.row.line(c.values)
		if line != c.line || met != c.met {
			t.Errorf("%s: %q, %v; want %q, %v", name, line, met, c.line, c.met)
		}
	}
}

func TestWhatWasNotMeasuredMissesItsLimit(t *testing.T) {
	f, text := figures{}, new(strings.Builder)
	for _, r := range rows {
		f.add(r.name, map[bound]float64{atLeast: r.limit, atMost: r.limit}[r.bound])
	}
	if !f.print(text) {
		t.Fatalf("all limits are met:\n%s", text)
	}
	delete(f, "intake")
	if text.Reset(); f.print(text) || !strings.Contains(text.String(), "intake - mails/s 300 - short") {
		t.Fatalf("intake was not measured:\n%s", text)
	}
}
