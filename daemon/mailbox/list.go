package mailbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"permanence/daemon/fault"
)

// waiting holds UIDs that are to be fetched: ascending lists, of which the one
// listed last goes first, so that mail that comes during a long import does
// not wait for its end.
type waiting [][]uint32

func (w *waiting) add(uids []uint32) {
	if len(uids) > 0 {
		*w = append(*w, uids)
	}
}

// take removes at most n UIDs.
func (w *waiting) take(n int) (uids []uint32) {
	last := len(*w) - 1
	if last < 0 {
		return nil
	}
	list := (*w)[last]
	n = min(n, len(list))
	if (*w)[last] = list[n:]; n == len(list) {
		*w = (*w)[:last]
	}
	return list[:n]
}

// lowest is the smallest UID, or none if there is none below.
func (w waiting) lowest(none uint32) uint32 {
	for _, list := range w {
		none = min(none, list[0])
	}
	return none
}

// replaced says that this generation took the place of another one: it is
// listed from the day the folder was first watched, not by UID alone.
func (v *visit) replaced() bool {
	return v.known.Start == 0 && !v.account().Import
}

// refresh lets the server show what has changed. Once in a Poll the folder is
// opened again: that a folder was replaced under us shows nowhere else.
func (v *visit) refresh(ctx context.Context) error {
	if v.now().Sub(v.examined) < v.account().Poll {
		return v.s.noop(ctx)
	}
	e, err := v.s.examine(ctx, v.f.name)
	if err != nil {
		return err
	}
	if e.uidValidity != v.known.UIDValidity {
		return v.account().explain(stepFolder+v.f.name, errGeneration)
	}
	v.examined = v.now()
	return nil
}

// list asks for the UIDs not listed before: two commands, whatever the size of
// the folder.
func (v *visit) list(ctx context.Context) error {
	if err := v.refresh(ctx); err != nil {
		return err
	}
	if err := fault.At("list.before"); err != nil {
		return err
	}
	uids, err := v.s.searchFrom(ctx, v.listed)
	if err != nil || len(uids) == 0 {
		v.listedAt = v.now()
		return err
	}
	if err := fault.At("list.after"); err != nil {
		return err
	}
	end := uids[len(uids)-1] + 1
	if v.listed <= 1 && v.replaced() {
		if uids, err = v.sinceWatched(ctx, uids); err != nil {
			return err
		}
	}
	if err := v.queue(ctx, uids); err != nil {
		return err
	}
	v.listed, v.listedAt = end, v.now()
	return nil
}

// sinceWatched leaves out what lay in the folder before it was watched. SINCE
// knows days only, of the server's zone: a day of margin.
func (v *visit) sinceWatched(ctx context.Context, uids []uint32) ([]uint32, error) {
	young, err := v.s.searchSince(ctx, v.since.AddDate(0, 0, -1))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(uids, func(uid uint32) bool {
		_, found := slices.BinarySearch(young, uid)
		return !found
	}), nil
}

// queue adds those of uids that the keeper does not know.
func (v *visit) queue(ctx context.Context, uids []uint32) error {
	unknown, err := v.unknown(ctx, uids)
	v.pending.add(unknown)
	return err
}

const askAtOnce = 5000 // UIDs a question to the keeper

func (v *visit) unknown(ctx context.Context, uids []uint32) (unknown []uint32, err error) {
	for part := range slices.Chunk(uids, askAtOnce) {
		u, err := v.keeper().Unknown(ctx, v.account().Name, v.f.name, v.known.UIDValidity, part)
		if err != nil {
			return nil, fmt.Errorf("look up mails of mailbox %s: %w", v.account().Name, err)
		}
		unknown = append(unknown, u...)
	}
	return unknown, nil
}

// reconcile is the guarantee that nothing is missed: what the server has of
// the last days (Lookback) and the keeper has not must be nothing, and is
// fetched if it is not.
func (v *visit) reconcile(ctx context.Context) error {
	missing, err := v.missing(ctx)
	if err != nil {
		return err
	}
	for _, uid := range missing {
		v.recovered[uid] = !v.unreadable[uid]
	}
	clear(v.unreadable)
	v.pending.add(missing)
	v.reconciled = v.now()
	return nil
}

var errGeneration = fmt.Errorf("the folder was replaced (its UIDVALIDITY changed): it is listed anew")

// missing lists what is below the listed mark, young enough, not known and not
// waiting already.
func (v *visit) missing(ctx context.Context) ([]uint32, error) {
	day := v.now().Add(-v.account().Lookback)
	if v.replaced() && v.since.AddDate(0, 0, -1).After(day) {
		day = v.since.AddDate(0, 0, -1)
	}
	uids, err := v.s.searchSince(ctx, day.Truncate(24*time.Hour))
	if err != nil {
		return nil, err
	}
	queued := uidSet{}
	for _, list := range v.pending {
		for _, uid := range list {
			queued[uid] = true
		}
	}
	uids = slices.DeleteFunc(uids, func(uid uint32) bool {
		return uid < v.known.Start || uid >= v.listed || queued[uid] || v.unreadable[uid]
	})
	for uid := range v.unreadable { // these may be older
		uids = append(uids, uid)
	}
	slices.Sort(uids)
	return v.unknown(ctx, uids)
}
