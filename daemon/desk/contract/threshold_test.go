package contract

import (
	"slices"
	"testing"
)

func TestThresholdsThatConsumptionHasReached(t *testing.T) {
	ours := []int{75, 90, 100}
	for _, c := range []struct {
		thresholds          []int
		available, consumed int
		want                []int
	}{
		{ours, 40, 29, nil}, {ours, 40, 30, []int{75}}, {ours, 40, 35, []int{75}}, {ours, 40, 36, []int{75, 90}},
		{ours, 40, 40, []int{75, 90, 100}}, {ours, 40, 60, []int{75, 90, 100}}, {ours, 40, -2, nil}, {ours, 40, 0, nil},
		{ours, 0, 1, []int{100}}, {ours, -4, 1, []int{100}}, {ours, 0, 0, nil},
		{ours, 70, 40, nil}, // thirty quarters were carried over
		{[]int{50, 80}, 40, 20, []int{50}}, {[]int{50, 80}, 0, 1, []int{80}}, {nil, 40, 40, nil}, {nil, 0, 1, nil},
	} {
		if got := Reached(c.thresholds, c.available, c.consumed); !slices.Equal(got, c.want) {
			t.Errorf("%v of %d, %d consumed: %v, want %v", c.thresholds, c.available, c.consumed, got, c.want)
		}
	}
	if got := ThresholdKey(7, day("2026-07-01"), 90); got != "threshold/7/2026-07-01/90" {
		t.Error(got)
	}
}
