package demo

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"permanence/daemon"
	"permanence/parser"
)

// announced is the line of --json.
type announced struct {
	Web, IMAP, SMTP, Mailbox, Data string
	Accounts                       []account
}

// running starts the demo and gives its line.
func startDemo(t *testing.T, o RunOptions) (line announced, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	o.JSON, o.Stdout, o.Listen = true, w, "127.0.0.1:0"
	if o.Stderr == nil {
		o.Stderr = io.Discard
	}
	ended := make(chan error, 1)
	go func() { err := Run(ctx, o); w.CloseWithError(io.EOF); ended <- err }()
	lines := bufio.NewReader(r)
	text, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("no line: %v, %v", err, <-ended)
	}
	if err := json.Unmarshal([]byte(text), &line); err != nil {
		t.Fatal(err, text)
	}
	more := make(chan string, 1)
	go func() { b, _ := io.ReadAll(lines); more <- string(b) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended with %v", err)
		}
		if text := <-more; text != "" {
			t.Errorf("more than one line on stdout: %s", text)
		}
	}
	t.Cleanup(stop)
	return line, stop
}

func TestTheDemoIsReadyInUnderTwoSecondsAndSaysSoInOneLine(t *testing.T) {
	began := time.Now()
	line, stop := startDemo(t, RunOptions{})
	took := time.Since(began)
	t.Logf("ready in %v", took)
	if took > 2*time.Second {
		t.Errorf("ready after %v", took)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(line.Web + "/readyz")
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Error(answer, err)
	}
	answer.Body.Close()
	roles := map[string]int{}
	for _, a := range line.Accounts {
		roles[a.Role]++
		if a.Name == "" || a.Address == "" || a.Login == "" || a.Password == "" || a.IMAPLogin == "" || a.IMAPPassword == "" ||
			strings.Contains(a.Role, "co") != (a.Client != "") || (a.Role == RoleAgent) != (a.Team != "") {
			t.Errorf("%+v", a)
		}
	}
	if roles[RoleTechnical] < 3 || roles[RoleColleague] != roles[RoleTechnical] || roles[RoleAgent] != 4 || roles[RoleSales] != 1 || roles[RoleAdmin] != 1 {
		t.Error(roles)
	}
	if line.Mailbox != Mailbox || line.Data == "" {
		t.Errorf("%+v", line)
	}
	stop()
	if _, err := os.Stat(line.Data); !os.IsNotExist(err) {
		t.Errorf("the temporary folder is left: %v", err)
	}
}

// arrives waits for a mail in somebody's inbox whose subject begins so.
func arrives(t *testing.T, line announced, address, subject string) *parser.Message {
	t.Helper()
	var seen []string
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		seen = nil
		for _, raw := range inboxAt(t, line, address) {
			m, err := parser.Parse(raw)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(m.Subject, subject) {
				return m
			}
			seen = append(seen, m.Subject)
		}
	}
	t.Fatalf("nothing called %q came for %s, only %q", subject, address, seen)
	return nil
}

func inboxAt(t *testing.T, line announced, address string) (raws [][]byte) {
	t.Helper()
	for _, a := range line.Accounts {
		if a.Address == address {
			for _, m := range inboxOf(t, &Servers{IMAPAddr: line.IMAP}, a.IMAPLogin, a.IMAPPassword) {
				raws = append(raws, []byte(rawOf(m)))
			}
		}
	}
	return raws
}

func TestSummaryAlertAndOverageFallDueAtEightOfTheFirstDay(t *testing.T) {
	at := time.Date(2026, time.July, 1, 7, 59, 59, 0, Zone())
	line, _ := startDemo(t, RunOptions{Now: &at})
	for _, want := range []struct{ to, subject string }{
		{"marie.durand@durand.example", "Relevé"},
		{"marie.durand@durand.example", "Heures hors forfait"},
		{"sophie.garnier@permanence.example", "Hors forfait"},
		{"sophie.garnier@permanence.example", "Forfait"},
		{"sophie.garnier@permanence.example", "Consommation"},
	} {
		arrives(t, line, want.to, want.subject)
	}
	for _, p := range People() {
		if p.Address != "marie.durand@durand.example" && p.Role != RoleSales && len(inboxAt(t, line, p.Address)) > 0 {
			t.Errorf("%s was written to", p.Address)
		}
	}
}

