package loop

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/config"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
)

// standing is who the address at the other end is to us.
type standing int

const (
	technical standing = iota // the technical contact of a client
	colleague                 // another contact of that client
	stranger                  // nobody, of a domain that signs
	unsigned                  // nobody, and nothing shows who wrote
)

var standings = []string{"technical contact", "colleague", "stranger", "unsigned stranger"}

// known tells whether the firm knows the address.
func (s standing) known() bool { return s == technical || s == colleague }

const (
	ourDomain    = "firme.example"
	clientDomain = "client.example"
	otherDomain  = "autre.example"
	contact      = "helpdesk@" + clientDomain
)

// result is what became of a pairing.
type result struct {
	hour, day int // most automatic mails in an hour, in a day
	unknown   int // automatic mails to somebody unknown, but the one explanation a day of R4
	lost      []string
	mails     int
}

// pair lets one of our desks and a program write to each other for a time:
// each morning a person at the other end writes, and our agent answers.
func pair(ctx context.Context, m model, s standing, days int, settings func(*config.Config)) (r result, err error) {
	w := newWorld(clockwork.NewClock(clockwork.Monday()))
	h, err := openHouse(ctx, w, ourDomain, clockwork.Domains{ourDomain, clientDomain}, settings)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	people := []people.Contact{person("Hélène", contact), person("Marc", "marc@"+clientDomain)}
	if s == colleague {
		people[0], people[1] = people[1], people[0]
	}
	if !s.known() {
		people = people[1:]
	}
	if err := h.Subscribe(ctx, client(clientDomain), "C-1", people...); err != nil {
		return r, err
	}
	writer := &far{address: contact, signed: s != unsigned}
	w.parties[contact] = writer
	var copies []string
	switch m.where {
	case atSender:
		writer.respond = m.program()
	case atAgent:
		w.parties[h.agent] = &far{address: h.agent, signed: true, respond: m.program()}
	case atList:
		w.parties[listAddr] = &far{address: listAddr, signed: true, respond: m.program()}
		copies = []string{"Cc: " + listAddr}
	}
	w.every(time.Minute, 24*time.Hour, func(context.Context) error {
		w.send(post{contact, ours, writer.write(w, request(ours, w.clock.Now(), copies))})
		return nil
	})
	w.every(20*time.Minute, 24*time.Hour, func(ctx context.Context) error { return h.answer(ctx, w) })
	if err := w.run(ctx, clockwork.Monday().AddDate(0, 0, days), func() bool { return len(h.sent) > flood*days }); err != nil {
		return r, err
	}
	return h.result(ctx, s)
}

// desks lets two desks of ours write to each other, each a client of the other.
func desks(ctx context.Context, relay func() func([]byte) []byte, days int, settings func(*config.Config)) (r result, err error) {
	w := newWorld(clockwork.NewClock(clockwork.Monday()))
	domains := clockwork.Domains{ourDomain, otherDomain}
	var both []*house
	for i, domain := range domains {
		h, err := openHouse(ctx, w, domain, domains, settings)
		if err != nil {
			return r, err
		}
		defer func() { err = errors.Join(err, h.Close()) }()
		h.relay = relay()
		other := domains[1-i]
		if err := h.Subscribe(ctx, client(other), "C-1", person("Hélène", "support@"+other)); err != nil {
			return r, err
		}
		both = append(both, h)
		w.every(time.Duration(20+10*i)*time.Minute, 24*time.Hour, func(ctx context.Context) error { return h.answer(ctx, w) })
	}
	human := far{address: both[1].Mailbox, signed: true}
	w.every(time.Minute, 24*time.Hour, func(context.Context) error {
		w.send(post{human.address, ours, human.write(w, request(ours, w.clock.Now(), nil))})
		return nil
	})
	err = w.run(ctx, clockwork.Monday().AddDate(0, 0, days), func() bool { return len(both[0].sent) > flood*days })
	for _, h := range both {
		one, failed := h.result(ctx, technical)
		err = errors.Join(err, failed)
		r = result{max(r.hour, one.hour), max(r.day, one.day), r.unknown + one.unknown, append(r.lost, one.lost...), r.mails + one.mails}
	}
	return r, err
}

func client(domain string) people.Client {
	return people.Client{Name: "Client " + domain, Domains: []string{domain}}
}

func person(first, address string) people.Contact {
	return people.Contact{FirstName: first, LastName: "Martin", Addresses: []string{address}}
}

// request is what a person writes in the morning.
func request(to string, at time.Time, header []string) outgoing {
	return outgoing{to: to, header: header, subject: "Import du " + at.Format("2 January"), text: fmt.Sprintf("Bonjour,\n\nL'import du %s ne marche pas.", at.Format(time.DateOnly))}
}

// marks are what a relay that keeps nothing takes out of a subject.
var marks = regexp.MustCompile(`\[#[^\]]*\]|(?i)re ?:`)

// forgetfulRelay keeps nothing of a letter by which it could be known again.
func forgetfulRelay() func([]byte) []byte {
	n := 0
	return func(raw []byte) []byte {
		n++
		raw = without(raw, "X-", "Auto-Submitted:", "In-Reply-To:", "References:", "Reply-To:", "Message-ID:", "List-", "Precedence:")
		raw = append(fmt.Appendf(nil, "Message-ID: <relay.%d@relay.example>\r\n", n), raw...)
		return marks.ReplaceAll(raw, fmt.Appendf(nil, "n%d ", n))
	}
}

func keepingRelay() func([]byte) []byte { return func(raw []byte) []byte { return raw } }

// result counts what a desk sent by itself.
func (h *house) result(ctx context.Context, s standing) (r result, err error) {
	err = h.balance(ctx)
	var explained []sent
	for i, one := range h.sent {
		r.hour = max(r.hour, since(h.sent[:i+1], time.Hour))
		r.day = max(r.day, since(h.sent[:i+1], 24*time.Hour))
		if s.known() || plain(one.to) != contact {
			continue
		}
		explained = append(explained, one)
		if s == unsigned || one.kind != string(letter.KindExplanation) || since(explained, 24*time.Hour) > 1 {
			r.unknown++
		}
	}
	r.lost, r.mails = h.lost, h.given
	return r, err
}

// since counts the mails in the time before the last one, it included.
func since(all []sent, d time.Duration) (n int) {
	last := all[len(all)-1].at
	for i := len(all) - 1; i >= 0 && last.Sub(all[i].at) < d; i-- {
		n++
	}
	return n
}
