package contract

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestThresholdsAreCrossedOnce(t *testing.T) {
	for _, c := range []struct {
		available, before, after int
		want                     []int
	}{
		{40, 0, 29, nil}, {40, 29, 30, []int{75}}, {40, 30, 35, nil}, {40, 35, 36, []int{90}}, {40, 36, 40, []int{100}},
		{40, 40, 60, nil}, {40, 0, 50, []int{75, 90, 100}}, {40, 30, 20, nil}, {40, 20, 20, nil},
		{0, 0, 1, []int{100}}, {0, 1, 5, nil}, {-4, 0, 1, []int{100}}, {0, 0, 0, nil}, {40, -8, -2, nil},
		{70, 0, 40, nil}, // thirty quarters were carried over
	} {
		if got := Crossed(c.available, c.before, c.after); !slices.Equal(got, c.want) {
			t.Errorf("of %d, from %d to %d: %v, want %v", c.available, c.before, c.after, got, c.want)
		}
	}
	if got := ThresholdKey(7, day("2026-07-01"), 90); got != "threshold/7/2026-07-01/90" {
		t.Error(got)
	}
}

func TestEachThresholdIsToldOnceHoweverTimeIsBooked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		available := rapid.IntRange(1, 200).Draw(t, "available")
		told, consumed := []int(nil), 0
		for _, q := range rapid.SliceOf(rapid.IntRange(0, 40)).Draw(t, "booked") {
			told = append(told, Crossed(available, consumed, consumed+q)...)
			consumed += q
		}
		if want := Reached(available, consumed); !slices.Equal(told, want) {
			t.Fatalf("%d of %d: told %v, want %v", consumed, available, told, want)
		}
	})
}
