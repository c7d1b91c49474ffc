package cut

import (
	"context"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/outbox"
)

// blind is a delivery that takes silence after the dot for a no.
type blind struct{ outbox.Queue }

func (q blind) Done(ctx context.Context, id int64, attempt int, o outbox.Outcome) error {
	if o.State == outbox.Uncertain {
		o.State, o.At = outbox.Retry, time.Unix(1, 0)
	}
	return q.Queue.Done(ctx, id, attempt, o)
}

// hopeful is a delivery that takes a letter on its way for a letter sent.
type hopeful struct{ outbox.Queue }

func (q hopeful) Done(ctx context.Context, id int64, attempt int, o outbox.Outcome) error {
	o.State = outbox.Sent
	return q.Queue.Done(ctx, id, attempt, o)
}

// stubborn is a delivery that sends an automatic letter in doubt once more.
type stubborn struct{ outbox.Queue }

func (q stubborn) Settle(ctx context.Context, d outbox.Doubt, action outbox.Action) error {
	if action == outbox.ActAbandon {
		action = outbox.ActRetry
	}
	return q.Queue.Settle(ctx, d, action)
}

// writingAnew is a delivery whose letter is another at each attempt.
type writingAnew struct{ outbox.Queue }

func (q writingAnew) Take(ctx context.Context, now time.Time, n int, lease time.Duration) ([]outbox.Letter, error) {
	letters, err := q.Queue.Take(ctx, now, n, lease)
	for i := range letters {
		write, attempt := letters[i].Bytes, letters[i].Attempt
		letters[i].Bytes = func(w io.Writer) error {
			if attempt > 1 {
				fmt.Fprintf(w, "X-Attempt: %d\r\n", attempt)
			}
			return write(w)
		}
	}
	return letters, err
}

func TestADeliveryThatBreaksThePromiseIsFoundByTheCuts(t *testing.T) {
	for name, tt := range map[string]struct {
		queue   func(outbox.Queue) outbox.Queue
		outcome string
	}{
		"retries blindly":            {func(q outbox.Queue) outbox.Queue { return blind{q} }, "twice"},
		"takes going for gone":       {func(q outbox.Queue) outbox.Queue { return hopeful{q} }, "lost"},
		"sends automatic ones again": {func(q outbox.Queue) outbox.Queue { return stubborn{q} }, "twice"},
		"writes the letter anew":     {func(q outbox.Queue) outbox.Queue { return writingAnew{q} }, "changed"},
		"keeps it":                   {func(q outbox.Queue) outbox.Queue { return q }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := deliveries(t.Context(), figure.Short, tt.queue)
			if err != nil {
				t.Fatal(err)
			}
			var some []*delivery
			for i, d := range all {
				if i%60 == 0 || d.odd.step == "dot" && i%5 == 0 && !d.quick {
					some = append(some, d)
				}
			}
			f, err := deliver(t.Context(), some, tt.queue)
			if err != nil {
				t.Fatal(err)
			}
			found := slices.ContainsFunc(f.Outcomes, func(o figure.Outcome) bool { return o.Name == tt.outcome && o.Value > 0 })
			if found != (tt.outcome != "") || f.Met() != (tt.outcome == "") {
				t.Error(f.Line(name))
			}
		})
	}
}
