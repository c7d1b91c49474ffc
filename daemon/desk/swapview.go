package desk

import (
	"context"
	"slices"

	"permanence/daemon/store"
)

// SwapForAgent is a swap as an agent may decide on it.
type SwapForAgent struct {
	SwapView
	MayAnswer   bool // accept or refuse it
	MayWithdraw bool
}

// SwapsOf lists the swaps of today and later that are proposed, with what an
// agent may do about each.
func (d *Desk) SwapsOf(ctx context.Context, agent string) (views []SwapForAgent, err error) {
	all, err := d.Swaps(ctx, store.SwapProposed)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		view, err := d.SwapForAgent(ctx, s.ID, agent)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, nil
}

// SwapForAgent shows one swap, whenever it is.
func (d *Desk) SwapForAgent(ctx context.Context, id int64, agent string) (view SwapForAgent, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		s, err := theSwap(tx, id)
		if err != nil {
			return err
		}
		p, err := d.people(tx)
		if err != nil {
			return err
		}
		open := s.State == store.SwapProposed
		view = SwapForAgent{SwapView: p.swapView(s), MayAnswer: open && slices.Contains(p.side(s, s.Taker), a.ID), MayWithdraw: open && s.ProposerID == a.ID}
		return nil
	})
	return view, err
}
