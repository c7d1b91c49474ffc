//go:build fault

package crash

import (
	"testing"
	"time"
)

func TestADaemonKilledAtAnyMomentLosesNothing(t *testing.T) {
	f, err := oneShop(t).kills(t.Context(), 60, time.Now().UnixNano())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(f.Line("kill"))
	for _, line := range f.Trouble {
		t.Log(line)
	}
	if !f.Met() {
		t.Error("the figure is short")
	}
}

func TestADaemonToldToEndAtAnyMomentLeavesNothingUncertain(t *testing.T) {
	seed := time.Now().UnixNano()
	sum, err := oneShop(t).endless(t.Context(), 20, seed, func(c *child) error {
		_, err := c.stop()
		return err
	})
	t.Logf("seed %d: %s", seed, sum)
	if err != nil {
		t.Fatal(err)
	}
	for _, trouble := range sum.Trouble {
		t.Error(trouble)
	}
	if sum.Uncertain > 0 {
		t.Errorf("%d letters were left uncertain", sum.Uncertain)
	}
}
