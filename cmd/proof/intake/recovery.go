package intake

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/demo"
	"permanence/daemon/testhouse"
)

const (
	kills       = 5    // how often the daemon is killed
	perKill     = 20   // mails that come in before each
	maxReady    = 2000 // milliseconds until a daemon that was killed is ready
	readyWithin = 30 * time.Second
)

// Recovery is the figure: the program on a store of many mails is killed (kill
// -9) while mail comes in, and started again; how long until /readyz says yes.
func Recovery(ctx context.Context, size figure.Size) (figure.Figure, error) {
	return recovery(ctx, size.Of(10_000, 100_000))
}

func recovery(ctx context.Context, mails int) (f figure.Figure, err error) {
	f = figure.Figure{Tried: mails, Unit: "mails"}
	g, err := newGround(ctx, mails)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, g.close()) }()
	took, err := g.killed(ctx)
	if err != nil {
		return f, err
	}
	gone, err := g.missing(ctx)
	f.Outcomes = []figure.Outcome{figure.All("kills", len(took), kills), figure.None(lost, gone), figure.AtMost("ready-ms", percentile(took, 100), maxReady)}
	return f, err
}

// ground is what the program stands on: a filled data directory, and the
// sample servers.
type ground struct {
	house   *testhouse.House
	bin     string // folder of the program
	program string
	want    int // mails that are in the store or on the server
	// patience is how long the last of them may take to be there.
	patience time.Duration
}

func newGround(ctx context.Context, mails int) (_ *ground, err error) {
	g := &ground{want: mails, patience: testhouse.Patience}
	if g.bin, err = os.MkdirTemp("", "permanence-recovery-"); err != nil {
		return nil, err
	}
	if g.program, err = build(ctx, g.bin); err != nil {
		return nil, errors.Join(err, g.close())
	}
	if g.house, err = testhouse.Open(ctx, "", testhouse.Options{Moment: time.Now()}); err != nil {
		return nil, errors.Join(err, g.close())
	}
	if err := g.house.Stop(); err != nil {
		return nil, errors.Join(err, g.close())
	}
	if err := fill(ctx, g.house.Dir(), mails, g.house.Now()); err != nil {
		return nil, errors.Join(fmt.Errorf("filling the store: %w", err), g.close())
	}
	return g, nil
}

// build builds the program into dir and gives its path.
func build(ctx context.Context, dir string) (string, error) {
	path := filepath.Join(dir, "permanence")
	command := exec.CommandContext(ctx, "go", "build", "-tags", "sqlite_fts5", "-o", path, "permanence/cmd/permanence")
	command.Env = append(os.Environ(), "CGO_ENABLED=1")
	if said, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w: %s", err, said)
	}
	return path, nil
}

func (g *ground) close() error {
	var err error
	if g.house != nil {
		err = g.house.Close()
	}
	return errors.Join(err, os.RemoveAll(g.bin))
}

// killed kills the program again and again while mail comes in, and gives how
// long each start after it took.
func (g *ground) killed(ctx context.Context) (took []time.Duration, err error) {
	daemon, err := g.start(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		_ = daemon.Process.Kill() // a start that failed has killed it already
		_ = daemon.Wait()         // says that it was killed
	}()
	for range kills {
		for range perKill {
			g.want++
			raw := fmt.Appendf(nil, "From: <%s>\r\nSubject: %d\r\n\r\nBonjour %d.\r\n", stranger, g.want, g.want)
			if err := g.house.Servers.Drop(demo.Mailbox, raw); err != nil {
				return nil, err
			}
		}
		time.Sleep(rand.N(30 * time.Millisecond)) // some are kept by then, some are not
		_ = daemon.Process.Kill()                 // where it is gone, Wait says so
		if err := daemon.Wait(); err == nil {
			return nil, errors.New("the daemon ended before it was killed")
		}
		began := time.Now()
		if daemon, err = g.start(ctx); err != nil {
			return nil, err
		}
		took = append(took, time.Since(began))
	}
	return took, nil
}

// start starts the program on the ground and waits until it is ready.
func (g *ground) start(ctx context.Context) (*exec.Cmd, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, g.program, "serve", "--data", g.house.Dir())
	c.Env = append(os.Environ(), "PERMANENCE_WEB_LISTEN="+address)
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", g.program, err)
	}
	return c, wait(ctx, "the daemon is not ready", func() (bool, error) { return ready(ctx, "http://"+address+"/readyz") })
}

// ready asks whether a daemon is; one that does not answer yet is not.
func ready(ctx context.Context, address string) (bool, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return false, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return false, nil
	}
	return answer.StatusCode == http.StatusOK, answer.Body.Close()
}

// freeAddress is a port that nothing listens on now.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// wait looks again and again whether something is done.
func wait(ctx context.Context, what string, done func() (bool, error)) error {
	for end := time.Now().Add(readyWithin); time.Now().Before(end); {
		if ok, err := done(); ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(2 * time.Millisecond):
		}
	}
	return fmt.Errorf("%s after %s", what, readyWithin)
}

// missing starts a daemon in this process once more, and counts the mails that
// are not there, or without their bytes, or not decided on.
func (g *ground) missing(ctx context.Context) (n int, err error) {
	if err := g.house.Start(ctx); err != nil {
		return 0, err
	}
	for end := time.Now().Add(g.patience); ; time.Sleep(10 * time.Millisecond) {
		c, err := g.house.Desk.CountMail(ctx)
		if err != nil {
			return 0, err
		}
		n = max(g.want-int(c.Stored), int(c.Stored)-g.want) + int(c.Missing+c.Dispositions["pending"])
		if n == 0 || time.Now().After(end) {
			return n, nil
		}
	}
}
