package main

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestADaemonThatIsStuckIsLeftWhenItsTimeIsOver(t *testing.T) {
	hard := errors.New("no such mailbox")
	stuck := func() error { select {} }
	tests := []struct {
		name  string
		ended bool // it was told to end
		run   func() error
		want  error
	}{
		{"it ends by itself", false, func() error { return hard }, hard},
		{"it ends when told to", true, func() error { return nil }, nil},
		{"it is stuck", true, stuck, errStuck},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if tt.ended {
				cancel()
			}
			if err := inTime(ctx, 20*time.Millisecond, tt.run); !errors.Is(err, tt.want) {
				t.Errorf("%v, not %v", err, tt.want)
			}
		})
	}
}
