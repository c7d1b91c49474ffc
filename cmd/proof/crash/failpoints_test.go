//go:build fault

package crash

import (
	"math/rand"
	"testing"
	"time"

	"permanence/daemon/fault"
)

func TestWithoutAFaultEachMailHasItsFate(t *testing.T) {
	g, err := oneShop(t).loaded(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer g.close()
	if err := g.finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	g.balanced(t)
}

// drawn are cases that reach each point once, each by an action drawn by the
// seed; the proof tries all.
func drawn(seed int64) (some []failpoint) {
	random := rand.New(rand.NewSource(seed))
	for _, p := range fault.Points() {
		action := fault.Actions()[random.Intn(len(fault.Actions()))]
		some = append(some, failpoint{p.Name, action, 1})
	}
	return some
}

func TestEveryPointIsReachedAndNothingIsLostOrDoubled(t *testing.T) {
	seed := time.Now().UnixNano()
	t.Logf("seed %d", seed)
	some := drawn(seed)
	sum, reached, err := oneShop(t).tryAll(t.Context(), some)
	if err != nil {
		t.Fatal(err)
	}
	if len(reached) != len(some) || sum.Lost+sum.DoubleEntries+sum.DoubleLetter > 0 {
		t.Errorf("%d of %d points: %s", len(reached), len(some), sum)
	}
	for _, trouble := range sum.Trouble {
		t.Error(trouble)
	}
}
