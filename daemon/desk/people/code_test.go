package people

import (
	"encoding/base32"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// The vectors of RFC 6238 appendix B, of which an authenticator shows the last
// six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		if step, ok := CodeStep(secret, code, time.Unix(at, 0), 0); !ok || step != at/30 {
			t.Errorf("at %d %s is of step %d, %v", at, code, step, ok)
		}
	}
}

func TestACodeIsGoodOnceAndForAMoment(t *testing.T) {
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	made := time.Unix(1111111111, 0)
	step := made.Unix() / 30
	tests := []struct {
		name string
		code string
		at   time.Time
		last int64
		ok   bool
	}{
		{"now", "050471", made, 0, true},
		{"with blanks", " 050 471", made, 0, true},
		{"half a minute late", "050471", made.Add(30 * time.Second), 0, true},
		{"half a minute early", "050471", made.Add(-30 * time.Second), 0, true},
		{"a minute late", "050471", made.Add(60 * time.Second), 0, false},
		{"a second time", "050471", made, step, false},
		{"after a later one", "050471", made, step + 1, false},
		{"another", "050472", made, 0, false},
		{"too short", "50471", made, 0, false},
		{"nothing", "", made, 0, false},
		{"signs", "-50471", made, 0, false},
	}
	for _, c := range tests {
		if _, ok := CodeStep(secret, c.code, c.at, c.last); ok != c.ok {
			t.Errorf("%s: %v", c.name, ok)
		}
	}
	ofNothing, err := totp.GenerateCode("", made)
	if _, ok := CodeStep("", ofNothing, made, 0); ok || err != nil {
		t.Error("a code of no secret", err)
	}
}

func TestARecoveryCodeIsKnownHoweverItIsTyped(t *testing.T) {
	code := RecoveryCode([7]byte{1, 2, 3, 4, 5, 6, 7})
	if code != "aebag-bafay" {
		t.Errorf("%q", code)
	}
	for _, typed := range []string{code, "AEBAGBAFAY", " aebag bafay ", "aebag- bafay"} {
		if got := PlainRecovery(typed); got != code {
			t.Errorf("%q: %q", typed, got)
		}
	}
	if PlainRecovery("") != "" || PlainRecovery("aebag") != "aebag" {
		t.Error("rubbish is made longer")
	}
}
