package forgery

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/mail"
	"strings"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// maxGuesses is how many mails with a false token a sender may send in an hour
// before the breaker stops them (T14).
const maxGuesses = 20

// guessing is what a sender reached who guesses through the whole desk.
type guessing struct {
	letIn         int // mails that came onto the ticket, or opened one with its number
	beforeBreaker int // most mails of one sender that were looked at
	trouble       []string
}

// guesser is somebody who guesses: by mail that is signed, or in the name of
// somebody else.
type guesser struct {
	from   string
	signed bool
}

var guessers = []guesser{
	{"mallory@elsewhere.example", true},
	{"bob@bravo.example", true},
	{"alice@alpha.example", false},
	{"claire@" + domain, false},
}

// guessThroughTheDesk has each guesser write to a desk that has a ticket, with
// false tokens in the subject, the reply address and the references.
func guessThroughTheDesk(ctx context.Context) (g guessing, err error) {
	clock := clockwork.NewClock(clockwork.Monday())
	d, err := openDesk(ctx, clock)
	if err != nil {
		return g, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	number, seen, err := request(ctx, d, clock)
	if err != nil {
		return g, err
	}
	for i, who := range guessers {
		clock.Pass(2 * time.Hour)
		f := forger{r: rand.New(rand.NewPCG(uint64(i), 1)), issued: []string{seen[0]}, foreign: []string{seen[0]}}
		stopped := maxGuesses + 1
		for n := range 2 * maxGuesses {
			clock.Pass(time.Second)
			fate, err := d.Deliver(ctx, who.guess(f, seen, n, clock.Now()))
			if err != nil {
				return g, err
			}
			if fate.Reason == ticket.Storm {
				stopped = min(stopped, n)
			}
			g.look(who, n, fate, number)
		}
		g.beforeBreaker = max(g.beforeBreaker, stopped)
	}
	return g, nil
}

func (g *guessing) look(who guesser, n int, fate store.Mail, number int64) {
	if fate.TicketNumber != number || fate.Disposition == ticket.Quarantine {
		return
	}
	g.letIn++
	g.trouble = append(g.trouble, fmt.Sprintf("guess %d of %s became %s on ticket %d (%s)", n, who.from, fate.Disposition, number, fate.Rule))
}

func openDesk(ctx context.Context, clock *clockwork.Clock) (*clockwork.Desk, error) {
	d, err := clockwork.Open(ctx, clockwork.Options{Clock: clock, Domain: domain,
		Domains: clockwork.Domains{"alpha.example", "bravo.example", "elsewhere.example", domain}})
	if err != nil {
		return nil, err
	}
	err = d.Staff(ctx, people.Agent{FirstName: "Claire", LastName: "Moreau", Addresses: []string{"claire@" + domain}})
	for _, c := range []struct{ client, first string }{{"alpha", "alice"}, {"bravo", "bob"}} {
		where := c.client + ".example"
		err = errors.Join(err, d.Subscribe(ctx, people.Client{Name: c.client, Domains: []string{where}}, "C-"+c.client,
			people.Contact{FirstName: c.first, LastName: c.client, Addresses: []string{c.first + "@" + where}}))
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// request opens a ticket, and gives the tokens that its letters hold: of the
// subject, of the reply address, of the Message-ID.
func request(ctx context.Context, d *clockwork.Desk, clock *clockwork.Clock) (number int64, seen [3]string, err error) {
	fate, err := d.Deliver(ctx, write("alice@alpha.example", true, "support@"+domain, "Import", "", "Bonjour.", clock.Now()))
	if err != nil {
		return 0, seen, err
	}
	letters, err := d.Leave(ctx)
	if err != nil || len(letters) == 0 {
		return 0, seen, cmp.Or(err, errors.New("the request was not answered"))
	}
	head, err := mail.ReadMessage(strings.NewReader(string(letters[0].Raw)))
	if err != nil {
		return 0, seen, err
	}
	_, tag, _ := strings.Cut(letters[0].Subject, "[#")
	seen = [3]string{"[#" + tag, head.Header.Get("Reply-To"), letters[0].MessageID}
	return fate.TicketNumber, seen, nil
}

// guess is the nth mail of a guesser: one of the three tokens has another MAC.
func (who guesser) guess(f forger, seen [3]string, n int, at time.Time) []byte {
	to, subject, header := "support@"+domain, "Re: Import", ""
	switch n % 3 {
	case 0:
		subject += " " + f.guess(seen[0])
	case 1:
		to = f.guess(strings.Trim(seen[1], "<>"))
	case 2:
		header = "In-Reply-To: <" + f.guess(seen[2]) + ">\r\n"
	}
	return write(who.from, who.signed, to, subject, header, fmt.Sprintf("Essai %d.", n), at)
}

func write(from string, signed bool, to, subject, header, text string, at time.Time) []byte {
	where := people.Domain(from)
	raw := fmt.Appendf(nil, "From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%d@%s>\r\n%sMIME-Version: 1.0\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n", from, to, subject, at.Format(time.RFC1123Z), at.UnixNano(), where, header, text)
	if signed {
		return clockwork.Sign(raw, where, at)
	}
	return raw
}
