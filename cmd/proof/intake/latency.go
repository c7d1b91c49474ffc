package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"mime"
	"net/mail"
	"regexp"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"permanence/cmd/proof/figure"
	"permanence/daemon/config"
	"permanence/daemon/demo"
	"permanence/daemon/testhouse"
)

// karim is on duty with Claire.
const karim = "karim.benali@permanence.example"

// Latency is the figure: from the moment at which a mail can be seen on the
// server to the moment at which the relay has the notices to both agents on
// duty. Once with IDLE, a mail at a time; once on a server whose IDLE says
// nothing, so that only the poll finds the mail, at moments of chance.
func Latency(ctx context.Context, size figure.Size) (figure.Figure, error) {
	poll := time.Duration(size.Of(1, 60)) * time.Second
	mails := size.Of(100, 300)
	idle, err := tell(ctx, testhouse.Options{}, mails, (*race).oneByOne)
	if err != nil {
		return figure.Figure{}, fmt.Errorf("with IDLE: %w", err)
	}
	asked, err := tell(ctx, testhouse.Options{SilentIdle: true, Settings: func(c *config.Config) { c.Mailboxes[0].Poll = poll }}, mails,
		func(r *race, ctx context.Context, n int) error {
			return r.byChance(ctx, n, time.Duration(size.Of(8, 20))*poll)
		})
	if err != nil {
		return figure.Figure{}, fmt.Errorf("with the poll alone: %w", err)
	}
	polled := fmt.Sprintf("poll-%s-", poll)
	return figure.Figure{Tried: 2 * mails, Unit: "mails", Trouble: append(idle.trouble, asked.trouble...), Outcomes: []figure.Outcome{
		figure.All("told", len(idle.took)+len(asked.took), 2*mails),
		figure.AtMost("idle-p50-ms", percentile(idle.took, 50), 2000), figure.AtMost("idle-p99-ms", percentile(idle.took, 99), 2000),
		figure.AtMost(polled+"p50-ms", percentile(asked.took, 50), int(poll.Milliseconds())+5000),
		figure.AtMost(polled+"p99-ms", percentile(asked.took, 99), int(poll.Milliseconds())+5000)}}, nil
}

// tell opens a house and measures mails in it.
func tell(ctx context.Context, o testhouse.Options, mails int, send func(*race, context.Context, int) error) (r *race, err error) {
	settings := o.Settings
	o.Settings = func(c *config.Config) {
		c.Limits = config.Limits{SenderHour: many, SenderDay: many, RecipientHour: many, RecipientDay: many, DomainHour: many,
			TotalHour: many, AgentHour: many, NoticeHour: many}
		if settings != nil {
			settings(c)
		}
	}
	h, err := testhouse.Open(ctx, "", o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	r = newRace(h)
	r.newest = time.Now()
	return r, send(r, ctx, mails)
}

// race is between mails and the notices of them.
type race struct {
	house    *testhouse.House
	patience time.Duration

	mu      sync.Mutex
	sent    map[string]time.Time // by the mark in the subject; a mail that was told of is out
	newest  time.Time
	notices map[string]int // of a mail
	read    map[string]int // how many letters of a box
	took    []time.Duration
	trouble []string
}

func newRace(h *testhouse.House) *race {
	return &race{house: h, patience: h.Config.Mailboxes[0].Poll + testhouse.Patience, sent: map[string]time.Time{}, notices: map[string]int{}, read: map[string]int{}}
}

// marked finds the word of a subject that is in no other.
var marked = regexp.MustCompile(`REPERE[0-9]+`)

// post sends a mail; Marie's is signed.
func (r *race) post(n int, from string) error {
	mark := fmt.Sprintf("REPERE%d", n)
	raw := fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nSubject: %s\r\nMessage-ID: <%d.race@durand.example>\r\nDate: %s\r\n\r\nBonjour,\r\n\r\nCeci est la demande %d.\r\n",
		from, demo.Mailbox, mark, n, r.house.Now().Format(time.RFC1123Z), n)
	r.mu.Lock()
	r.newest = time.Now() // the server shows it a moment later
	r.sent[mark] = r.newest
	r.mu.Unlock()
	return r.house.Post(from, from == marie, []string{demo.Mailbox}, raw)
}

// await waits until so many mails were told of.
func (r *race) await(ctx context.Context, mails int) error {
	for {
		n, late, err := r.look()
		if err != nil || n == mails || late {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// look reads what came into the boxes of the agents on duty. It gives how many
// mails both were told of; late says that nothing is waited for any more.
func (r *race) look() (n int, late bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, who := range []string{claire, karim} {
		fresh, err := r.house.Servers.ReceivedAfter(who, r.read[who])
		if err != nil {
			return 0, false, err
		}
		r.read[who] += len(fresh)
		for _, raw := range fresh {
			if err := r.notice(raw); err != nil {
				return 0, false, fmt.Errorf("a letter to %s: %w", who, err)
			}
		}
	}
	if late = time.Since(r.newest) > r.patience; late {
		for mark := range r.sent {
			r.trouble = append(r.trouble, fmt.Sprintf("not both agents were told of %s within %s", mark, r.patience))
		}
	}
	return len(r.took), late, nil
}

// notice notes when the second agent was told of a mail.
func (r *race) notice(raw []byte) error {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return err
	}
	mark := marked.FindString(subject)
	if r.notices[mark]++; r.notices[mark] == 2 && mark != "" {
		r.took = append(r.took, time.Since(r.sent[mark]))
		delete(r.sent, mark)
	}
	return nil
}

// oneByOne sends each mail when the one before was told of, and in no rhythm.
func (r *race) oneByOne(ctx context.Context, mails int) error {
	for n := range mails {
		time.Sleep(rand.N(30 * time.Millisecond))
		if err := r.post(n, marie); err != nil {
			return err
		}
		if err := r.await(ctx, n+1); err != nil {
			return err
		}
	}
	return nil
}

// byChance sends mails at moments of chance within a time.
func (r *race) byChance(ctx context.Context, mails int, within time.Duration) error {
	g, sending := errgroup.WithContext(ctx)
	for n := range mails {
		g.Go(func() error {
			select {
			case <-sending.Done():
				return sending.Err()
			case <-time.After(rand.N(within)):
				return r.post(n, marie)
			}
		})
	}
	g.Go(func() error { return r.await(sending, mails) })
	return g.Wait()
}
