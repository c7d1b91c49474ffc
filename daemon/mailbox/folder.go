package mailbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/fault"
)

// folder is one folder of an account over all connections to it.
type folder struct {
	w         *Watcher
	name      string
	state     state
	connected bool // it was at least once
	trouble   trouble
}

// visit is one connection to a folder.
type visit struct {
	f     *folder
	s     *session
	known desk.Folder // its generation and cursor, as the keeper has them
	since time.Time   // first watched then

	listed     uint32 // every UID below has been listed
	listedAt   time.Time
	pending    waiting // listed, not yet fetched
	recovered  uidSet  // of these, found by the reconciler
	unreadable uidSet  // the server gave no body: tried again at the next reconciliation
	reconciled time.Time
	examined   time.Time
	history    bool // everything fetched here is history
}

type uidSet map[uint32]bool

// watch connects and looks after the folder until something fails. worked is
// called each time everything listed is kept.
func (f *folder) watch(ctx context.Context, worked func()) error {
	s, err := openSession(ctx, f.w.account)
	if err != nil {
		return err
	}
	defer s.close()
	v := &visit{f: f, s: s, recovered: uidSet{}, unreadable: uidSet{}}
	if err := v.open(ctx); err != nil {
		return err
	}
	f.state.change(func(st *Status) {
		st.Connected = true
		if f.connected {
			st.Reconnects++
		}
	})
	f.connected = true
	for {
		if err := v.turn(ctx); err != nil {
			return err
		}
		f.state.succeeded(f.w.outside.Now())
		worked()
		if err := v.wait(ctx); err != nil {
			return err
		}
	}
}

// turn does what is due: a reconciliation, a list, and the fetching.
func (v *visit) turn(ctx context.Context) error {
	if err := v.list(ctx); err != nil {
		return err
	}
	if v.now().Sub(v.reconciled) >= v.account().Reconcile {
		if err := v.reconcile(ctx); err != nil {
			return err
		}
	}
	return v.fetchPending(ctx)
}

func (v *visit) now() time.Time   { return v.f.w.outside.Now() }
func (v *visit) account() Account { return v.f.w.account }
func (v *visit) keeper() Keeper   { return v.f.w.keeper }

// open examines the folder and takes up its generation, or begins a new one.
func (v *visit) open(ctx context.Context) error {
	e, err := v.s.examine(ctx, v.f.name)
	if err != nil {
		return err
	}
	v.examined = v.now()
	known, since, err := v.keeper().Folder(ctx, v.account().Name, v.f.name)
	if err != nil {
		return fmt.Errorf("look up folder %s of mailbox %s: %w", v.f.name, v.account().Name, err)
	}
	if !known.Known || known.UIDValidity != e.uidValidity {
		return v.begin(ctx, e, known, since)
	}
	v.known, v.since = known, since
	v.listed = max(known.Next, 1)
	return v.checkOrder(e)
}

// checkOrder warns of a server that counts from the start again without a new
// UIDVALIDITY (against RFC 3501 section 2.3.1.1): its new mail would look as
// if it had been fetched.
func (v *visit) checkOrder(e examined) error {
	if e.uidNext == 0 || e.uidNext >= v.known.Next {
		return nil
	}
	return v.account().explain(stepFolder+v.f.name, fmt.Errorf("%w: its next UID is %d, but mails up to %d were seen under the same UIDVALIDITY %d",
		errUIDsReused, e.uidNext, v.known.Next-1, e.uidValidity))
}

var errUIDsReused = errors.New("the server reuses UIDs")

// begin starts a generation. A folder never watched starts at what comes next,
// unless it is to be imported. A folder that was watched is listed again from
// the day it was first watched, never from what comes next: mail may have come
// under the new UIDVALIDITY already. The keeper's content key tells what is
// known.
func (v *visit) begin(ctx context.Context, e examined, old desk.Folder, since time.Time) error {
	next, err := v.nextUID(ctx, e)
	if err != nil {
		return err
	}
	v.known = desk.Folder{Known: true, UIDValidity: e.uidValidity, Next: 1}
	v.since = since
	if !old.Known {
		v.since, v.known.Start = v.now(), next
	}
	if !old.Known && !v.account().Import {
		v.known.Next = next
	}
	if err := fault.At("folder.before"); err != nil {
		return err
	}
	if err := v.keeper().StartFolder(ctx, v.account().Name, v.f.name, v.known, v.since); err != nil {
		return fmt.Errorf("begin folder %s of mailbox %s: %w", v.f.name, v.account().Name, err)
	}
	if err := fault.At("folder.after"); err != nil {
		return err
	}
	v.f.trouble = nil
	v.f.w.outside.Log.Info("mailbox: folder begins", "mailbox", v.account().Name, "folder", v.f.name,
		"uid_validity", e.uidValidity, "next", v.known.Next, "start", v.known.Start, "mails", e.messages)
	v.listed = v.known.Next
	return nil
}

// nextUID is UIDNEXT, or one more than the last mail's where the server does
// not say (optional in RFC 2060).
func (v *visit) nextUID(ctx context.Context, e examined) (uint32, error) {
	if e.uidNext != 0 {
		return e.uidNext, nil
	}
	uids, err := v.s.searchFrom(ctx, 1)
	if err != nil || len(uids) == 0 {
		return 1, err
	}
	return uids[len(uids)-1] + 1, nil
}
