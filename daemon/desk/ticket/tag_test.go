package ticket

import (
	"errors"
	"strings"
	"testing"
)

func TestOneWordIsOneTagWhoeverWritesIt(t *testing.T) {
	for text, want := range map[string]string{" Import  Bancaire ": "import bancaire", "ÉTÉ": "été", "v2.1": "v2.1", "a-b_c/d": "a-b_c/d", "l'import": "l'import"} {
		if got, err := Tag(text); err != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "  ", "a,b", "#bug", "a\x00b", "<b>", strings.Repeat("é", maxTag+1)} {
		if got, err := Tag(text); !errors.Is(err, ErrTag) {
			t.Errorf("%q is the tag %q (%v)", text, got, err)
		}
	}
}
