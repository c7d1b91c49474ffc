package outbox

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// Options are what a Deliverer is made of. Queue and Relay are required; a
// zero value of the others takes the default named beside it.
type Options struct {
	Queue Queue
	Relay Relay
	Now   func() time.Time // default time.Now
	Log   *slog.Logger     // default slog.Default
	Wake  <-chan struct{}  // a hint that a letter may be due; nil: only Poll
	// Tell passes an alarm of the relay, or its end, to a person by another
	// way than this relay; it is called until it returns nil. Nil: only Status.
	Tell func(ctx context.Context, event Event) error

	Connections   int           // connections to the relay at the same time, default 4
	Batch         int           // letters leased in one commit, default 32
	PerConnection int           // letters on one connection before a new one, default 500
	PerMinute     int           // letters begun in a minute at most, default 0: no limit
	Lease         time.Duration // how long a letter is ours, default 30 min
	Idle          time.Duration // an unused connection is closed after it, default 5 s
	Poll          time.Duration // longest time between two looks into the queue, default 1 s
	Review        time.Duration // time between two looks at uncertain letters, default 1 min
	Watch         time.Duration // time between two looks at the relay's health, default 5 s
}

// Deliverer takes letters from the queue and sends them, until it is stopped.
type Deliverer struct {
	o      Options
	health health
	pace   pace
	work   chan Letter
	turn   chan struct{} // a carrier is through with a letter

	dialing sync.Mutex // held by the carrier that connects
}

// New makes a Deliverer, or says what in the relay's settings is wrong.
func New(o Options) (*Deliverer, error) {
	if o.Queue == nil {
		return nil, errors.New("delivery needs a queue")
	}
	if err := o.Relay.Check(); err != nil {
		return nil, err
	}
	o.Relay = o.Relay.WithDefaults()
	if o.Now == nil {
		o.Now = time.Now
	}
	setIfZero(&o.Log, slog.Default())
	setIfZero(&o.Connections, 4)
	setIfZero(&o.Batch, 32)
	setIfZero(&o.PerConnection, 500)
	setIfZero(&o.Lease, 30*time.Minute)
	setIfZero(&o.Idle, 5*time.Second)
	setIfZero(&o.Poll, time.Second)
	setIfZero(&o.Review, time.Minute)
	setIfZero(&o.Watch, 5*time.Second)
	d := &Deliverer{o: o, pace: pace{perMinute: o.PerMinute}, work: make(chan Letter), turn: make(chan struct{}, 1)}
	d.health.s.Relay = o.Relay.Addr
	return d, nil
}

// Status gives the present state; it may be called at any time.
func (d *Deliverer) Status() Status { return d.health.status(d.o.Now()) }

// Run delivers until ctx ends, then stops within 10 s: a letter whose dot was
// recorded is finished, all others stop before the dot and are handed back.
// It returns nil then; nothing else ends it. Run may be called once.
func (d *Deliverer) Run(ctx context.Context) error {
	d.record(ctx, "recovering the letters of the last run", func(ctx context.Context) error {
		return d.o.Queue.Recover(ctx, d.o.Now())
	})
	var loops sync.WaitGroup
	loops.Go(func() { d.dispatch(ctx) })
	loops.Go(func() { d.every(ctx, d.o.Review, d.review) })
	loops.Go(func() { d.every(ctx, d.o.Watch, d.watch) })
	for range d.o.Connections {
		loops.Go(func() { (&carrier{d: d}).run(ctx) })
	}
	loops.Wait()
	return nil
}

// every calls f at once and then once per interval.
func (d *Deliverer) every(ctx context.Context, interval time.Duration, f func(context.Context)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for ctx.Err() == nil {
		f(ctx)
		select {
		case <-ctx.Done():
		case <-ticker.C:
		}
	}
}

// dispatch takes letters and hands them to the carriers.
func (d *Deliverer) dispatch(ctx context.Context) {
	defer close(d.work)
	for ctx.Err() == nil {
		n := d.room(d.o.Now())
		if n > 0 && d.hand(ctx, n) == n {
			continue // there may be more
		}
		timer := time.NewTimer(d.o.Poll)
		select {
		case <-ctx.Done():
		case <-d.o.Wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// room is how many letters may be taken now: none while the relay is left
// alone, one to find out whether it works again.
func (d *Deliverer) room(now time.Time) int {
	shut, doubtful := d.health.way(now)
	switch {
	case shut:
		return 0
	case doubtful:
		return d.pace.allow(now, 1)
	}
	return d.pace.allow(now, d.o.Batch)
}

// hand takes up to n letters and passes each to a free carrier; it answers how
// many were taken.
func (d *Deliverer) hand(ctx context.Context, n int) int {
	_, doubtful := d.health.way(d.o.Now())
	letters, err := d.take(ctx, n)
	if err != nil {
		return 0
	}
	d.pace.used(d.o.Now(), len(letters))
	for i, letter := range letters {
		if shut, _ := d.health.way(d.o.Now()); shut || !d.pass(ctx, letter) {
			d.release(ctx, letters[i:], d.nextTry())
			break
		}
		if doubtful {
			d.awaitTurn(ctx)
		}
	}
	return len(letters)
}

func (d *Deliverer) take(ctx context.Context, n int) ([]Letter, error) {
	short, cancel := context.WithTimeout(context.WithoutCancel(ctx), queueWait)
	defer cancel()
	letters, err := d.o.Queue.Take(short, d.o.Now(), n, d.o.Lease)
	d.queueAnswered(err, "taking letters")
	return letters, err
}

// pass hands one letter to a free carrier; false if the program ends first.
func (d *Deliverer) pass(ctx context.Context, letter Letter) bool {
	select { // forget the end of an earlier letter
	case <-d.turn:
	default:
	}
	select {
	case d.work <- letter:
		return true
	case <-ctx.Done():
		return false
	}
}

// awaitTurn waits until a carrier is through with a letter.
func (d *Deliverer) awaitTurn(ctx context.Context) {
	select {
	case <-d.turn:
	case <-ctx.Done():
	}
}

// nextTry is from when on letters that were not offered are due again.
func (d *Deliverer) nextTry() time.Time {
	now := d.o.Now()
	if next := d.Status().NextTry; next.After(now) {
		return next
	}
	return now
}
