//go:build fault

package crash

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"permanence/daemon/demo"
	"permanence/daemon/fault"
	"permanence/daemon/testhouse"
)

// balanced fails where the books of a ground are not as they must be.
func (g *ground) balanced(t *testing.T) {
	t.Helper()
	sum, err := g.balance(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(sum)
	for _, trouble := range sum.Trouble {
		t.Error(trouble)
	}
}

// refused fails unless a second daemon on the ground ends at once and says why.
func (g *ground) refused(t *testing.T) {
	t.Helper()
	second, err := g.start("")
	if err != nil {
		t.Fatal(err)
	}
	defer second.kill()
	select {
	case <-second.ended:
		if second.err == nil || !strings.Contains(second.log(), "another permanence runs") {
			t.Errorf("the second ended with %v: %s", second.err, second.log())
		}
	case <-time.After(startWithin):
		t.Error("the second daemon runs")
	}
}

func TestASecondDaemonIsRefusedAlsoWhileTheFirstIsStopped(t *testing.T) {
	g, err := oneShop(t).loaded(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer g.close()
	first, err := g.start("")
	if err != nil {
		t.Fatal(err)
	}
	defer first.kill()
	if err := first.waitRuns(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := first.command.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	g.refused(t)
	if err := first.command.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	g.refused(t)
	if err := g.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := first.stop(); err != nil {
		t.Fatal(err)
	}
	if err := g.finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	g.balanced(t)
}

func TestAnAttemptThatStoodStillBeyondItsLeaseStopsBeforeTheDot(t *testing.T) {
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	disarm, err := fault.Arm("phase.before:hang")
	if err != nil {
		t.Fatal(err)
	}
	defer disarm()
	before := fault.Hits("phase.before")
	m := outside("stranger@proof.example", lucas, demo.Mailbox, h.Now()) // one explanation, two notices
	if err := h.Post(m.from, m.signed, []string{m.to}, m.raw); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(testhouse.Patience); fault.Hits("phase.before") < before+3; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the letters did not come so far")
		}
	}
	h.Jump(31 * time.Minute) // the lease is over: another attempt takes the letter
	if err := h.Settled(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	lost := fault.Hits("phase.after")
	disarm()
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	if after := fault.Hits("phase.after"); after != lost {
		t.Error("the old attempt recorded its dot after all")
	}
	for _, who := range []string{lucas, claire, karim} {
		if got, err := h.Received(who); err != nil || len(got) != 1 {
			t.Errorf("%s received %d letters: %v", who, len(got), err)
		}
	}
}
