package daemon

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/outbox"
	"permanence/daemon/web"
)

// alarms remembers what the administrator was told, so that each failure is
// told once, and once again when it is over.
type alarms struct {
	mu    sync.Mutex
	since map[string]time.Time // by mailbox
}

// watchEvery is how often the mailboxes are looked after, at the longest.
const watchEvery = 5 * time.Second

// watchMailboxes raises an alarm for a mailbox that could not be read for the
// time of the settings, and ends it.
func (d *Daemon) watchMailboxes(ctx context.Context) error {
	started := d.o.Now()
	ticker := time.NewTicker(max(min(watchEvery, d.o.Config.Alarm.After/4), 10*time.Millisecond))
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			d.lookAtMailboxes(ctx, started)
		}
	}
}

func (d *Daemon) lookAtMailboxes(ctx context.Context, started time.Time) {
	for i, w := range d.watchers {
		s := w.Status()
		last := s.LastSuccess
		if last.IsZero() {
			last = started
		}
		silent := d.o.Now().Sub(last) >= d.o.Config.Alarm.After
		told := d.alarms.of(s.Mailbox)
		if silent == !told.IsZero() {
			continue
		}
		facts := letter.Alarm{What: "mailbox", Place: d.o.Config.Mailboxes[i].Address, Since: last, LastSuccess: s.LastSuccess,
			Error: s.LastError, Command: "permanence health"}
		if !silent {
			facts.Since, facts.Until = told, d.o.Now()
		}
		if err := d.tell(ctx, facts, !silent, true); err != nil {
			d.o.Log.Error("the administrator could not be told", "mailbox", s.Mailbox, "over", !silent, "error", err)
			continue
		}
		d.alarms.set(s.Mailbox, silent, last)
	}
}

func (a *alarms) of(mailbox string) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.since[mailbox]
}

func (a *alarms) set(mailbox string, on bool, since time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.since, mailbox)
	if on {
		a.since[mailbox] = since
	}
}

// tellRelay passes an alarm of the relay on, never by the relay itself.
func (d *Daemon) tellRelay(ctx context.Context, e outbox.Event) error {
	facts := letter.Alarm{What: "relay", Place: e.Relay, Since: e.Since, Error: e.LastError, Command: "permanence outbox list --state queued"}
	if e.Over {
		facts.Until = e.At
	}
	return d.tell(ctx, facts, e.Over, e.Over)
}

// tell tells the administrator by the second way of the settings; without one,
// by mail where the relay is not what failed. Otherwise /readyz shows it.
func (d *Daemon) tell(ctx context.Context, facts letter.Alarm, over, byMail bool) error {
	c := d.o.Config
	d.o.Log.Error("alarm", "what", facts.What, "place", facts.Place, "since", facts.Since, "over", over, "error", facts.Error)
	body, err := d.desk.AlarmText(facts, over)
	if err != nil {
		return err
	}
	var ways []outbox.Alarm
	if len(c.Alarm.Command) > 0 {
		ways = append(ways, outbox.CommandAlarm{Argv: c.Alarm.Command})
	}
	if c.SecondRelay.Host != "" {
		ways = append(ways, outbox.RelayAlarm{Relay: relay(c.SecondRelay), From: c.Mailboxes[0].Address, To: c.Desk.AdminAddress, Now: d.o.Now})
	}
	var failed error
	for _, way := range ways {
		err := way.Send(ctx, body.Subject, body.Text)
		if err == nil {
			return nil
		}
		failed = errors.Join(failed, err)
	}
	if failed != nil || !byMail {
		return failed
	}
	return d.desk.TellAdmin(ctx, facts, over)
}

// readiness is what /readyz says: no problem while the mailboxes are read, the
// relay takes letters and the disk takes what is written.
func (d *Daemon) readiness(ctx context.Context) web.Readiness {
	r := web.Readiness{Version: d.o.Version}
	for _, t := range d.store.Troubles() {
		r.Problems = append(r.Problems, fmt.Sprintf("%s could not be written since %s: %s", t.What, t.Since.Format(time.RFC3339), t.Err))
	}
	for _, w := range d.watchers {
		s := w.Status()
		m := web.MailboxState{Mailbox: s.Mailbox, Connected: s.Connected, LastSuccess: s.LastSuccess, LastError: s.LastError,
			Fetched: s.Fetched, Recovered: s.Recovered, Vanished: s.Vanished}
		r.Mailboxes = append(r.Mailboxes, m)
		if since := d.alarms.of(s.Mailbox); !since.IsZero() {
			r.Problems = append(r.Problems, fmt.Sprintf("mailbox %s could not be read since %s: %s", s.Mailbox, since.Format(time.RFC3339), s.LastError))
		} else if s.LastSuccess.IsZero() {
			r.Problems = append(r.Problems, fmt.Sprintf("mailbox %s was not read yet: %s", s.Mailbox, s.LastError))
		}
	}
	s := d.deliverer.Status()
	r.Relay = web.RelayState{Relay: s.Relay, LastSuccess: s.LastSuccess, LastError: s.LastError, Sent: s.Sent, Failed: s.Failed, Uncertain: s.Uncertain}
	if !s.Ready() {
		r.Problems = append(r.Problems, fmt.Sprintf("relay %s refuses since %s: %s %s", s.Relay, s.RefusingSince.Format(time.RFC3339), s.LastError, s.QueueError))
	}
	return r
}
