package cut

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/desk"
	"permanence/daemon/mailbox"
	"permanence/daemon/store"
)

// UIDValidity is the figure uidvalidity: an inbox that is made anew a hundred
// times while mail comes in, each time in another order under other UIDs. The
// watcher learns of it by a lost connection or by itself, between two looks or
// in the midst of a fetch, and sometimes the next change comes before it is
// through. Every mail is stored once.
func UIDValidity(ctx context.Context, size figure.Size) (figure.Figure, error) {
	o, err := openOffice(ctx, time.Now)
	if err != nil {
		return figure.Figure{}, err
	}
	defer o.close() //nolint:errcheck // the directory is temporary
	m := &move{office: o, keeper: o.desk, changes: 100, mails: size.Of(200, 10_000), seed: uint64(time.Now().UnixNano())}
	return m.show(ctx)
}

// move is one run: an inbox that is made anew again and again.
type move struct {
	*office
	changes, mails int
	seed           uint64
	patience       time.Duration // 0: patience

	keeper mailbox.Keeper
	box    *box
	line   *proxy
	chance *rand.Rand
	used   map[uint32]bool // generations there were
	sent   []string
}

// account is the run's mailbox.
const account = "support"

func (m *move) show(ctx context.Context) (f figure.Figure, err error) {
	f.Tried, f.Unit = m.changes, "changes"
	m.chance, m.used = rand.New(rand.NewPCG(m.seed, 0)), map[uint32]bool{}
	srv, err := startServer()
	if err != nil {
		return f, err
	}
	defer srv.close()
	m.box = newBox(m.generation())
	srv.add(account, m.box)
	if m.line, err = startProxy(srv.addr, uncut, nil); err != nil {
		return f, err
	}
	defer m.line.close()
	stuck := m.live(ctx)
	if ctx.Err() != nil {
		return f, ctx.Err()
	}
	if stuck != nil {
		f.Trouble = append(f.Trouble, stuck.Error())
	}
	return f, m.count(ctx, &f, stuck)
}

// live lets a watcher look after the inbox while it is changed.
func (m *move) live(ctx context.Context) error {
	since := time.Now()
	if err := m.desk.StartFolder(ctx, account, inbox, desk.Folder{UIDValidity: m.box.validity, Start: 1, Next: 1}, since); err != nil {
		return err
	}
	w, err := mailbox.New(mailbox.Account{Name: account, Host: m.line.addr, TLS: mailbox.TLSNone, User: account,
		Password: func(context.Context) (string, error) { return password, nil },
		Poll:     20 * time.Millisecond, CommandTimeout: time.Minute, Reconcile: time.Second},
		m.keeper, mailbox.Outside{Sleep: func(context.Context, time.Duration) {}})
	if err != nil {
		return err
	}
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- w.Run(running) }()
	err = m.changeAll(ctx)
	stop()
	<-ended
	return err
}

func (m *move) changeAll(ctx context.Context) error {
	m.arrive(m.mails)
	if err := m.settled(ctx); err != nil {
		return fmt.Errorf("before the first change: %w", err)
	}
	for i := range m.changes {
		hurried := m.change(i)
		if hurried && i < m.changes-1 {
			time.Sleep(time.Duration(m.chance.IntN(40)) * time.Millisecond)
			continue
		}
		if err := m.settled(ctx); err != nil {
			return fmt.Errorf("seed %d, change %d: %w", m.seed, i+1, err)
		}
	}
	return nil
}

// change makes the inbox anew: one mail comes just before, which perhaps nobody
// has seen there, one with it, one after. Connections are lost, or the old inbox
// stays to those that have it open until they look again. It says whether the next change is
// not to wait.
func (m *move) change(i int) (hurried bool) {
	m.arrive(1)
	all := append(m.box.holds(), m.next())
	m.chance.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
	m.box.renew(m.generation(), all, 1+m.chance.IntN(20))
	if i%2 == 0 {
		m.line.drop()
	}
	m.arrive(1)
	return i%3 == 0
}

// generation is a UIDVALIDITY that there was not before.
func (m *move) generation() uint32 {
	for {
		if g := m.chance.Uint32(); g != 0 && !m.used[g] {
			m.used[g] = true
			return g
		}
	}
}

func (m *move) arrive(n int) {
	for range n {
		m.box.post(m.next())
	}
}

// twinEvery is how many mails come between two of the same bytes.
const twinEvery = 50

// next is the next mail to come. Some have the bytes of the one before, as when
// a list and its reader are both written to.
func (m *move) next() mail {
	n := len(m.sent)
	raw := fmt.Sprintf("From: Alice <alice@chene.example>\r\nTo: support@permanence.example\r\nMessage-ID: <%d@chene.example>\r\nSubject: demande %d\r\n\r\nBonjour %d.\r\n", n, n, n)
	if n%twinEvery == twinEvery-1 {
		raw = m.sent[n-1]
	}
	m.sent = append(m.sent, raw)
	return mail{raw, time.Now()}
}

// settled waits until all that lies in the inbox is known and the cursor
// stands behind it.
func (m *move) settled(ctx context.Context) error {
	var last desk.Folder
	for end := time.Now().Add(cmp.Or(m.patience, patience) + time.Duration(len(m.sent))*10*time.Millisecond); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(2 * time.Millisecond) {
		f, _, err := m.desk.Folder(ctx, account, inbox)
		if err != nil {
			return err
		}
		validity, uids, next := m.box.reached()
		if last = f; f.UIDValidity != validity || f.Next != next {
			continue
		}
		missing, err := m.keeper.Unknown(ctx, account, inbox, validity, uids)
		if err == nil && len(missing) == 0 {
			return nil
		}
	}
	return fmt.Errorf("stuck: %d mails sent, folder %+v", len(m.sent), last)
}

// count decides on all mails and compares them with what was sent.
func (m *move) count(ctx context.Context, f *figure.Figure, stuck error) error {
	shelves, err := m.shelves(ctx)
	if err != nil {
		return err
	}
	if _, err := m.desk.Handle(ctx); err != nil {
		return err
	}
	var entries int64
	err = m.store.Read(ctx, func(tx *store.Tx) error {
		fates, err := tx.Dispositions()
		for fate, n := range fates {
			if fate != "duplicate" {
				entries += n
			}
		}
		return err
	})
	t := compare(m.sent, shelves[account])
	different := len(m.sent) - len(m.sent)/twinEvery
	f.Outcomes = []figure.Outcome{figure.All("mails", len(m.sent), m.mails), figure.None("lost", t.lost), figure.None("duplicate", t.duplicate),
		figure.None("changed", t.foreign), figure.None("entered-twice", int(entries)-different), figure.None("stuck", one(stuck != nil))}
	if t != (tally{}) {
		f.Trouble = append(f.Trouble, fmt.Sprintf("seed %d: %+v", m.seed, t))
	}
	return errors.Join(err, ctx.Err())
}
