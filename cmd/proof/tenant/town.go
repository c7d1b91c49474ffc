package tenant

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/mail"
	"strings"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

const (
	firm    = "firme.example"
	mailbox = "support@" + firm
)

// agents are the people of the firm who answer.
var agents = []string{"claire@" + firm, "karim@" + firm}

// town is a desk with two clients, on a clock of its own. All that happens in
// it follows from its seed.
type town struct {
	seed  uint64
	r     *rand.Rand
	clock *clockwork.Clock
	desk  *clockwork.Desk
	reg   *register
	site  *site
	sides [2]*side
	notes side // only its words count: they stand in notes

	wrote   int             // mails
	author  map[int64]*side // of each mail
	effects map[string]int  // how often an operation did something
	now     string          // the operation under way
	last    store.Mail      // what became of the last mail
	found   finding
}

// finding is what must not be.
type finding struct {
	changed, leaked, notes int
	told                   int // what is hidden was told from what does not exist
	trouble                []string
}

func openTown(ctx context.Context, seed uint64, settings func(*config.Config)) (_ *town, err error) {
	r := rand.New(rand.NewPCG(seed, 0))
	t := &town{seed: seed, r: r, clock: clockwork.NewClock(clockwork.Monday()), author: map[int64]*side{}, effects: map[string]int{},
		sides: [2]*side{newSide(r, "alpha", "alice"), newSide(r, "bravo", "bob")}, notes: side{mark: mark(r, "zqnote")}}
	t.desk, err = clockwork.Open(ctx, clockwork.Options{Clock: t.clock, Domain: firm, Seed: fmt.Sprint(seed), Settings: withPages(settings),
		Domains: clockwork.Domains{"alpha.example", "bravo.example", "elsewhere.example", firm}})
	if err != nil {
		return nil, err
	}
	if err := t.settle(ctx); err != nil {
		return nil, errors.Join(err, t.close())
	}
	if err := t.openSite(ctx); err != nil {
		return nil, errors.Join(err, t.close())
	}
	return t, nil
}

func (t *town) close() (err error) {
	err = t.site.close()
	if t.reg != nil {
		err = errors.Join(err, t.reg.close())
	}
	return errors.Join(err, t.desk.Close())
}

// withPages gives the desk pages, to which its letters lead.
func withPages(settings func(*config.Config)) func(*config.Config) {
	return func(c *config.Config) {
		c.Desk.BaseURL = "http://pages.example"
		if settings != nil {
			settings(c)
		}
	}
}

// settle adds the firm and both clients. Their names are secret words too.
func (t *town) settle(ctx context.Context) (err error) {
	if t.reg, err = openRegister(ctx, t.desk.Dir); err != nil {
		return err
	}
	if err := t.desk.Staff(ctx, people.Agent{FirstName: "Claire", LastName: "Moreau", Addresses: []string{agents[0]}},
		people.Agent{FirstName: "Karim", LastName: "Benali", Addresses: []string{agents[1]}}); err != nil {
		return err
	}
	events, err := ticket.ParseEvents([]string{"all"})
	if err != nil {
		return err
	}
	if _, _, err := t.desk.AddWebhook(ctx, desk.NewWebhook{URL: "https://programs." + firm, Events: events, Texts: true}, "proof"); err != nil {
		return err
	}
	for _, s := range t.sides {
		name := s.word()
		if err := t.desk.Subscribe(ctx, people.Client{Name: name, Domains: []string{s.domain}}, s.contract,
			people.Contact{FirstName: "Chief", LastName: s.word(), Position: s.word(), Addresses: []string{s.chief}},
			people.Contact{FirstName: "Mate", LastName: s.word(), Position: s.word(), Addresses: []string{s.mate}}); err != nil {
			return err
		}
		view, err := t.desk.Client(ctx, name)
		if err != nil {
			return err
		}
		s.client = view.ID
	}
	return nil
}

// deliver hands a mail in that somebody of a side wrote, or a forger who knows
// what the side knows: then it is nobody's.
func (t *town) deliver(ctx context.Context, s *side, p paper, forged bool) (fate store.Mail, err error) {
	t.wrote++
	id := fmt.Sprintf("m%d.%d@%s", t.seed, t.wrote, people.Domain(bare(p.from)))
	return t.deliverRaw(ctx, s, p.write(id, t.clock.Now()), id, forged)
}

