package demo

import "time"

// clock runs at normal speed from where it was set.
type clock struct {
	start time.Time
	began time.Time // on the machine's clock
}

// newClock starts at a moment, nil for the machine's own.
func newClock(at *time.Time) clock {
	c := clock{began: time.Now()}
	c.start = c.began
	if at != nil {
		c.start = at.UTC()
	}
	return c
}

func (c clock) now() time.Time { return c.start.Add(time.Since(c.began)).UTC() }

// ahead is how far the clock is ahead of the machine's.
func (c clock) ahead() time.Duration { return c.start.Sub(c.began) }
