package cut

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/mailbox"
)

// patience is how long a run may take before it counts as stuck.
const patience = 30 * time.Second

// session is one run: a box with three mails, a line to it that is spoilt
// once, and a watcher that fetches them.
type session struct {
	name     string // of the mailbox: each run has its own, so its own generation
	fault    string // in words, to find it again
	cut      severance
	spoil    *spoiler
	quick    bool          // the fault may be a silence: give up on the server soon
	known    bool          // the folder was watched before, when it was empty; else it is imported
	again    int           // runs before this one whose line broke before the fault came
	patience time.Duration // 0: patience

	sent []string
	line *proxy
}

// mails are the mails of a run. The number makes them another's than those
// of any other run, and of the same length.
func mails(name string) []mail {
	head := "From: Alice <alice@chene.example>\r\nTo: support@permanence.example\r\nMessage-ID: <%d." + name + "@chene.example>\r\nSubject: demande %d\r\n"
	bodies := []string{
		"\r\nBonjour.\r\n",
		"\r\n.\r\n..\r\nT5 OK done\r\n* BYE\r\n{10}\r\n\x00\xff\rbare\nends " + name,
		"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nVoici.\r\n--b\r\n" +
			"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("QUJD", 100) + "\r\n--b--\r\n",
	}
	all := make([]mail, len(bodies))
	for i, body := range bodies {
		all[i] = mail{fmt.Sprintf(head, i+1, i+1) + body, time.Now().Truncate(time.Second)}
	}
	return all
}

// generation is the UIDVALIDITY of every box, mailsNo how many mails it holds
// at the end.
const (
	generation = 1234
	mailsNo    = 3
)

// run lets the watcher fetch two mails that lie there and one that comes while
// it waits, over a line that is spoilt, until all is quiet again. The error
// says how it got stuck.
func (s *session) run(ctx context.Context, srv *server, o *office, keeper mailbox.Keeper) (err error) {
	all := mails(s.name)
	for _, l := range all {
		s.sent = append(s.sent, l.raw)
	}
	b := newBox(generation, all[:2]...)
	var late atomic.Bool
	arrive := func() {
		if !late.Swap(true) {
			b.post(all[2])
		}
	}
	b.idled = arrive
	srv.add(s.name, b)
	defer srv.remove(s.name)
	if s.line, err = startProxy(srv.addr, s.cut, s.spoil); err != nil {
		return err
	}
	defer s.line.close()
	timer := time.AfterFunc(300*time.Millisecond, arrive) // it never came to an IDLE
	defer timer.Stop()
	if s.known {
		if err := keeper.StartFolder(ctx, s.name, inbox, desk.Folder{UIDValidity: generation, Start: 1, Next: 1}, time.Now()); err != nil {
			return err
		}
	}
	return s.watch(ctx, o, keeper, &late)
}

func (s *session) watch(ctx context.Context, o *office, keeper mailbox.Keeper, late *atomic.Bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w, err := mailbox.New(s.account(), keeper, mailbox.Outside{Sleep: func(context.Context, time.Duration) {}})
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	err = s.await(ctx, w, o, late)
	cancel()
	<-ended
	return err
}

func (s *session) account() mailbox.Account {
	a := mailbox.Account{Name: s.name, Host: s.line.addr, TLS: mailbox.TLSNone, User: s.name, Import: true,
		Password: func(context.Context) (string, error) { return password, nil },
		Poll:     2 * time.Second, CommandTimeout: 5 * time.Second, Reconcile: 2 * time.Second}
	if s.quick {
		a.Poll, a.CommandTimeout, a.Reconcile = 150*time.Millisecond, 250*time.Millisecond<<s.again, 150*time.Millisecond
	}
	return a
}

// await waits until the fault has happened, the watcher found everything
// complete after it, and all is as it should be.
func (s *session) await(ctx context.Context, w *mailbox.Watcher, o *office, late *atomic.Bool) error {
	seen := time.Time{}
	for end := time.Now().Add(cmp.Or(s.patience, patience)); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(500 * time.Microsecond) {
		status, spent := w.Status(), s.line.spent.Load()
		if s.spoilt() && spent == nil && s.line.conns.Load() > 1 {
			return errMissed
		}
		if !late.Load() || status.LastSuccess.Equal(seen) || s.spoilt() && (spent == nil || !status.LastSuccess.After(*spent)) {
			continue
		}
		seen = status.LastSuccess
		if status.LastError == "" && (!s.breaks() || s.line.conns.Load() > 1) && s.complete(ctx, o) {
			return nil
		}
	}
	f, _, _ := o.desk.Folder(ctx, s.name, inbox)
	return fmt.Errorf("stuck: fault happened %v, %d connections, folder %+v, status %+v", s.line.spent.Load() != nil, s.line.conns.Load(), f, w.Status())
}

// errMissed says that the watcher gave up on the first connection before the
// fault came: on a machine that is too busy for its patience.
var errMissed = errors.New("the line broke before the fault came")

// repeat prepares the run to be tried again, with more patience.
func (s *session) repeat() {
	s.again++
	s.name = fmt.Sprintf("r%02d%s", s.again, s.name[3:])
	s.sent = nil
}

// complete says that the cursor stands behind the last mail and that every mail
// before it is kept.
func (s *session) complete(ctx context.Context, o *office) bool {
	f, _, err := o.desk.Folder(ctx, s.name, inbox)
	if err != nil || f.UIDValidity != generation || f.Next != mailsNo+1 {
		return false
	}
	missing, err := o.desk.Unknown(ctx, s.name, inbox, generation, []uint32{1, 2, 3})
	return err == nil && len(missing) == 0
}

// spoilt says that the run has a fault.
func (s *session) spoilt() bool {
	return s.breaks() || s.spoil != nil && s.spoil.command+s.spoil.response > 0
}

// breaks says that the fault ends the connection.
func (s *session) breaks() bool { return s.cut.fromServer != whole || s.cut.fromClient != whole }
