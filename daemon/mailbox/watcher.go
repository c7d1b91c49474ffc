package mailbox

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

const (
	firstBackoff = time.Second
	longBackoff  = 5 * time.Minute
	loginBackoff = time.Minute // a wrong password is not hammered: providers lock accounts
)

// Outside is what a Watcher takes from outside: clock, randomness, log.
type Outside struct {
	Now    func() time.Time // nil: time.Now
	Jitter func() float64   // in [0,1), spreads reconnections; nil: none
	Log    *slog.Logger     // nil: silent; no secret is ever written to it
	// Sleep is the pause before the next connection; it ends early with ctx.
	// Nil: a timer.
	Sleep func(ctx context.Context, d time.Duration)
}

// Watcher hands the new mails of one account to a Keeper. Make it with New.
type Watcher struct {
	account Account
	keeper  Keeper
	outside Outside
	folders []*folder
}

// New makes the watcher of an account. The error is Account.Check's.
func New(account Account, keeper Keeper, outside Outside) (*Watcher, error) {
	if err := account.Check(); err != nil {
		return nil, err
	}
	w := &Watcher{account: account.withDefaults(), keeper: keeper, outside: outside.withDefaults()}
	for _, name := range w.account.Folders {
		w.folders = append(w.folders, &folder{w: w, name: name})
	}
	return w, nil
}

func (o Outside) withDefaults() Outside {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Jitter == nil {
		o.Jitter = func() float64 { return 0 }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return o
}

// Run watches until ctx ends and then returns nil. It survives every error of
// server, network and keeper by trying again after a growing pause.
func (w *Watcher) Run(ctx context.Context) error {
	sweepSpool(w.account)
	var group sync.WaitGroup
	for _, f := range w.folders {
		group.Go(func() { w.runFolder(ctx, f) })
	}
	group.Wait()
	return nil
}

func (w *Watcher) runFolder(ctx context.Context, f *folder) {
	pause := backoff{jitter: w.outside.Jitter}
	for ctx.Err() == nil {
		err := f.watch(ctx, pause.reset)
		if ctx.Err() != nil {
			return
		}
		f.state.failed(err, w.outside.Now())
		wait := pause.next(errors.Is(err, ErrLogin))
		w.outside.Log.Warn("mailbox: connection lost, trying again", "mailbox", w.account.Name,
			"folder", f.name, "host", w.account.Host, "error", err, "wait", wait)
		w.outside.Sleep(ctx, wait)
	}
}

// backoff is the pause before the next connection: it doubles from one second
// to five minutes, of which the jitter takes off up to a half.
type backoff struct {
	jitter func() float64
	last   time.Duration
}

func (b *backoff) reset() { b.last = 0 }

func (b *backoff) next(login bool) time.Duration {
	b.last = min(max(2*b.last, firstBackoff), longBackoff)
	if login {
		b.last = max(b.last, loginBackoff)
		return b.last + time.Duration(b.jitter()*float64(b.last)/2)
	}
	return b.last - time.Duration(b.jitter()*float64(b.last)/2)
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
