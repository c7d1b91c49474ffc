package people

import (
	"strings"
	"testing"
)

func TestFoldKnowsASCIIOnly(t *testing.T) {
	for in, want := range map[string]string{
		"ALICE@A.TEST":     "alice@a.test",
		"alice@a.test":     "alice@a.test",
		"\u212Aim@a.test":  "\u212Aim@a.test",
		"MA\u0130L@a.test": "ma\u0130l@a.test",
		"\u0410lice@a":     "\u0410lice@a",
		"ali\u017Fe@a":     "ali\u017Fe@a",
		"":                 "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDomainFollowsTheLastAt(t *testing.T) {
	for in, want := range map[string]string{
		"alice@A.test":               "a.test",
		`"alice@a.test"@attack.test`: "attack.test",
		"alice":                      "",
		"":                           "",
		"alice@":                     "",
	} {
		if got := Domain(in); got != want {
			t.Errorf("Domain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestValidAddressSaysWhatIsWrong(t *testing.T) {
	for in, want := range map[string]string{
		"":                                    "empty",
		"alice":                               "no @",
		"alice@b@a.test":                      "more than one @",
		"@a.test":                             "nothing stands before",
		"alice@":                              "no domain",
		"alice@a.test.":                       "ends with a dot",
		"alice@localhost":                     "has no dot",
		"alice@a..test":                       "empty part",
		"alice@-a.test":                       "hyphen",
		"alice@a_b.test":                      "cannot stand in a domain",
		"al ice@a.test":                       "blank",
		"alice@a.test\r\nBcc: x@b.test":       "control character",
		"alice\x00@a.test":                    "control character",
		"\u0430lice@a.test":                   "not an ASCII letter",
		"alice@\uFF41.test":                   "not an ASCII letter",
		"Alice <alice@a.test>":                "blank",
		"<alice@a.test>":                      "single mail address",
		"alice@a.test,bob@a.test":             "single mail address",
		".alice@a.test":                       "begins or ends with a dot",
		"al..ice@a.test":                      "two dots",
		`"alice"@a.test`:                      "cannot stand before",
		strings.Repeat("a", 65) + "@a.test":   "more than 64",
		"a@" + strings.Repeat("a", 260):       "too long",
		"a@" + strings.Repeat("a", 64) + ".b": "longer than 63",
	} {
		err := ValidAddress(in)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ValidAddress(%q) = %v, want a sentence with %q", in, err, want)
		}
	}
	for _, good := range []string{"alice@a.test", "Alice.O'Hara+x@Sub.A.test", "a@xn--bcher-kva.example", "no-reply@a-b.test"} {
		if err := ValidAddress(good); err != nil {
			t.Errorf("ValidAddress(%q) = %v", good, err)
		}
	}
}
