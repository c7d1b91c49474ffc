package outbox

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// queueWait is how long one call of the queue may take.
const queueWait = 5 * time.Second

// record calls the queue until it answers: what it has to note must not be
// forgotten, and the caller sends nothing meanwhile. Once the program ends
// only one more call is made. ErrLeaseLost is an answer.
func (d *Deliverer) record(ctx context.Context, what string, call func(context.Context) error) {
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		ending := ctx.Err() != nil
		short, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.patience(ending))
		err := call(short)
		cancel()
		if d.queueAnswered(err, what) || ending {
			return
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// patience is shorter at the end, which must come within 10 s.
func (d *Deliverer) patience(ending bool) time.Duration {
	if ending {
		return 2 * time.Second
	}
	return queueWait
}

// queueAnswered notes how the queue fares; false if the call must be repeated.
func (d *Deliverer) queueAnswered(err error, what string) bool {
	switch {
	case errors.Is(err, ErrLeaseLost):
		d.o.Log.Warn("letter belongs to somebody else now", "doing", what)
		err = nil
	case err != nil:
		d.o.Log.Error("the queue failed", "doing", what, "error", err)
	}
	d.health.change(func(s *Status) {
		if s.QueueError = ""; err != nil {
			s.QueueError = oneLine(err.Error())
		}
	})
	return err == nil
}

// dot commits that the dot comes; only then is it sent. One try: an error
// stops the letter before the dot.
func (d *Deliverer) dot(ctx context.Context, letter Letter) error {
	short, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.patience(ctx.Err() != nil))
	defer cancel()
	err := d.o.Queue.Phase(short, letter.ID, letter.Attempt, PhaseDot)
	d.queueAnswered(err, "recording the step to the dot")
	return err
}

func (d *Deliverer) done(ctx context.Context, letter Letter, outcome Outcome) {
	d.record(ctx, "recording what became of a letter", func(ctx context.Context) error {
		return d.o.Queue.Done(ctx, letter.ID, letter.Attempt, outcome)
	})
	d.health.count(outcome.State)
	level := slog.LevelInfo
	if outcome.State != Sent {
		level = slog.LevelWarn
	}
	d.o.Log.Log(ctx, level, "letter "+string(outcome.State), "letter", letter.ID, "attempt", letter.Attempt,
		"kind", letter.Kind, "to", letter.To, "phase", outcome.Phase, "code", outcome.Code,
		"reply", outcome.Reply, "reason", outcome.Reason)
}

func (d *Deliverer) release(ctx context.Context, letters []Letter, at time.Time) {
	if len(letters) == 0 {
		return
	}
	d.record(ctx, "handing letters back", func(ctx context.Context) error {
		return d.o.Queue.Release(ctx, letters, at)
	})
}

// feel notes what an attempt says about the relay and answers from when on a
// letter that was not tried is due again.
func (d *Deliverer) feel(v Verdict, fault *Fault, now time.Time) time.Time {
	switch {
	case v.Outcome.State == Sent:
		d.health.took(now)
	case fault.noted:
	case v.Blame == BlameRelay && v.Release:
		return d.health.shut(now, fault.Error(), v.Refused)
	case v.Blame == BlameRelay:
		d.health.faulted(now, fault.Error())
	case errors.Is(fault.Err, ErrNotRecorded):
		return now.Add(10 * time.Second)
	}
	return d.nextTry()
}

// review decides about the uncertain letters.
func (d *Deliverer) review(ctx context.Context) {
	short, cancel := context.WithTimeout(ctx, queueWait)
	defer cancel()
	now := d.o.Now()
	doubts, err := d.o.Queue.Doubts(short, now)
	if err != nil && ctx.Err() != nil {
		return
	}
	d.queueAnswered(err, "listing uncertain letters")
	for _, doubt := range doubts {
		action := AfterUncertain(doubt.Human, doubt.Doubts, now.Sub(doubt.Since), doubt.Evidence)
		if action == ActWait {
			continue
		}
		d.o.Log.Warn("uncertain letter settled", "letter", doubt.ID, "attempt", doubt.Attempt, "action", action, "evidence", doubt.Evidence)
		d.queueAnswered(d.o.Queue.Settle(short, doubt, action), "settling an uncertain letter")
	}
}

// watch tells of an alarm, or of its end, once.
func (d *Deliverer) watch(ctx context.Context) {
	event := d.health.event(d.o.Now())
	if event == nil {
		return
	}
	if d.o.Tell != nil {
		short, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		if err := d.o.Tell(short, *event); err != nil {
			d.o.Log.Error("the alarm about the relay could not be told", "relay", event.Relay, "error", err)
			return
		}
	}
	d.health.done(event)
}
