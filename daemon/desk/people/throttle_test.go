package people

import (
	"testing"
	"time"
)

func TestFailuresCostGrowingDelaysAndThenAPause(t *testing.T) {
	tests := []struct {
		door     Door
		failures int
		wait     time.Duration
	}{
		{DoorLogin, 1, 0}, {DoorLogin, 5, 0}, {DoorLogin, 6, time.Second}, {DoorLogin, 7, 2 * time.Second}, {DoorLogin, 9, 8 * time.Second},
		{DoorLogin, 10, PauseTime}, {DoorLogin, 11, PauseTime}, {DoorLogin, 500, PauseTime},
		{DoorCode, 10, PauseTime},
		{DoorNetwork, 30, 0}, {DoorNetwork, 31, time.Second}, {DoorNetwork, 40, PauseTime},
		{DoorAsking, 10, 0}, {DoorAsking, 15, PauseTime},
	}
	for _, c := range tests {
		now, tries := time.Unix(1e9, 0), Tries{}
		for range c.failures {
			now = now.Add(tries.Wait(now))
			tries = c.door.Throttle().Failed(tries, now)
		}
		if got := tries.Wait(now); got != c.wait {
			t.Errorf("%s after %d failures: %s, want %s", c.door, c.failures, got, c.wait)
		}
	}
}

func TestFailuresAreForgottenAfterAWhileWithoutOne(t *testing.T) {
	now, tries := time.Unix(1e9, 0), Tries{}
	limit := DoorLogin.Throttle()
	for range 10 {
		tries = limit.Failed(tries, now)
	}
	if tries.Wait(now.Add(PauseTime)) != 0 {
		t.Error("the pause does not end")
	}
	if again := limit.Failed(tries, now.Add(PauseTime)); again.Wait(now.Add(PauseTime)) != PauseTime {
		t.Errorf("one failure after the pause: %+v", again)
	}
	if again := limit.Failed(tries, now.Add(limit.Forget)); again.Failures != 1 || again.Wait(now.Add(limit.Forget)) != 0 {
		t.Errorf("one failure a day later: %+v", again)
	}
}

func TestARightTryOpensOnesOwnDoorAndNotThatOfAllNeighbours(t *testing.T) {
	now := time.Unix(1e9, 0)
	limit := DoorNetwork.Throttle()
	shared := Tries{Failures: 35, Last: now, Until: now.Add(16 * time.Second)}
	if got := limit.Passed(shared, true); got.Failures != 34 || got.Wait(now) != 8*time.Second {
		t.Errorf("shared: %+v", got)
	}
	if got := DoorLogin.Throttle().Passed(Tries{Failures: 9, Last: now}, false); got != (Tries{}) {
		t.Errorf("own: %+v", got)
	}
}

func TestAClockThatWasSetBackShutsNobodyOut(t *testing.T) {
	now := time.Unix(1e9, 0)
	if wait := (Tries{Failures: 10, Last: now, Until: now.Add(PauseTime)}).Wait(now.Add(-time.Hour)); wait != 0 {
		t.Errorf("waits %s", wait)
	}
}

func TestNeighboursOnOneLineAreOneNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::9": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "", "@": "@",
	} {
		if got := Network(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
