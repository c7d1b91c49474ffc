package mailbox

import (
	"context"
	"time"
)

const (
	suspectAfter = 2 // broken connections after which a mail is fetched alone
	restAfter    = 3 // and after which it rests for a while
)

// trouble counts, over connections, how often one broke while a mail was being
// fetched. A mail that breaks every connection would else stop all others.
type trouble map[uint32]grief

type grief struct {
	count int
	until time.Time // it rests until then
}

// note counts a connection that broke while uids were being fetched. The end
// of ctx is nobody's fault.
func (t *trouble) note(ctx context.Context, uids []uint32, until time.Time) {
	if ctx.Err() != nil {
		return
	}
	if *t == nil {
		*t = trouble{}
	}
	for _, uid := range uids {
		(*t)[uid] = grief{(*t)[uid].count + 1, until}
	}
}

func (t trouble) suspect(uid uint32) bool { return t[uid].count >= suspectAfter }

func (t trouble) rests(uid uint32, now time.Time) bool {
	return t[uid].count >= restAfter && now.Before(t[uid].until)
}

func (t trouble) over(items []item) {
	for _, item := range items {
		delete(t, item.uid)
	}
}

// setAside takes out what rests.
func (v *visit) setAside(uids []uint32) (rest []uint32) {
	for _, uid := range uids {
		if v.f.trouble.rests(uid, v.now()) {
			v.giveUpFor(uid)
			continue
		}
		rest = append(rest, uid)
	}
	return rest
}

// giveUpFor leaves a mail that is on the server and cannot be read to the next
// reconciliation. The cursor does not pass it.
func (v *visit) giveUpFor(uid uint32) {
	v.unreadable[uid] = true
	v.f.w.outside.Log.Error("mailbox: the server does not give a mail that it lists, tried again later",
		"mailbox", v.account().Name, "folder", v.f.name, "uid", uid)
}
