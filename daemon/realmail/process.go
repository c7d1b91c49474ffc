package realmail

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	startLimit = 15 * time.Second
	stopLimit  = 2 * time.Second // Dovecot may take half a minute while a client keeps trying
	startTries = 5               // a port that was free can be taken by somebody else meanwhile
)

// process is a server that runs in the foreground as our child.
type process struct {
	t       Host
	name    string
	command []string
	log     string
	pidFile string // of the master, where our child is only its starter
	addrs   []string
	cmd     *exec.Cmd
	ended   chan struct{}
}

// launch configures (each time with new ports) and starts the server, and
// stops it when the test ends.
func (p *process) launch(configure func() (addrs []string)) {
	p.t.Helper()
	p.t.Cleanup(p.Stop)
	var err error
	for range startTries {
		p.addrs = configure()
		if err = p.start(); err == nil {
			return
		}
		p.Stop()
	}
	p.t.Fatal(err)
}

// Start starts the server again, on its old ports, after Stop.
func (p *process) Start() {
	p.t.Helper()
	if err := p.start(); err != nil {
		p.t.Fatal(err)
	}
}

// Restart stops the server and starts it again on the same ports.
func (p *process) Restart() {
	p.t.Helper()
	p.Stop()
	p.Start()
}

// Stop ends the server and waits until it is gone, with all its processes:
// Dovecot's leave a client's connection open when their master ends.
func (p *process) Stop() {
	if p.cmd == nil {
		return
	}
	master := p.master()
	syscall.Kill(master, syscall.SIGTERM)
	if master == p.cmd.Process.Pid {
		syscall.Kill(-master, syscall.SIGTERM) // alone it takes seconds to end the others
	}
	if !p.gone(master) {
		syscall.Kill(master, syscall.SIGKILL)
		p.cmd.Process.Kill()
	}
	<-p.ended
	os.Remove(p.pidFile)
	p.endGroup()
	p.cmd = nil
}

// gone waits, for stopLimit, until our child and the master, which need not be
// our child, have ended.
func (p *process) gone(master int) bool {
	end := time.After(stopLimit)
	select {
	case <-p.ended:
	case <-end:
		return false
	}
	for syscall.Kill(master, 0) == nil {
		select {
		case <-time.After(10 * time.Millisecond):
		case <-end:
			return false
		}
	}
	return true
}

// master is the process that ends all others on SIGTERM.
func (p *process) master() int {
	if text, err := os.ReadFile(p.pidFile); err == nil {
		if pid, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil {
			return pid
		}
	}
	return p.cmd.Process.Pid
}

// endGroup ends what is left of the server's process group, first politely. It
// does not wait for init to collect the dead.
func (p *process) endGroup() {
	group := -p.cmd.Process.Pid
	for range 20 {
		if syscall.Kill(group, syscall.SIGTERM) != nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	syscall.Kill(group, syscall.SIGKILL)
}

func (p *process) start() error {
	cmd := exec.Command(p.command[0], p.command[1:]...)
	cmd.SysProcAttr = child()
	output, err := os.OpenFile(p.log+".out", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer output.Close()
	cmd.Stdout, cmd.Stderr = output, output
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", p.name, err)
	}
	ended := make(chan struct{})
	go func() {
		cmd.Wait()
		close(ended)
	}()
	p.cmd, p.ended = cmd, ended
	return p.ready()
}

// ready waits until every port answers.
func (p *process) ready() error {
	end := time.Now().Add(startLimit)
	for _, addr := range p.addrs {
		for !answers(addr) {
			select {
			case <-p.ended:
				return fmt.Errorf("%s ended at once:\n%s", p.name, p.Log())
			case <-time.After(10 * time.Millisecond):
			}
			if time.Now().After(end) {
				return fmt.Errorf("%s does not answer at %s:\n%s", p.name, addr, p.Log())
			}
		}
	}
	return nil
}

func answers(addr string) bool {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err == nil {
		conn.Close()
	}
	return err == nil
}

// Log is what the server has written to its log.
func (p *process) Log() string {
	var text strings.Builder
	for _, file := range []string{p.log, p.log + ".out"} {
		b, _ := os.ReadFile(file)
		text.Write(b)
	}
	return text.String()
}
