//go:build !fault

package power

import (
	"context"
	"errors"

	"permanence/cmd/proof/figure"
)

var errOff = errors.New("disks that fail are built with the tag fault only: use make proof")

// Loss needs the build tag fault.
func Loss(context.Context, figure.Size) (figure.Figure, error) { return figure.Figure{}, errOff }

// Control needs the build tag fault.
func Control(context.Context, figure.Size) (figure.Figure, error) { return figure.Figure{}, errOff }

// Errors needs the build tag fault.
func Errors(context.Context, figure.Size) (figure.Figure, error) { return figure.Figure{}, errOff }
