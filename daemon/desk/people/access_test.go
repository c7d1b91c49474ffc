package people

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestPasswordsThatAreGuessedFirstAreRefused(t *testing.T) {
	tests := []struct {
		password string
		want     error
	}{
		{"tulipe cobalt orage", nil},
		{"Xk8#pq2!vR", nil},
		{"été à Lyon 1998", nil},
		{"court", ErrPasswordShort},
		{strings.Repeat("ab1 Z", 50), ErrPasswordLong},
		{"aaaaaaaaaaaa", ErrPasswordSimple},
		{"Azerty12345", ErrPasswordSimple},
		{"motdepasse1!", ErrPasswordSimple},
		{"Durand2026!", ErrPasswordSimple},
		{"la menuiserie de Durand", nil},
	}
	for _, tt := range tests {
		if err := CheckPassword(tt.password, "Marie", "Durand"); !errors.Is(err, tt.want) {
			t.Errorf("%q: %v, want %v", tt.password, err, tt.want)
		}
	}
}

func TestAProvisionalPasswordIsReadableAndPassesTheRules(t *testing.T) {
	seen := map[string]bool{}
	for i := range 200 {
		var random [24]byte
		for j := range random {
			random[j] = byte(i*31 + j*17)
		}
		p := ProvisionalPassword(random)
		if len(p) != 27 || CheckPassword(p) != nil || strings.ContainsAny(p, "01lOI") {
			t.Fatalf("%q: %v", p, CheckPassword(p))
		}
		seen[p] = true
	}
	if len(seen) < 190 {
		t.Errorf("only %d different ones", len(seen))
	}
}

func TestAProvisionalPasswordLapsesAndAnOwnOneDoesNot(t *testing.T) {
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		until time.Time
		want  bool
	}{{time.Time{}, false}, {now.Add(time.Second), false}, {now, true}, {now.AddDate(0, 0, -1), true}} {
		if got := (Access{Provisional: tt.until}).Lapsed(now); got != tt.want {
			t.Errorf("until %v: %v", tt.until, got)
		}
	}
}
