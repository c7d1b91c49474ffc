//go:build fault

package power

import (
	"context"
	"testing"

	"permanence/cmd/proof/figure"
)

// testLosses keeps the test short; make proof tries more.
const testLosses = 1000

func TestNoAcknowledgedCommitIsLostWithThePower(t *testing.T) {
	show(t, "power-loss", func(ctx context.Context, _ figure.Size) (figure.Figure, error) { return losses(ctx, testLosses) })
}

func TestWeakerPromisesAreFound(t *testing.T) {
	show(t, "control", Control)
}
