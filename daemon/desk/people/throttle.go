package people

import (
	"net/netip"
	"time"
)

// PauseTime is how long nothing is looked at where too much has failed.
const PauseTime = 15 * time.Minute

// Throttle is how much may fail at a kind of door.
type Throttle struct {
	Free   int           // failures that cost no delay
	Pause  int           // failures from which on each costs a pause
	Forget time.Duration // without a failure for that long, all are forgotten
}

// Door is a kind of place where something is tried that may be guessed.
type Door string

// The doors. Each counts for itself.
const (
	DoorLogin   Door = "login"   // a login, whether anybody has it or not
	DoorNetwork Door = "network" // a network address: passwords and codes
	DoorAsking  Door = "asking"  // a network address: links that are asked for
	DoorCode    Door = "code"    // a person's codes
)

// Throttle gives what may fail at a door. Many people may sit behind one
// network address.
func (d Door) Throttle() Throttle {
	switch d {
	case DoorNetwork:
		return Throttle{Free: 30, Pause: 40, Forget: time.Hour}
	case DoorAsking:
		return Throttle{Free: 10, Pause: 15, Forget: time.Hour}
	}
	return Throttle{Free: 5, Pause: 10, Forget: 24 * time.Hour}
}

// Tries are the failures at one door.
type Tries struct {
	Failures int
	Last     time.Time // of the last failure
	Until    time.Time // nothing is looked at before
}

// Wait is how long nothing is looked at still. A pause that is longer than any
// we make comes of a clock that was set back, and counts for nothing.
func (t Tries) Wait(now time.Time) time.Duration {
	if wait := t.Until.Sub(now); wait > 0 && wait <= PauseTime {
		return wait
	}
	return 0
}

// Failed is what stands after one more failure.
func (l Throttle) Failed(t Tries, now time.Time) Tries {
	if now.Sub(t.Last) >= l.Forget {
		t.Failures = 0
	}
	t.Failures++
	return Tries{Failures: t.Failures, Last: now, Until: now.Add(l.delay(t.Failures))}
}

// Passed is what stands after a try that was counted as a failure turned out
// right: at a person's own door nothing, at one that many share one less.
func (l Throttle) Passed(t Tries, shared bool) Tries {
	if !shared || t.Failures < 2 {
		return Tries{}
	}
	t.Failures--
	t.Until = t.Last.Add(l.delay(t.Failures))
	return t
}

// delay doubles from a second on, and ends in a pause.
func (l Throttle) delay(failures int) time.Duration {
	switch {
	case failures <= l.Free:
		return 0
	case failures >= l.Pause:
		return PauseTime
	}
	return time.Second << (failures - l.Free - 1)
}

// Network is what counts as one network address: a line has one of version 4,
// and at least 64 bits' worth of version 6.
func Network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}
