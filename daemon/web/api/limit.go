package api

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits hold back tokens that ask too often.
type limits struct {
	every time.Duration // between two requests in the long run; 0 is no limit
	burst int

	mu sync.Mutex
	of map[int64]*rate.Limiter // by the token's id: as many as there are tokens
}

// newLimits let a token ask so often in a minute, a sixth of it at once.
func newLimits(minute int) *limits {
	l := &limits{of: map[int64]*rate.Limiter{}}
	if minute > 0 {
		l.every, l.burst = time.Minute/time.Duration(minute), max(1, minute/6)
	}
	return l
}

// wait is how long the token has to wait before it may ask; 0 where it may, and
// then it did.
func (l *limits) wait(token int64, now time.Time) time.Duration {
	if l.every == 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	limit := l.of[token]
	if limit == nil {
		limit = rate.NewLimiter(rate.Every(l.every), l.burst)
		l.of[token] = limit
	}
	turn := limit.ReserveN(now, 1)
	wait := turn.DelayFrom(now)
	if wait > 0 {
		turn.CancelAt(now)
	}
	return wait
}
