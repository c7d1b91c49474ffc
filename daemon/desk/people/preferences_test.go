package people

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestWhatIsNotSetIsAsItComes(t *testing.T) {
	for text, want := range map[string]func(*Preferences){
		"":                       func(*Preferences) {},
		"{}":                     func(*Preferences) {},
		`{"shortcuts":false}`:    func(p *Preferences) { p.Shortcuts = false },
		`{"mute":["mention"]}`:   func(p *Preferences) { p.Mute = []Reason{ReasonMention} },
		`{"of_later":1}`:         func(*Preferences) {},
		`{"quiet_to_minutes":1}`: func(p *Preferences) { p.QuietToMinutes = 1 },
	} {
		expected := DefaultPreferences()
		want(&expected)
		if got, err := ParsePreferences(text); err != nil || !reflect.DeepEqual(got, expected) {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	if p, err := ParsePreferences("{"); err == nil || !reflect.DeepEqual(p, DefaultPreferences()) {
		t.Errorf("what cannot be read gives %+v, %v", p, err)
	}
}

func TestPreferencesAreReadAsTheyWereKept(t *testing.T) {
	p := Preferences{Mute: Reasons(), QuietFromMinutes: 1200, QuietToMinutes: 420, After: AfterStay, Theme: ThemeDark, Signature: "Alice"}
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ParsePreferences(string(text)); err != nil || !reflect.DeepEqual(got, p) || p.Check() != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestPreferencesThatCannotBeAreNamed(t *testing.T) {
	for words, change := range map[string]func(*Preferences){
		"“all” is no reason":      func(p *Preferences) { p.Mute = []Reason{"all"} },
		"quiet hours":             func(p *Preferences) { p.QuietToMinutes = 24 * 60 },
		"“home” cannot follow":    func(p *Preferences) { p.After = "home" },
		"“blue” is no theme":      func(p *Preferences) { p.Theme = "blue" },
		"the signature is longer": func(p *Preferences) { p.Signature = strings.Repeat("é", 2001) },
	} {
		p := DefaultPreferences()
		change(&p)
		if err := p.Check(); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%v, want %q", err, words)
		}
	}
}

func TestNoticesWaitUntilTheQuietHoursAreOver(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to int
		at, want string
	}{
		{0, 0, "2026-07-01 03:00", "2026-07-01 03:00"},
		{20 * 60, 7 * 60, "2026-07-01 19:59", "2026-07-01 19:59"},
		{20 * 60, 7 * 60, "2026-07-01 20:00", "2026-07-02 07:00"},
		{20 * 60, 7 * 60, "2026-07-02 06:59", "2026-07-02 07:00"},
		{20 * 60, 7 * 60, "2026-07-02 07:00", "2026-07-02 07:00"},
		{12 * 60, 14 * 60, "2026-07-01 12:30", "2026-07-01 14:00"},
		{12 * 60, 14 * 60, "2026-07-01 14:00", "2026-07-01 14:00"},
		{20 * 60, 7 * 60, "2026-03-28 23:00", "2026-03-29 07:00"}, // clocks go forward
		{20 * 60, 7 * 60, "2026-12-31 23:00", "2027-01-01 07:00"},
	} {
		at, _ := time.ParseInLocation("2006-01-02 15:04", c.at, zone)
		got := Preferences{QuietFromMinutes: c.from, QuietToMinutes: c.to}.Loud(at.UTC(), zone)
		if text := got.In(zone).Format("2006-01-02 15:04"); text != c.want {
			t.Errorf("%d-%d at %s: %s, want %s", c.from, c.to, c.at, text, c.want)
		}
	}
}

func TestAnAnswerIsSignedOnce(t *testing.T) {
	p := Preferences{Signature: "Claire Moreau\nPermanence\n"}
	for text, want := range map[string]string{
		"Bonjour.":                              "Bonjour.\n\nClaire Moreau\nPermanence",
		"Bonjour.\n\nClaire Moreau\nPermanence": "Bonjour.\n\nClaire Moreau\nPermanence",
		" \n":                                   "",
	} {
		if got := p.Signed(text); got != want {
			t.Errorf("%q is signed %q", text, got)
		}
	}
	if got := (Preferences{}).Signed("Bonjour.\n"); got != "Bonjour." {
		t.Errorf("without a signature: %q", got)
	}
}
