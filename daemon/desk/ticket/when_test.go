package ticket

import (
	"errors"
	"testing"
	"time"
)

// nineOnWorkingDays is a desk without holidays, staffed from nine.
func nineOnWorkingDays(day time.Time) time.Time {
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 9, 0, 0, 0, day.Location())
}

func TestPausesEndWhenTheDeskIsStaffed(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 7, 1, 15, 0, 0, 0, paris) // a Wednesday
	for text, want := range map[string]string{
		"lundi": "2026-07-06 09:00", "Lundi prochain": "2026-07-06 09:00", "mercredi": "2026-07-08 09:00", "jeudi": "2026-07-02 09:00",
		"samedi": "2026-07-06 09:00", "next friday": "2026-07-03 09:00", "jusqu'à lundi": "2026-07-06 09:00", "jusqu'au 8 juillet": "2026-07-08 09:00",
		"demain": "2026-07-02 09:00", "tomorrow": "2026-07-02 09:00", "après-demain": "2026-07-03 09:00",
		"3 jours": "2026-07-06 09:00", "2j": "2026-07-03 09:00", "2 days": "2026-07-03 09:00", "1 semaine": "2026-07-08 09:00", "in 2 weeks": "2026-07-15 09:00",
		"2026-07-20": "2026-07-20 09:00", "20/07/2026": "2026-07-20 09:00", "20.07": "2026-07-20 09:00", "1er juin": "2027-06-01 09:00",
		"14 juillet 2026": "2026-07-14 09:00", "3 august": "2026-08-03 09:00", "29/02": "2028-02-29 09:00",
		"3h": "2026-07-01 18:00", "1 heure": "2026-07-01 16:00", "dans 2 heures": "2026-07-01 17:00",
	} {
		w, err := ParseWhen(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		at, err := w.Resolve(now, nineOnWorkingDays)
		if got := at.Format("2006-01-02 15:04"); err != nil || got != want {
			t.Errorf("%q is %s, %v; want %s", text, got, err, want)
		}
	}
}

func TestWhatIsNoMomentIsRefused(t *testing.T) {
	for _, text := range []string{"", "bientôt", "32/01", "2026-02-30", "2026-13-01", "0 jours", "400 jours", "12", "31 avril", "le"} {
		if w, err := ParseWhen(text); !errors.Is(err, ErrWhen) {
			t.Errorf("ParseWhen(%q) = %+v, %v", text, w, err)
		}
	}
	now := time.Date(2026, 7, 1, 15, 0, 0, 0, time.UTC)
	w, err := ParseWhen("2026-06-30")
	if err != nil {
		t.Fatal(err)
	}
	if at, err := w.Resolve(now, nineOnWorkingDays); !errors.Is(err, ErrWhen) {
		t.Errorf("a date that is past gives %v, %v", at, err)
	}
}
