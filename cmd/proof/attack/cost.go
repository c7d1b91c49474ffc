package attack

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"syscall"
	"time"
)

// The most that one mail may cost (I5), and how many names it may have looked
// up (S35).
const (
	maxCPU     = 2 * time.Second
	maxWall    = 15 * time.Second // 5 s where nothing else runs
	maxHeap    = 64 << 20
	maxLookups = 10
)

// cost is what handling a mail takes of this process.
type cost struct {
	began   time.Time
	cpu     time.Duration
	heap    uint64
	highest uint64
}

// start begins to measure.
func (c *cost) start() {
	c.began, c.cpu, c.heap = time.Now(), processorTime(), heapBytes()
	c.highest = c.heap
}

// look takes a sample of the heap. What nobody holds any more does not count.
func (c *cost) look() {
	now := heapBytes()
	if now > c.heap+maxHeap {
		runtime.GC()
		now = heapBytes()
	}
	c.highest = max(c.highest, now)
}

// trouble says what was too much.
func (c *cost) trouble() (found []string) {
	c.look()
	if used := processorTime() - c.cpu; used > maxCPU {
		found = append(found, fmt.Sprintf("%s of processor time", used.Round(time.Millisecond)))
	}
	if took := time.Since(c.began); took > maxWall {
		found = append(found, fmt.Sprintf("took %s", took.Round(time.Millisecond)))
	}
	if grown := c.highest - c.heap; c.highest > c.heap && grown > maxHeap {
		found = append(found, fmt.Sprintf("the heap grew by %d MiB", grown>>20))
	}
	return found
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func heapBytes() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
