package intake

import (
	"context"
	"strings"
	"testing"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/config"
	"permanence/daemon/testhouse"
)

func TestBothAgentsAreToldOfEachMail(t *testing.T) {
	f, err := Latency(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	if !inTime(f).Met() {
		t.Errorf("%s\n%s", f.Line("latency"), strings.Join(f.Trouble, "\n"))
	}
}

func TestAMailThatNobodyIsToldOfIsFound(t *testing.T) {
	r, err := tell(t.Context(), testhouse.Options{}, 1, func(r *race, ctx context.Context, _ int) error {
		r.patience = 2 * time.Second
		if err := r.post(1, stranger); err != nil { // it is held, and listed the next day
			return err
		}
		return r.await(ctx, 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.took) != 0 || len(r.trouble) != 1 {
		t.Errorf("took %v: %q", r.took, r.trouble)
	}
}

// Without IDLE's word a mail waits for the poll: the silent server is silent.
func TestASilentServerIsFoundOutByThePoll(t *testing.T) {
	r, err := tell(t.Context(), testhouse.Options{SilentIdle: true, Settings: func(c *config.Config) { c.Mailboxes[0].Poll = time.Hour }}, 1,
		func(r *race, ctx context.Context, _ int) error {
			r.patience = 2 * time.Second
			if err := r.post(1, marie); err != nil {
				return err
			}
			return r.await(ctx, 1)
		})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.took) != 0 {
		t.Errorf("told after %v, an hour before the poll", r.took)
	}
}