func TestTheFirstDayMayBeAny(t *testing.T) {
	for _, day := range []string{"2026-08-31", "2026-12-31", "2028-02-29", "2026-03-29", "2026-03-01", "2027-01-01"} {
		date, err := time.ParseInLocation("2006-01-02 15:04", day+" 07:00", Zone())
		if err != nil {
			t.Fatal(err)
		}
		line, stop := startDemo(t, RunOptions{Now: &date})
		if len(inboxAt(t, line, "marie.durand@durand.example")) > 0 {
			t.Errorf("%s: mail before eight", day)
		}
		stop()
	}
}

func TestASecondStartKeepsFirmKeysAndPasswords(t *testing.T) {
	dir := t.TempDir()
	first, stop := startDemo(t, RunOptions{Data: dir})
	stop()
	key, err := os.ReadFile(filepath.Join(dir, "demo", "keys", "durand.example.pem"))
	if err != nil {
		t.Fatal(err)
	}
	second, _ := startDemo(t, RunOptions{Data: dir})
	for i, a := range second.Accounts {
		if a != first.Accounts[i] {
			t.Errorf("%+v was %+v", a, first.Accounts[i])
		}
	}
	again, err := os.ReadFile(filepath.Join(dir, "demo", "keys", "durand.example.pem"))
	if err != nil || !bytes.Equal(key, again) {
		t.Error("another key", err)
	}
	if second.Data != dir {
		t.Error(second.Data)
	}
}

func TestAnAddressInUseIsSaidSo(t *testing.T) {
	line, _ := startDemo(t, RunOptions{})
	err := Run(t.Context(), RunOptions{Listen: strings.TrimPrefix(line.Web, "http://"), JSON: true, Stdout: io.Discard, Stderr: io.Discard})
	if err == nil || !strings.Contains(err.Error(), "--listen") {
		t.Error(err)
	}
}

func TestASecondDemoOnTheSameDataLeavesTheFirstAlone(t *testing.T) {
	dir := t.TempDir()
	line, _ := startDemo(t, RunOptions{Data: dir})
	before, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	err = Run(t.Context(), RunOptions{Listen: "127.0.0.1:0", Data: dir, JSON: true, Stdout: io.Discard, Stderr: io.Discard})
	if !errors.Is(err, daemon.ErrRunning) {
		t.Error(err)
	}
	after, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the settings of %s changed: %v", line.Web, err)
	}
}

// What the screen tells a newcomer to paste does what it says.
func TestTheCommandsOnTheScreenWorkWhenPasted(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Fatal("curl is not installed: this test pastes the commands that the demo shows")
	}
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := Run(ctx, RunOptions{Listen: "127.0.0.1:0", Data: t.TempDir(), Program: "echo", Stdout: w, Stderr: io.Discard})
		w.CloseWithError(io.EOF)
		ended <- err
	}()
	buffer := make([]byte, 1<<16)
	n, err := r.Read(buffer)
	if err != nil {
		t.Fatal(err, <-ended)
	}
	screen := string(buffer[:n])
	steps := regexp.MustCompile(`(?ms)^[123]\. [^\n]*\n\n(.*?)\n\n`).FindAllStringSubmatch(strings.ReplaceAll(screen, "\nWith a mail", "\n\nWith a mail"), -1)
	if len(steps) != 3 {
		t.Fatalf("%d steps on %s", len(steps), screen)
	}
	for i, want := range []string{"Subject: Re: Etiquettes en double [#", "", "mail list --quarantine --data"} {
		out, err := exec.CommandContext(ctx, "sh", "-c", steps[i][1]).CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("step %d: %v, no %q in\n%s\nof\n%s", i+1, err, want, out, steps[i][1])
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
