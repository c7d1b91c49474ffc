package loop

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

// held is how long an answer waits before it leaves, and a little more.
const held = 61 * time.Second

// house is a desk of ours.
type house struct {
	*clockwork.Desk
	domain string
	relay  func([]byte) []byte // what is between it and the world; may be nil
	agent  string

	given  int      // mails handed in
	lost   []string // what is not there any more
	sent   []sent
	newest int64 // the ticket that was opened last
}

// sent is an automatic mail that left for somebody who is in the world.
type sent struct {
	at   time.Time
	to   string
	kind string
}

func openHouse(ctx context.Context, w *world, domain string, domains clockwork.Domains, settings func(*config.Config)) (*house, error) {
	d, err := clockwork.Open(ctx, clockwork.Options{Clock: w.clock, Domain: domain, Domains: domains, Settings: settings})
	if err != nil {
		return nil, err
	}
	h := &house{Desk: d, domain: domain, agent: "alice@" + domain}
	if err := h.Staff(ctx, people.Agent{FirstName: "Alice", LastName: "Martin", Addresses: []string{h.agent}}); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	w.parties[h.Mailbox] = h
	w.every(10*time.Minute, time.Hour, func(ctx context.Context) error {
		if err := h.Turn(ctx); err != nil {
			return err
		}
		return h.leave(ctx, w)
	})
	return h, nil
}

// receive hands a mail in, and sends what follows from it.
func (h *house) receive(ctx context.Context, w *world, l post) error {
	raw := append([]byte("Return-Path: <"+l.from+">\r\n"), l.raw...)
	fate, err := h.Deliver(ctx, raw)
	if err != nil {
		return err
	}
	h.given++
	if sum := sha256.Sum256(raw); !bytes.Equal(sum[:], fate.SHA256) {
		h.lost = append(h.lost, fmt.Sprintf("the mail of %s at %s was not kept as it came", l.from, w.clock.Now().Format(time.RFC3339)))
	}
	if fate.Disposition == ticket.New {
		h.newest = fate.TicketNumber
	}
	return h.leave(ctx, w)
}

// leave sends what is due, and looks again when a held answer may leave.
func (h *house) leave(ctx context.Context, w *world) error {
	letters, err := h.Leave(ctx)
	if err != nil {
		return err
	}
	for _, l := range letters {
		if _, looks := w.parties[plain(l.Recipient)]; looks && !l.Human && caused(l) {
			h.sent = append(h.sent, sent{w.clock.Now(), l.Recipient, l.Kind})
		}
		raw := l.Raw
		if h.relay != nil {
			raw = h.relay(raw)
		}
		w.send(post{from: l.MailFrom, to: l.Recipient, raw: clockwork.Sign(raw, h.domain, w.clock.Now())})
	}
	return nil
}

// caused tells whether a mail caused the letter, not the schedule, whose
// letters have a key that lets each be written once.
func caused(l clockwork.Letter) bool { return l.Gated || l.ExchangeID != 0 || l.MailID != 0 }

// answer has the agent answer the newest ticket, as often as one is opened.
func (h *house) answer(ctx context.Context, w *world) error {
	number := h.newest
	if h.newest = 0; number == 0 {
		return nil
	}
	_, err := h.Answer(ctx, desk.Reply{Ticket: number, Agent: h.agent, Text: fmt.Sprintf("Bonjour,\n\nLa demande %d est traitée.", number)}, h.agent)
	if errors.Is(err, desk.ErrRefused) {
		return nil // nobody is there to be answered
	}
	w.plan(held, func(ctx context.Context) error { return h.leave(ctx, w) })
	return err
}

// balance compares what was handed in with what is there.
func (h *house) balance(ctx context.Context) error {
	c, err := h.CountMail(ctx)
	if err != nil {
		return err
	}
	if c.Stored != int64(h.given) || c.Missing != 0 || c.Dispositions[string(ticket.Pending)] != 0 {
		h.lost = append(h.lost, fmt.Sprintf("%d mails came in, %d are kept, %d without their bytes, %d undecided",
			h.given, c.Stored, c.Missing, c.Dispositions[string(ticket.Pending)]))
	}
	return nil
}
