package attack

import (
	"testing"

	"permanence/cmd/proof/figure"
)

func TestNoAttackOfTheCorpusDoesAnything(t *testing.T) {
	f, err := Attacks(t.Context(), figure.Short)
	if err != nil {
		t.Error(err)
	}
	for _, line := range f.Trouble {
		t.Error(line)
	}
	if t.Log(f.Line("attacks")); !f.Met() {
		t.Fail()
	}
}
