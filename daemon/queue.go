package daemon

import (
	"context"
	"errors"
	"strings"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/outbox"
	"permanence/daemon/store"
)

// Queue gives the desk's post as delivery wants it.
func Queue(d *desk.Desk) outbox.Queue { return queue{d} }

type queue struct{ desk *desk.Desk }

func (q queue) Recover(ctx context.Context, now time.Time) error { return q.desk.RecoverPost(ctx, now) }

func (q queue) Take(ctx context.Context, now time.Time, n int, lease time.Duration) ([]outbox.Letter, error) {
	parcels, err := q.desk.TakePost(ctx, now, n, lease)
	letters := make([]outbox.Letter, len(parcels))
	for i, p := range parcels {
		letters[i] = outbox.Letter{ID: p.ID, Attempt: p.Attempt, Tries: p.Tries, MailFrom: p.MailFrom, To: p.Recipient, Kind: p.Kind,
			Human: p.Human, Bytes: p.Bytes, SizeBytes: p.SizeBytes}
	}
	return letters, err
}

func (q queue) Release(ctx context.Context, letters []outbox.Letter, at time.Time) error {
	parcels := make([]desk.Parcel, len(letters))
	for i, l := range letters {
		parcels[i] = desk.Parcel{Letter: store.Letter{ID: l.ID, Attempt: l.Attempt}}
	}
	return q.desk.ReleasePost(ctx, parcels, at)
}

func (q queue) Phase(ctx context.Context, id int64, attempt int, _ outbox.Phase) error {
	return lost(q.desk.MarkDot(ctx, id, attempt))
}

// stateOf is where each end of an attempt leaves a letter.
var stateOf = map[outbox.State]store.LetterState{
	outbox.Sent: store.LetterSent, outbox.Retry: store.LetterQueued, outbox.Failed: store.LetterFailed, outbox.Uncertain: store.LetterUncertain,
}

func (q queue) Done(ctx context.Context, id int64, attempt int, o outbox.Outcome) error {
	return lost(q.desk.SettlePost(ctx, id, attempt, desk.Fate{State: stateOf[o.State], Phase: string(o.Phase), Reply: o.Reply,
		Reason: strings.TrimSpace(o.Reason), At: o.At}))
}

func (q queue) Doubts(ctx context.Context, _ time.Time) ([]outbox.Doubt, error) {
	letters, err := q.desk.Doubts(ctx)
	doubts := make([]outbox.Doubt, len(letters))
	for i, l := range letters {
		doubts[i] = outbox.Doubt{ID: l.ID, Attempt: l.Attempt, Human: l.Human, Doubts: l.Doubts, Since: l.Changed}
	}
	return doubts, err
}

// settled is where each action leaves a letter; waiting changes nothing.
var settled = map[outbox.Action]store.LetterState{
	outbox.ActSent: store.LetterSent, outbox.ActRetry: store.LetterQueued, outbox.ActAbandon: store.LetterAbandoned, outbox.ActLeave: store.LetterUncertain,
}

func (q queue) Settle(ctx context.Context, doubt outbox.Doubt, action outbox.Action) error {
	to, ok := settled[action]
	if !ok {
		return nil
	}
	return q.desk.SettleDoubt(ctx, doubt.ID, doubt.Attempt, to)
}

func lost(err error) error {
	if errors.Is(err, desk.ErrLeaseLost) {
		return outbox.ErrLeaseLost
	}
	return err
}
