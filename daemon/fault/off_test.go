//go:build !fault

package fault

import "testing"

func TestAPointDoesNothingWithoutTheTag(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() {
		if err := At("keep.before"); err != nil {
			t.Fatal(err)
		}
	}); n != 0 || Enabled {
		t.Errorf("%v allocations", n)
	}
}
