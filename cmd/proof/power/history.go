//go:build fault

package power

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"

	"permanence/daemon/store"
)

// history is one database from its first transaction on, over several losses.
// The same seed gives the same history, but where writers share commits.
type history struct {
	*house
	work
	weaken string // of the negative controls: what synchronous is set to
	lies   bool
	shared bool // several writers share commits

	number int         // the last transaction that ran
	acked  int         // the last one that was acknowledged
	sums   map[int]sum // of the database as each commit makes it, by its last transaction
	losses int
	total  int // transactions that were acknowledged
}

// The wrongs that a loss can do.
var (
	errLost    = errors.New("an acknowledged commit is lost")
	errHalf    = errors.New("the database is at no commit: half of one is there")
	errCorrupt = errors.New("the database is corrupt")
)

func newHistory(h *house, seed uint64) *history {
	rng := rand.New(rand.NewPCG(seed, 1))
	return &history{house: h, work: work{rng: rng, roomy: seed%32 == 5}, shared: seed%4 == 3}
}

// run lives through so many losses. The error says what was wrong after one.
func (h *history) run(ctx context.Context, losses int) error {
	if err := h.disk.Put(h.base); err != nil {
		return err
	}
	h.disk.Lie(h.lies)
	if err := h.start(ctx); err != nil {
		return fmt.Errorf("the first start: %w", err)
	}
	_, err := h.verify(ctx)
	for err == nil && h.losses < losses && ctx.Err() == nil {
		if err = h.until(ctx); err == nil {
			err = h.again(ctx)
		}
	}
	h.shut()
	return err
}

// shut closes the store, which may fail where the power is gone.
func (h *history) shut() {
	if h.s != nil {
		h.s.Close() //nolint:errcheck // what is on the disk is what counts
		h.s = nil
	}
}

// start opens the product's store.
func (h *history) start(ctx context.Context) (err error) {
	if h.s, err = h.open(); err != nil {
		return err
	}
	if h.weaken != "" {
		err = h.s.Weaken(ctx, h.weaken)
	}
	return errors.Join(err, h.s.CheckpointEvery(ctx, 1+h.rng.IntN(1+h.rng.IntN(300))))
}

// watch notes what each commit from now on makes of the database.
func (h *history) watch(ctx context.Context) error {
	return h.s.OnCommit(ctx, func(image []byte) error {
		now, err := sumOfImage(image)
		h.sums[h.number] = now
		return err
	})
}

// until works until the power goes.
func (h *history) until(ctx context.Context) error {
	if err := h.watch(ctx); err != nil {
		return err
	}
	left := h.rng.IntN(1 + h.rng.IntN(600))
	h.disk.CutAfter(left)
	for n := 0; !h.disk.Dead(); n++ {
		if h.rng.IntN(30) == 0 {
			if err := h.rest(ctx); err != nil {
				return err
			}
			continue
		}
		if err := h.transact(ctx); err != nil && !h.disk.Dead() {
			return fmt.Errorf("a transaction failed with the power on: %w", err)
		}
	}
	return nil
}

// rest closes the store and opens it again, as an update of the program does.
func (h *history) rest(ctx context.Context) error {
	h.shut()
	err := h.start(ctx)
	if err == nil {
		err = h.watch(ctx)
	}
	if err != nil && !h.disk.Dead() {
		return fmt.Errorf("starting with the power on: %w", err)
	}
	return nil
}

// transact runs one transaction, or some that may share a commit.
func (h *history) transact(ctx context.Context) error {
	n := 1
	if h.shared {
		n += h.rng.IntN(6)
	}
	fs, numbers := make([]func(*store.Tx) error, n), make([]int, n)
	for i := range fs {
		do := h.draw()
		fs[i] = func(tx *store.Tx) (err error) { numbers[i], err = h.one(tx, do); return err }
	}
	var bad error
	for i, err := range h.s.WriteAll(ctx, fs) {
		if err == nil {
			h.acked = numbers[i]
			h.total++
		} else if !errors.Is(err, errRefused) {
			bad = err
		}
	}
	return bad
}

// one does a piece of work and numbers it.
func (h *history) one(tx *store.Tx, do func(*work, *store.Tx) error) (int, error) {
	if err := do(&h.work, tx); err != nil {
		return 0, err
	}
	n := h.number + 1
	if err := tx.SetSetting(counter, fmt.Sprint(n)); err != nil {
		return 0, err
	}
	h.number = n
	return n, nil
}

// outcomes is how many losses are tried from one moment, each with other writes
// kept; the history goes on from the last.
const outcomes = 4

// again takes the power away, gives it back, and looks at what is there.
func (h *history) again(ctx context.Context) error {
	h.shut()
	if err := h.disk.Mark(); err != nil {
		return err
	}
	for range outcomes - 1 {
		if _, err := h.revive(ctx); err != nil {
			return err
		}
		h.shut()
		if err := h.disk.Back(); err != nil {
			return err
		}
	}
	n, err := h.revive(ctx)
	h.number, h.acked = n, n
	maps.DeleteFunc(h.sums, func(later int, _ sum) bool { return later > n }) // they never were
	return err
}

// revive loses what was not synced and opens the store; now and then the power
// goes once more in the midst of that. It gives the last transaction there is.
func (h *history) revive(ctx context.Context) (int, error) {
	for {
		h.disk.Lose(h.rng.Uint64())
		h.losses++
		if h.rng.IntN(4) == 0 {
			h.disk.CutAfter(h.rng.IntN(1 + h.rng.IntN(100)))
		}
		err := h.start(ctx)
		if h.disk.Dead() {
			h.shut()
			continue
		}
		h.disk.CutAfter(-1)
		if err != nil {
			return 0, fmt.Errorf("%w: opening it: %w", errCorrupt, err)
		}
		return h.verify(ctx)
	}
}

// verify compares the database with what was acknowledged.
func (h *history) verify(ctx context.Context) (n int, err error) {
	var now sum
	err = h.s.Read(ctx, func(tx *store.Tx) (err error) {
		if n, err = counted(tx); err != nil {
			return err
		}
		if now, err = sumOf(tx); err != nil || h.rng.IntN(8) > 0 {
			return err
		}
		return rawWhole(tx)
	})
	if h.sums == nil {
		h.sums = map[int]sum{n: now}
	}
	if err == nil {
		err = h.sound(ctx)
	}
	switch {
	case err != nil:
		return n, fmt.Errorf("%w: %w", errCorrupt, err)
	case n < h.acked:
		return n, fmt.Errorf("%w: it ends at %d, %d was acknowledged", errLost, n, h.acked)
	case n > h.number || now != h.sums[n]: // none is kept of what is no commit
		return n, fmt.Errorf("%w: after %d of %d", errHalf, n, h.number)
	}
	return n, nil
}
