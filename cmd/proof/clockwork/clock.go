package clockwork

import (
	"sync"
	"time"
)

// Clock moves only when it is told. Several desks may live by one.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// Monday is a working morning, when the desk has just opened.
func Monday() time.Time { return time.Date(2026, time.September, 21, 7, 10, 0, 0, time.UTC) }

// NewClock starts at a moment.
func NewClock(at time.Time) *Clock { return &Clock{at: at.UTC()} }

// Now is the moment.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Pass lets time go by.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Until lets time go by until a moment; one that is past changes nothing.
func (c *Clock) Until(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.at) {
		c.at = at.UTC()
	}
}
