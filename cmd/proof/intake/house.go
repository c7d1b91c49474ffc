// Package intake tries what comes in by mail: any bytes, the mails of real
// collections, how soon a mail is told of, and how soon a daemon that was
// killed takes mail again (reliability.md 5).
package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/config"
	"permanence/daemon/demo"
	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// The sample people who write here. Nadia writes the canaries, and nothing else
// comes from her client.
const (
	marie    = "marie.durand@durand.example"
	lucas    = "lucas.petit@durand.example"
	emma     = "emma.harper@harper-blake.example"
	nadia    = "nadia.roussel@tilleuls.example"
	claire   = "claire.moreau@permanence.example"
	stranger = "inconnu@ailleurs.example"
)

// house is the sample firm on a desk that does nothing by itself.
type house struct {
	*clockwork.Desk
	clock *clockwork.Clock
	// bring hands mails in that come at once; a test puts a worse one in its
	// place.
	bring func(ctx context.Context, raws ...[]byte) ([]store.Mail, error)

	serial  int
	bases   []base
	usual   []string        // what every canary causes
	invited map[string]bool // whom an agent put in copy
}

// many is a limit that is not reached: what is limited has figures of its own.
const many = 1_000_000

// openHouse makes the firm, and plays the mails that the others answer.
func openHouse(ctx context.Context) (h *house, err error) {
	h = &house{clock: clockwork.NewClock(clockwork.Monday()), invited: map[string]bool{}}
	domains := clockwork.Domains{people.Domain(stranger)}
	for _, a := range demo.Accounts() {
		if d := people.Domain(a.Address); !slices.Contains(domains, d) {
			domains = append(domains, d)
		}
	}
	h.Desk, err = clockwork.Open(ctx, clockwork.Options{Clock: h.clock, Domain: people.Domain(demo.Mailbox), Domains: domains, Seed: "intake", Settings: func(c *config.Config) {
		c.Desk.Hold, c.Relay.VERP = 0, true
		c.Limits = config.Limits{SenderHour: many, SenderDay: many, RecipientHour: many, RecipientDay: many, DomainHour: many,
			TotalHour: many, AgentHour: many, NoticeHour: many}
	}})
	if err != nil {
		return nil, err
	}
	h.bring = h.DeliverAll
	if err := h.furnish(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("furnishing a house: %w", err), h.Close())
	}
	return h, nil
}

func (h *house) furnish(ctx context.Context) (err error) {
	if err := demo.Seed(ctx, h.Desk.Desk, h.clock.Now(), demo.Zone(), nil); err != nil {
		return err
	}
	if h.bases, err = h.prologue(ctx); err != nil {
		return err
	}
	t, err := h.play(ctx, nil)
	if err != nil {
		return err
	}
	if h.usual = t.canaryCaused(); t.canary.Disposition != "new" || len(h.usual) == 0 {
		return fmt.Errorf("the first canary became %s %s and caused %q", t.canary.Disposition, t.canary.Reason, h.usual)
	}
	return nil
}

// try is a mail that came with a canary behind it, and all that came of both.
type try struct {
	raw, bird    []byte
	fate, canary store.Mail
	letters      []clockwork.Letter
	stuck        error // why the letters did not leave
}

// patience is how long the desk is given for a mail that it tries again.
const patience = 10 * time.Minute

// play hands in a mail, nil for none, and a canary at once with it, and has all
// letters leave.
func (h *house) play(ctx context.Context, raw []byte) (t try, err error) {
	t.raw, t.bird = raw, h.canaryMail()
	both := [][]byte{t.raw, t.bird}
	if raw == nil {
		both = both[1:]
	}
	fates, err := h.bring(ctx, both...)
	for left := patience; err == nil && waits(fates) && left > 0; left -= time.Minute {
		h.clock.Pass(time.Minute)
		if _, err = h.Handle(ctx); err == nil {
			fates, err = h.Newest(ctx, len(both))
		}
	}
	if err != nil {
		return t, err
	}
	if len(fates) > 0 {
		t.canary = fates[len(fates)-1]
	}
	if len(fates) == 2 {
		t.fate = fates[0]
	}
	h.clock.Pass(time.Second)
	t.letters, t.stuck = h.Leave(ctx)
	return t, ctx.Err()
}

// waits tells whether one of the mails waits to be tried again.
func waits(fates []store.Mail) bool {
	return slices.ContainsFunc(fates, func(m store.Mail) bool { return m.Disposition == "pending" })
}

// canaryCaused lists kind and reader of each letter on the canary's ticket.
func (t try) canaryCaused() (all []string) {
	for _, l := range t.letters {
		if l.TicketNumber == t.canary.TicketNumber {
			all = append(all, l.Kind+" to "+l.Recipient)
		}
	}
	slices.Sort(all)
	return all
}

// canaryMail is a request that opens a ticket.
func (h *house) canaryMail() []byte {
	h.serial++
	return h.sign(nadia, letterOf(h, nadia, fmt.Sprintf("Canari %d", h.serial), "", "Bonjour,\r\n\r\nTout va bien ici, demande numéro "+fmt.Sprint(h.serial)+".\r\n"))
}

// sign puts the signature of the sender's domain before a mail that can have
// one.
func (h *house) sign(from, raw string) []byte {
	return clockwork.Sign([]byte(raw), people.Domain(from), h.clock.Now())
}

// letterOf is a plain mail; head are further fields, each with its line end.
func letterOf(h *house, from, subject, head, text string) string {
	h.serial++
	if !strings.Contains(head, "To: ") {
		head += "To: <" + h.Mailbox + ">\r\n"
	}
	if !strings.Contains(head, "Content-Type:") {
		head += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
	}
	return fmt.Sprintf("From: <%s>\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%d.intake@%s>\r\n%s\r\n%s", from, subject,
		h.clock.Now().Format(time.RFC1123Z), h.serial, people.Domain(from), head, text)
}
