package outbox

import (
	"sync"
	"time"
)

// pace limits how many letters are begun in a minute, for relays that punish
// bursts. The minute is a window that begins with its first letter.
type pace struct {
	mu        sync.Mutex
	perMinute int // 0: no limit
	begun     time.Time
	count     int
}

// allow is how many of n letters may be begun at now.
func (p *pace) allow(now time.Time, n int) int {
	if p.perMinute <= 0 {
		return n
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if age := now.Sub(p.begun); age >= time.Minute || age < 0 {
		return min(n, p.perMinute)
	}
	return max(0, min(n, p.perMinute-p.count))
}

// used notes that n letters were begun.
func (p *pace) used(now time.Time, n int) {
	if n == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if age := now.Sub(p.begun); age >= time.Minute || age < 0 {
		p.begun, p.count = now, 0
	}
	p.count += n
}
