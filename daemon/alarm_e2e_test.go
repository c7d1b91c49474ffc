package daemon_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"permanence/daemon"
	"permanence/daemon/demo"
)

// gate stands before a server and lets nobody through until it is opened.
type gate struct {
	net.Listener
	open atomic.Bool
}

func newGate(t *testing.T, to string) *gate {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{Listener: l}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if !g.open.Load() {
				c.Close()
				continue
			}
			go pass(c, to)
		}
	}()
	return g
}

func pass(c net.Conn, to string) {
	defer c.Close()
	server, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer server.Close()
	go io.Copy(server, c) //nolint:errcheck // ends with the connection
	io.Copy(c, server)    //nolint:errcheck // ends with the connection
}

func (g *gate) port() int { return g.Addr().(*net.TCPAddr).Port }

func TestAMailboxThatCannotBeReadAlarmsOnceAndOnceWhenItIsOver(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	servers, err := demo.Start(ctx, demo.Options{Dir: dir, Accounts: demo.Accounts()})
	if err != nil {
		t.Fatal(err)
	}
	defer servers.Close()
	c, err := demo.Settings(servers, dir, "127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	g := newGate(t, servers.IMAPAddr)
	told := filepath.Join(dir, "told")
	c.Mailboxes[0].Port = g.port()
	c.Alarm.After = 400 * time.Millisecond
	c.Alarm.Command = []string{"tee", "-a", told}
	web := make(chan string, 1)
	ended := make(chan error, 1)
	go func() {
		ended <- daemon.Run(ctx, daemon.Options{Config: c, Rand: rand.Reader, Resolver: servers, Log: slog.New(slog.DiscardHandler),
			Ready: func(address string) { web <- address }})
	}()
	ready := <-web + "/readyz"
	alarms := func() int {
		b, _ := os.ReadFile(told)
		return strings.Count(string(b), support)
	}
	until(t, "an alarm", func() bool { return alarms() > 0 })
	first := alarms()
	if status(t, ready) != http.StatusServiceUnavailable {
		t.Error("/readyz says ready while the mailbox cannot be read")
	}
	time.Sleep(time.Second) // several looks later
	if again := alarms(); again != first {
		t.Errorf("told %d times, then %d", first, again)
	}
	g.open.Store(true)
	until(t, "the end of the alarm", func() bool { return alarms() > first })
	until(t, "/readyz to be ready", func() bool { return status(t, ready) == http.StatusOK })
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("the daemon ended with %v", err)
	}
}

func until(t *testing.T, what string, true func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if true() {
			return
		}
	}
	t.Fatal("waited in vain for " + what)
}

func status(t *testing.T, url string) int {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	return r.StatusCode
}

func TestTwoDaemonsDoNotShareADataDirectory(t *testing.T) {
	h := open(t, time.Minute)
	_, err := daemon.Open(context.Background(), daemon.Options{Config: h.config, Rand: rand.Reader, Resolver: h.place, Log: slog.New(slog.DiscardHandler)})
	if err == nil || !strings.Contains(err.Error(), "another permanence") {
		t.Errorf("a second daemon: %v", err)
	}
}
