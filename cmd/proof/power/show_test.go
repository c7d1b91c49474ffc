//go:build fault

package power

import (
	"context"
	"testing"
	"time"

	"permanence/cmd/proof/figure"
)

// show runs a figure and fails where it is short.
func show(t *testing.T, name string, f func(context.Context, figure.Size) (figure.Figure, error)) {
	t.Helper()
	start := time.Now()
	got, err := f(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(got.Line(name), time.Since(start).Round(time.Millisecond))
	if !got.Met() {
		for _, line := range got.Trouble[:min(len(got.Trouble), 10)] {
			t.Log(line)
		}
		t.Fail()
	}
}
