package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

const (
	startLimit = 20 * time.Second
	stopLimit  = 15 * time.Second
)

// daemon is a running `permanence serve`, or was one.
type daemon struct {
	cmd   *exec.Cmd
	log   *os.File
	ended chan struct{}
	ready time.Duration // from its start until /readyz was 200
}

// serve starts the daemon of a round and waits until it is ready. env is
// added to its environment.
func (r *round) serve(ctx context.Context, env ...string) (*daemon, error) {
	log, err := os.OpenFile(r.file+".log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("starting the daemon: %w", err)
	}
	cmd := exec.Command(r.b.program, "serve", "--config", r.file)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = log, log
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("starting the daemon: %w", err), log.Close())
	}
	d := &daemon{cmd: cmd, log: log, ended: make(chan struct{})}
	go func() {
		cmd.Wait() //nolint:errcheck // stop looks at the state
		close(d.ended)
	}()
	for !answers(ctx, "http://"+r.config.Web.Listen+"/readyz") {
		if err := d.waits(ctx, start); err != nil {
			return nil, errors.Join(err, d.stop())
		}
	}
	d.ready = time.Since(start)
	r.daemon = d
	return d, nil
}

// waits sleeps a moment between two looks at a daemon that is not ready.
func (d *daemon) waits(ctx context.Context, start time.Time) error {
	select {
	case <-d.ended:
		return fmt.Errorf("the daemon ended at once:\n%s", d.tail())
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(2 * time.Millisecond):
	}
	if time.Since(start) > startLimit {
		return fmt.Errorf("the daemon was not ready within %s:\n%s", startLimit, d.tail())
	}
	return nil
}

func answers(ctx context.Context, url string) bool {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// stop ends the daemon and waits for it. One that is gone already is no error.
func (d *daemon) stop() error {
	defer d.log.Close()
	select {
	case <-d.ended:
		return nil
	default:
	}
	if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stopping the daemon: %w", err)
	}
	select {
	case <-d.ended:
	case <-time.After(stopLimit):
		d.cmd.Process.Kill() //nolint:errcheck // it may have ended meanwhile
		<-d.ended
		return fmt.Errorf("the daemon did not end within %s of SIGTERM:\n%s", stopLimit, d.tail())
	}
	if code := d.cmd.ProcessState.ExitCode(); code != 0 {
		return fmt.Errorf("the daemon ended with exit code %d:\n%s", code, d.tail())
	}
	return nil
}

// tail is the end of what the daemon has written.
func (d *daemon) tail() string {
	b, _ := os.ReadFile(d.log.Name())
	all := strings.Split(strings.TrimSpace(string(b)), "\n")
	return strings.Join(all[max(0, len(all)-15):], "\n")
}

// command runs a command of the product beside the daemon and gives what it
// prints.
func (r *round) command(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, r.b.program, append(args, "--config", r.file)...)
	var out, bad bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &bad
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("permanence %s: %w: %s", strings.Join(args, " "), err, bad.String())
	}
	return out.Bytes(), nil
}
