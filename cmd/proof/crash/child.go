package crash

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"permanence/daemon/fault"
)

const (
	// startWithin is how long a daemon may take until it runs.
	startWithin = 20 * time.Second
	// endWithin is how long a daemon may take to end when it is told to: ten
	// seconds (reliability 4.4, SIGTERM), and some for a busy machine.
	endWithin = 15 * time.Second
	// lastLines is how much of a daemon's log is kept.
	lastLines = 12
)

// child is a daemon in a process of its own.
type child struct {
	command *exec.Cmd
	runs    chan struct{} // closed when it says that it runs
	fired   chan struct{} // closed when the last of its armed points acted
	ended   chan struct{} // closed when it is gone
	err     error         // how it ended; read after ended

	mu   sync.Mutex
	last []string // of its log
}

// start starts the program on a data directory, with armed points ("" none).
func start(program, dir, armed string, env []string) (*child, error) {
	c := &child{command: exec.Command(program, "serve", "--data", dir), runs: make(chan struct{}), fired: make(chan struct{}), ended: make(chan struct{})}
	c.command.Env = append(append(os.Environ(), env...), fault.Environment+"="+armed)
	c.command.SysProcAttr = bound()
	said, err := c.command.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := c.command.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	go func() {
		c.listen(said, lastPoint(armed))
		c.err = c.command.Wait()
		close(c.ended)
	}()
	return c, nil
}

// lastPoint is the point that matters of those that are armed: others before
// it only lead there.
func lastPoint(armed string) string {
	last := armed[strings.LastIndexByte(armed, ',')+1:]
	point, _, _ := strings.Cut(last, ":")
	return point
}

// listen reads what the daemon says to its end.
func (c *child) listen(said io.Reader, awaited string) {
	runs, fired := sync.OnceFunc(func() { close(c.runs) }), sync.OnceFunc(func() { close(c.fired) })
	lines := bufio.NewScanner(said)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if point, _, ok := fault.Fired(line); ok && point == awaited {
			fired()
		}
		if strings.Contains(line, `msg="permanence runs"`) {
			runs()
		}
		c.mu.Lock()
		c.last = append(c.last[max(0, len(c.last)-lastLines+1):], line)
		c.mu.Unlock()
	}
	_, _ = io.Copy(io.Discard, said) // a line that is too long
}

// log is what it said last.
func (c *child) log() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.last, " | ")
}

// waitRuns waits until the daemon runs.
func (c *child) waitRuns(ctx context.Context) error {
	select {
	case <-c.runs:
		return nil
	case <-c.ended:
		return fmt.Errorf("the daemon ended before it ran: %w: %s", c.err, c.log())
	case <-time.After(startWithin):
		return fmt.Errorf("the daemon does not run after %s: %s", startWithin, c.log())
	case <-ctx.Done():
		return ctx.Err()
	}
}

// kill ends it as a power switch for processes does.
func (c *child) kill() {
	_ = c.command.Process.Kill() // it may be gone already
	<-c.ended
}

// errLate says that a daemon had to be killed.
var errLate = errors.New("it did not end within " + endWithin.String() + " of SIGTERM")

// stop tells it to end and gives how long that took; errLate where it had to
// be killed.
func (c *child) stop() (time.Duration, error) {
	began := time.Now()
	_ = c.command.Process.Signal(syscall.SIGTERM) // it may be gone already
	select {
	case <-c.ended:
		return time.Since(began), nil
	case <-time.After(endWithin):
		c.kill()
		return time.Since(began), fmt.Errorf("%w: %s", errLate, c.log())
	}
}
