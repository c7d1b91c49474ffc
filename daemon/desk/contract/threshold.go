package contract

import (
	"fmt"
	"slices"
)

// Reached are the thresholds (per cent of a package, ascending) that
// consumption has reached: client and sales contact are warned of each once a
// period (R14, ThresholdKey). The base is what
// is available in the period (Account.AvailableQuarters): a client who
// carried hours over is not warned while they last. Without anything
// available the first quarter consumed reaches the highest.
func Reached(thresholds []int, availableQuarters, consumedQuarters int) []int {
	if consumedQuarters <= 0 {
		return nil
	}
	if availableQuarters <= 0 {
		return slices.Clone(thresholds[max(len(thresholds)-1, 0):])
	}
	var reached []int
	for _, percent := range thresholds {
		if consumedQuarters*100 >= percent*availableQuarters {
			reached = append(reached, percent)
		}
	}
	return reached
}

// ThresholdKey is the key under which a threshold is told once per period.
func ThresholdKey(contractID int64, start Date, percent int) string {
	return fmt.Sprintf("threshold/%d/%s/%d", contractID, start, percent)
}