func (t *town) deliverRaw(ctx context.Context, s *side, raw []byte, id string, forged bool) (fate store.Mail, err error) {
	if fate, err = t.desk.Deliver(ctx, raw); err != nil {
		return fate, err
	}
	t.author[fate.ID], t.last = s, fate
	if !forged {
		if err := t.reg.wrote(ctx, fate.ID, s.client); err != nil {
			return fate, err
		}
		s.mails, s.ids = append(s.mails, raw), append(s.ids, id)
	}
	switch fate.Disposition {
	case ticket.New:
		s.tickets = append(s.tickets, fate.TicketNumber)
	case ticket.Quarantine, ticket.Duplicate:
		return fate, nil
	}
	if fate.Reason == "" {
		t.effects[t.now]++
	}
	return fate, nil
}

// verb counts an agent's verb that did something; what the desk refuses, in
// words, is no failure.
func (t *town) verb(err error) error {
	if err == nil {
		t.effects[t.now]++
	}
	if errors.Is(err, desk.ErrRefused) || errors.Is(err, desk.ErrNotFound) || errors.Is(err, desk.ErrTooLate) {
		return nil
	}
	return err
}

// leave takes the letters that are due, looks at each, and gives it to whom it
// is for.
func (t *town) leave(ctx context.Context) error {
	letters, err := t.desk.Leave(ctx)
	for _, l := range letters {
		reader := t.sideOf(l.Recipient)
		if people.Domain(l.Recipient) != firm {
			t.look(l, reader)
			if reader != nil {
				reader.received = append(reader.received, l)
			}
			continue
		}
		if err := t.shown(ctx, l); err != nil {
			return err
		}
	}
	return err
}

func (t *town) sideOf(address string) *side {
	for _, s := range t.sides {
		if people.Domain(address) == s.domain {
			return s
		}
	}
	return nil
}

// shown files a letter to an agent under the client that it is about.
func (t *town) shown(ctx context.Context, l clockwork.Letter) error {
	about := t.author[l.MailID]
	if l.TicketNumber != 0 {
		client, err := t.reg.ownerOf(ctx, l.TicketNumber)
		if err != nil {
			return err
		}
		for _, s := range t.sides {
			if s.client == client {
				about = s
			}
		}
	}
	switch {
	case about == nil || l.AgentID == 0:
	case l.Kind == string(letter.KindContactChange):
		about.changes = append(about.changes, l)
	case l.Kind == string(letter.KindHeldMail):
		about.held = append(about.held, l.MailID)
		about.notices = append(about.notices, l)
	case l.TicketNumber != 0:
		about.notices = append(about.notices, l)
	}
	return nil
}

// look finds what a letter to somebody outside the firm must not hold.
func (t *town) look(l clockwork.Letter, reader *side) {
	text := reveal(l.Raw)
	for _, s := range t.sides {
		if s != reader && strings.Contains(text, s.mark) {
			t.found.leaked++
			t.note("a word of %s reached %s: %s", s.name, l.Recipient, around(text, s.mark))
		}
	}
	if strings.Contains(text, t.notes.mark) {
		t.found.notes++
		t.note("a note reached %s: %s", l.Recipient, around(text, t.notes.mark))
	}
}

// note says what went wrong, so that it can be found again.
func (t *town) note(form string, args ...any) {
	t.found.trouble = append(t.found.trouble, fmt.Sprintf("seed %d, mail %d, %s: %s", t.seed, t.wrote, t.now, fmt.Sprintf(form, args...)))
}

// around is the place where a word stands.
func around(text, word string) string {
	i := strings.Index(text, word)
	return fmt.Sprintf("%q", text[max(0, i-40):min(len(text), i+40)])
}

// replyTo is the address that a letter asks to be answered at.
func replyTo(l clockwork.Letter) string {
	m, err := mail.ReadMessage(bytes.NewReader(l.Raw))
	if err != nil {
		return mailbox
	}
	list, err := m.Header.AddressList("Reply-To")
	if err != nil || len(list) == 0 {
		return mailbox
	}
	return list[0].Address
}

// pass lets some minutes go by.
func (t *town) pass() { t.clock.Pass(time.Duration(1+t.r.IntN(400)) * time.Second) }
