package authn

import (
	"strings"
	"testing"

	"permanence/parser/costs"
)

func TestAFieldOfManyLinesIsUnfoldedAndNothingElse(t *testing.T) {
	many := strings.Repeat(" y\r\n", maxFolds+1)
	for raw, want := range map[string]string{
		"":                                      "",
		"A: b\r\n c\r\n\r\n" + many:             "A: b\r\n c\r\n\r\n" + many,
		"A: b\r\n" + many + "B: c\r\n\r\nx\r\n": "A: b" + strings.Repeat(" y", maxFolds+1) + "\r\nB: c\r\n\r\nx\r\n",
		"A: b\r\n d\r\nB: c\r\n" + many + "\r\nx": "A: b\r\n d\r\nB: c" + strings.Repeat(" y", maxFolds+1) + "\r\n\r\nx",
		"A: b\r\n" + many:                         "A: b" + strings.Repeat(" y", maxFolds+1) + "\r\n",
		strings.Repeat(" y\r\n", maxFolds):        strings.Repeat(" y\r\n", maxFolds),
	} {
		if got := string(unfolded([]byte(raw))); got != want {
			t.Errorf("%.40q becomes %.60q", raw, got)
		}
	}
}

func TestAHeaderOfManyLinesIsCheckedInLittleTime(t *testing.T) {
	for name, lines := range map[string]string{
		"one field": "X-A: b\r\n" + strings.Repeat(" y\r\n", 250_000), "many fields": strings.Repeat("X-A: b\r\n"+strings.Repeat(" y\r\n", maxFolds-1), 450),
		"recipients": "Cc: a@b.test" + strings.Repeat(",\r\n a@b.test", 60_000) + "\r\n",
	} {
		k := keyOf("a.test")
		raw := signedBy(t, strings.Replace(plainMail, "Subject:", lines+"Subject:", 1), k, at(arrival), "From", "To", "Cc", "Subject", "Date", "Message-ID")
		costs.Little(t, name, func() {
			p := checkerOf(newZone(k)).Check(t.Context(), mailOf(raw, "alice@a.test"), Settings{})
			if got := verdict(p); got != "aligned dkim" {
				t.Errorf("%s: %s %s", name, got, details(p))
			}
		})
	}
}
