package outbox

import (
	"context"
	"io"
	"net"
	"testing"
	"time"
)

// cutting closes the connection after exactly so many bytes in one direction.
type cutting struct {
	net.Conn
	in, out int // bytes left; negative: no limit
}

func (c *cutting) Read(p []byte) (int, error) {
	if c.in == 0 {
		c.Close()
		return 0, io.EOF
	}
	if c.in > 0 && len(p) > c.in {
		p = p[:c.in]
	}
	n, err := c.Conn.Read(p)
	if c.in > 0 {
		c.in -= n
	}
	return n, err
}

func (c *cutting) Write(p []byte) (int, error) {
	if c.out >= 0 && len(p) >= c.out {
		n, _ := c.Conn.Write(p[:c.out])
		c.out = 0
		c.Close()
		return n, io.ErrClosedPipe
	}
	if c.out > 0 {
		c.out -= len(p)
	}
	return c.Conn.Write(p)
}

// The connection is cut at every byte of a session in both directions: the
// outcome is never a retry once the dot was out, never sent without the 250.
func TestCutAtEveryByte(t *testing.T) {
	for _, direction := range []string{"to the relay", "from the relay"} {
		t.Run(direction, func(t *testing.T) {
			seen := map[State]int{}
			for n := 0; ; n++ {
				s := startScripted(t, nil)
				s.cutBy(func(c net.Conn) net.Conn {
					if direction == "to the relay" {
						return &cutting{Conn: c, in: n, out: -1}
					}
					return &cutting{Conn: c, in: -1, out: n}
				})
				recorded := false
				fault := sendOnce(t, s.relay(), func(context.Context) error {
					recorded = true
					time.Sleep(time.Millisecond)
					return nil
				})
				kept, acked := s.count("a@moulin.example")
				state := Sent
				if fault != nil {
					if state = Judge(fault, 0, time.Now()).Outcome.State; state == "" {
						state = Retry
					}
				}
				seen[state]++
				switch {
				case state == Sent && kept != 1, state == Retry && kept != 0, state == Failed,
					state == Uncertain && !recorded:
					t.Fatalf("cut after byte %d: %s, kept %d, recorded %v: %v", n, state, kept, recorded, fault)
				case state == Sent && (acked == 1 || direction == "to the relay"):
					t.Logf("%d cuts: %v", n, seen)
					if seen[Uncertain] == 0 || seen[Retry] < 100 {
						t.Errorf("the cuts missed a phase: %v", seen)
					}
					return
				}
			}
		})
	}
}
