package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"permanence/daemon/authn"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/fault"
	"permanence/daemon/store"
	"permanence/parser"
)

const (
	// handleBatch is how many mails are read ahead and share commits.
	handleBatch = 64
	// analysisTime is how long reading one mail may take.
	analysisTime = 20 * time.Second
	// maxTries is how often a mail that cannot be handled is tried again.
	maxTries = 3
	// retryAfter is the pause before a mail that failed is tried again.
	retryAfter = time.Minute
)

// Handle decides what becomes of the mails that wait, oldest first, and
// returns how many it decided on. A mail that cannot be handled is tried three
// times, then kept in quarantine; those behind it go on.
func (d *Desk) Handle(ctx context.Context) (int, error) {
	done, after := 0, int64(0)
	for ctx.Err() == nil {
		var waiting []store.Mail
		err := d.store.Read(ctx, func(tx *store.Tx) (err error) {
			waiting, err = tx.PendingMail(after, d.now(), handleBatch)
			return err
		})
		if err != nil || len(waiting) == 0 {
			return done, err
		}
		n, err := d.handleBatch(ctx, waiting)
		done += n
		if err != nil {
			return done, err
		}
		after = waiting[len(waiting)-1].ID
	}
	return done, nil
}

func (d *Desk) handleBatch(ctx context.Context, waiting []store.Mail) (int, error) {
	read := make([]*analysis, len(waiting))
	g := new(errgroup.Group)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, m := range waiting {
		g.Go(func() error { read[i] = d.analyse(ctx, m); return nil })
	}
	g.Wait() //nolint:errcheck // an analysis carries its own error
	if err := ctx.Err(); err != nil {
		return 0, err // what was cut short says nothing about a mail
	}
	decide := make([]func(*store.Tx) error, len(read))
	for i, a := range read {
		decide[i] = func(tx *store.Tx) error { return d.decideWhole(tx, a) }
	}
	if err := fault.At("decide.before"); err != nil {
		return 0, err
	}
	done := 0
	for i, err := range d.store.WriteAll(ctx, decide) {
		if err == nil {
			done++
			d.logFate(ctx, read[i])
			continue
		}
		if err := d.handleFailed(ctx, read[i], err); err != nil {
			return done, err
		}
	}
	if err := fault.At("decide.after"); err != nil {
		return done, err
	}
	signal(d.queued)
	signal(d.happened)
	return done, nil
}

// decideWhole is decide, up to the commit.
func (d *Desk) decideWhole(tx *store.Tx, a *analysis) error {
	if err := d.decide(tx, a); err != nil {
		return err
	}
	return fault.At("decide.inside")
}

// analysis is what one mail says and what could be proven about it.
type analysis struct {
	mail       store.Mail
	msg        *parser.Message
	proof      people.Proof
	unreadable bool // no part of it could be read
	err        error
	decision   ticket.Decision
	did        []outcome // what the orders of an agent's mail did
}

// analyse reads a mail, within a time and behind a recover: what it says never
// stops the daemon.
func (d *Desk) analyse(ctx context.Context, m store.Mail) *analysis {
	result := make(chan *analysis, 1)
	go func() {
		a := &analysis{mail: m}
		defer func() {
			if p := recover(); p != nil {
				a.err = fmt.Errorf("panic: %v", p)
			}
			result <- a
		}()
		a.err = errors.Join(fault.At("analyse.before"), d.read(ctx, a), fault.At("analyse.after"))
	}()
	timer := time.NewTimer(analysisTime)
	defer timer.Stop()
	select {
	case a := <-result:
		return a
	case <-timer.C:
		return &analysis{mail: m, err: fmt.Errorf("reading it took longer than %s", analysisTime)}
	}
}

func (d *Desk) read(ctx context.Context, a *analysis) error {
	raw := d.fresh.take(a.mail.ID)
	if raw == nil {
		err := d.store.Read(ctx, func(tx *store.Tx) (err error) {
			raw, err = tx.Raw(a.mail.ID)
			return err
		})
		if err != nil {
			return err
		}
	}
	msg, err := parser.Parse(raw)
	if msg == nil {
		msg = &parser.Message{}
	}
	a.msg = msg
	fields, body, defects := parser.Fields(raw)
	a.mail.ContentKey = contentKey(raw, fields, body)
	a.mail.MessageID, a.mail.Subject = msg.MessageID, msg.Subject
	a.mail.FromAddress = people.Fold(msg.From.Address)
	if err != nil {
		a.unreadable = true // it will be no better the next time
		return nil
	}
	look := authn.Mail{Raw: raw, Fields: fields, Defects: defects, From: a.mail.FromAddress, Received: a.mail.Received}
	if look.From == "" {
		return nil
	}
	if err := d.store.Read(ctx, func(tx *store.Tx) error { return knownSender(tx, &look) }); err != nil {
		return err
	}
	a.proof = d.checker.Check(ctx, look, d.trusted(a.mail.Mailbox))
	return nil
}

func knownSender(tx *store.Tx, m *authn.Mail) (err error) {
	if m.DomainSigns, err = tx.DomainSigns(people.Domain(m.From)); err != nil {
		return err
	}
	_, err = tx.ContactOf(m.From)
	if errors.Is(err, store.ErrNotFound) {
		_, err = tx.AgentOf(m.From)
	}
	m.Registered = err == nil
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

// trusted are the settings by which a mailbox's Authentication-Results count.
func (d *Desk) trusted(mailbox string) authn.Settings {
	m, _ := d.cfg.Mailbox(mailbox)
	return authn.SettingsOf(m)
}

// handleFailed notes that a mail could not be handled. It returns an error
// only where we end or the store itself is unwell: then nothing is the mail's
// fault.
func (d *Desk) handleFailed(ctx context.Context, a *analysis, cause error) error {
	if store.Unwell(cause) || ctx.Err() != nil {
		return fmt.Errorf("handling mail %d: %w", a.mail.ID, cause)
	}
	if err := fault.At("failed.before"); err != nil {
		return err
	}
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		m, err := tx.Mail(a.mail.ID)
		if err != nil || m.Disposition != ticket.Pending { // decided on after all: only the word of it was lost
			return err
		}
		m.Attempts++
		m.RetryAt = d.now().Add(retryAfter)
		if m.Attempts >= maxTries {
			m.Disposition, m.Reason, m.Rule, m.RetryAt, m.Handled = ticket.Quarantine, ticket.ParseFailed, "failed-three-times", time.Time{}, d.now()
		}
		return tx.SetMailFacts(m)
	})
	d.log.LogAttrs(ctx, slog.LevelError, "a mail could not be handled", slog.Int64("mail", a.mail.ID), slog.Any("error", cause))
	return errors.Join(err, fault.At("failed.after"))
}

// logFate writes the one line of a mail: whence, what was decided and why.
func (d *Desk) logFate(ctx context.Context, a *analysis) {
	x := a.decision
	d.log.LogAttrs(ctx, slog.LevelInfo, "mail", slog.Int64("id", a.mail.ID), slog.String("mailbox", a.mail.Mailbox),
		slog.String("message_id", a.mail.MessageID), slog.String("disposition", string(x.Disposition)),
		slog.String("reason", string(x.Reason)), slog.String("rule", x.Rule), slog.Int64("ticket", x.Ticket),
		slog.Int64("size_bytes", a.mail.SizeBytes))
}

func proofJSON(p people.Proof) string {
	b, err := json.Marshal(p)
	if err != nil {
		return ""
	}
	return string(b)
}
