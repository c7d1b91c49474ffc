package contract

import "fmt"

// Thresholds are the shares of a package, in per cent, at which client and
// sales contact are warned once each per period (R14).
func Thresholds() []int { return []int{75, 90, 100} }

// Reached are the thresholds that consumption has reached. The base is what
// is available in the period (Account.AvailableQuarters): a client who
// carried hours over is not warned while they last. Without anything
// available the first quarter consumed reaches 100.
func Reached(availableQuarters, consumedQuarters int) []int {
	if consumedQuarters <= 0 {
		return nil
	}
	if availableQuarters <= 0 {
		return []int{100}
	}
	var reached []int
	for _, percent := range Thresholds() {
		if consumedQuarters*100 >= percent*availableQuarters {
			reached = append(reached, percent)
		}
	}
	return reached
}

// Crossed are the thresholds that consumption reaches by going from before to
// after. Whether one was told already in the period is for ThresholdKey: a
// package that shrinks or grows meanwhile makes Crossed alone forget or
// repeat. Where it gives several, the highest is the one to tell; all count
// as told.
func Crossed(availableQuarters, before, after int) []int {
	old := len(Reached(availableQuarters, before))
	now := Reached(availableQuarters, after)
	if len(now) <= old {
		return nil
	}
	return now[old:]
}

// ThresholdKey is the key under which a threshold is told once per period.
func ThresholdKey(contractID int64, start Date, percent int) string {
	return fmt.Sprintf("threshold/%d/%s/%d", contractID, start, percent)
}
