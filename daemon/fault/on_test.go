//go:build fault

package fault

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// role makes the test binary the process that an armed point ends.
const role = "FAULT_TEST_ROLE"

func TestMain(m *testing.M) {
	if os.Getenv(role) != "" {
		for range 3 {
			if At("keep.before") != nil {
				os.Exit(3)
			}
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestAProcessIsArmedByItsEnvironment(t *testing.T) {
	tests := []struct{ spec, fired, ended string }{
		{"keep.before:kill", "keep.before kill", "signal: killed"},
		{"keep.before:error:3", "keep.before error", "exit status 3"},
		{"keep.before:panic", "keep.before panic", "exit status 2"},
		{"keep.before:error:4", "", ""},
		{"keep.nowhere:kill", "", "exit status 2"},
		{"keep.before:nap", "", "exit status 2"},
		{"keep.before:kill:0", "", "exit status 2"},
	}
	for _, tt := range tests {
		t.Run(tt.spec, func(t *testing.T) {
			c := exec.Command(os.Args[0])
			c.Env = append(os.Environ(), role+"=1", Environment+"="+tt.spec)
			var said bytes.Buffer
			c.Stderr = &said
			ended := ""
			if err := c.Run(); err != nil {
				ended = err.Error()
			}
			first, _, _ := strings.Cut(said.String(), "\n")
			point, action, ok := Fired(first)
			if ended != tt.ended || ok != (tt.fired != "") || ok && point+" "+string(action) != tt.fired {
				t.Errorf("ended %q, said %q", ended, first)
			}
		})
	}
}

func TestAPointIsArmedForTheNthTimeFromNow(t *testing.T) {
	before := Hits("list.before")
	if err := At("list.before"); err != nil {
		t.Fatal(err)
	}
	disarm, err := Arm("list.before:error:2")
	if err != nil {
		t.Fatal(err)
	}
	defer disarm()
	for i, wantErr := range []bool{false, true, false} {
		if err := At("list.before"); (err != nil) != wantErr || wantErr && !errors.Is(err, ErrArmed) {
			t.Errorf("hit %d: %v", i+1, err)
		}
	}
	if n := Hits("list.before") - before; n != 4 {
		t.Errorf("%d hits", n)
	}
}

func TestWhatHangsGoesOnWhenItIsDisarmed(t *testing.T) {
	disarm, err := Arm("list.after:hang")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	before := Hits("list.after")
	go func() { done <- At("list.after") }()
	for Hits("list.after") == before {
		runtime.Gosched()
	}
	select {
	case err := <-done:
		t.Fatalf("it did not hang: %v", err)
	default:
	}
	disarm()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestANameThatIsNotInTheTablePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	_ = At("keep.nowhere")
}
