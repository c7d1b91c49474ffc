package desk

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// draft is a letter to be written: what it is about, to whom, and which gates
// it passes.
type draft struct {
	kind     letter.Kind
	to       reader
	cause    string    // with recipient and kind it is written once (K5)
	causeAt  time.Time // when what caused it came in; the limits count from it
	audience ticket.Audience
	proven   bool // for the gates: a person wrote the cause, and that is known
	facts    func(letter.Common, *templates.Language) any
	shared   *shared     // words made for another reader of the same letter; may be nil
	head     letter.Head // what is special about this one
	files    []letter.File

	mailbox   string // name of the mailbox it is sent from; "" is the first
	ticket    int64
	exchange  int64
	mail      int64
	seen      int64 // the last exchange that it shows
	notBefore time.Time
	state     store.LetterState // "" is queued
	human     bool
	internal  bool  // what answers it is a note
	author    int64 // the agent whose words it carries
}

// breakerTime is how long a limit that was passed stops automatic mail.
const breakerTime = 24 * time.Hour

// write composes a letter, fixes its bytes and queues it. It returns the
// letter's id, 0 where the letter was there already, a gate refused it, or its
// reader has no address that a letter can be written to: what a stranger's mail
// calls itself may be anything.
func (d *Desk) write(tx *store.Tx, x draft) (int64, error) {
	if !letter.FitAddress(x.to.person.Address) {
		return 0, nil
	}
	id, taken, err := tx.LetterPlace(x.cause, x.to.person.Address, string(x.kind))
	if err != nil || taken {
		return 0, err
	}
	gated, err := d.gate(tx, x)
	if err != nil || gated.Passage == ticket.Refused {
		return 0, err
	}
	box := d.mailbox(x.mailbox)
	rendered, head, err := d.render(x, id, box)
	if err != nil {
		return 0, err
	}
	bytes, err := rendered.MarshalBinary()
	if err != nil {
		return 0, fmt.Errorf("fixing letter %d: %w", id, err)
	}
	l := store.Letter{ID: id, Kind: string(x.kind), Cause: x.cause, Recipient: x.to.person.Address, TicketNumber: x.ticket,
		ExchangeID: x.exchange, MailID: x.mail, SeenExchange: x.seen, Human: x.human, Gated: x.gates(), Language: x.to.language,
		Subject: head.Subject, MailFrom: d.envelopeFrom(box, id, x.human), MessageID: head.MessageID, Rendered: bytes,
		SizeBytes: int64(rendered.SizeBytes()), State: cmpState(x.state), Created: d.now(), CauseAt: x.causeAt, NotBefore: x.notBefore}
	if l.NotBefore.IsZero() {
		l.NotBefore = d.now()
	}
	if x.to.who.Kind == ticket.AgentPerson {
		l.AgentID = x.to.who.ID
	} else {
		l.ContactID = x.to.who.ID
	}
	if gated.Passage != ticket.Send {
		l.State, l.Reason = store.LetterHeld, gated.Gate
	}
	return id, tx.AddLetter(l)
}

func cmpState(s store.LetterState) store.LetterState {
	if s == "" {
		return store.LetterQueued
	}
	return s
}

// gates says whether the letter counts for the limits of automatic mail.
func (x draft) gates() bool { return x.audience == ticket.ToClient || x.audience == ticket.ToOutsider }

// mailbox is one of our mailboxes by name, else the first.
func (d *Desk) mailbox(name string) config.Mailbox {
	if m, ok := d.cfg.Mailbox(name); ok {
		return m
	}
	if len(d.cfg.Mailboxes) == 0 {
		return config.Mailbox{}
	}
	return d.cfg.Mailboxes[0]
}

func (d *Desk) render(x draft, id int64, box config.Mailbox) (letter.Rendered, letter.Head, error) {
	body, err := d.compose(x, box)
	if err != nil {
		return letter.Rendered{}, letter.Head{}, err
	}
	head := x.head
	if head.FromName == "" {
		head.FromName = d.cfg.Desk.Name
	}
	head.FromAddress = box.Address
	head.ToName, head.ToAddress = x.to.person.Name(), x.to.person.Address
	if head.ToName == head.ToAddress {
		head.ToName = ""
	}
	if head.Subject == "" {
		head.Subject = body.Subject
	}
	head.MessageID = d.keys.MessageID(id, x.to.who, x.to.epoch, people.Domain(box.Address))
	if x.ticket == 0 && x.to.who.Kind == ticket.AgentPerson {
		head.References = append([]string{noTicket(id, people.Domain(box.Address))}, head.References...)
	}
	head.Date = d.now().In(d.zone())
	head.Automatic, head.Loop, head.Language = !x.human, d.keys.LoopValue(id), x.to.language
	if head.ReplyTo == "" {
		head.ReplyTo = d.replyAddress(x, id, box)
	}
	rendered, err := letter.Render(head, body, x.files)
	return rendered, head, err
}

// shared are the words of a letter to several readers, by language.
type shared map[string]letter.Body

// compose writes the words of a letter; those that name no reader are written
// once for all who share them.
func (d *Desk) compose(x draft, box config.Mailbox) (letter.Body, error) {
	if x.shared != nil {
		if body, have := (*x.shared)[x.to.language]; have {
			return body, nil
		}
	}
	body, err := letter.Compose(d.texts, x.kind, x.to.language, x.facts(d.common(x.to, box), d.texts.Language(x.to.language)))
	if err == nil && x.shared != nil && !d.texts.Personal(x.to.language, string(x.kind)) {
		(*x.shared)[x.to.language] = body
	}
	return body, err
}

// replyAddress carries the personal token where plus addressing was proven;
// else the Message-ID of the letter is the token.
func (d *Desk) replyAddress(x draft, id int64, box config.Mailbox) string {
	if !box.PlusAddressing {
		return ""
	}
	purpose, number := ticket.ReplyPurpose, x.ticket
	if number == 0 {
		if x.to.who.Kind != ticket.AgentPerson {
			return ""
		}
		purpose, number = ticket.LetterPurpose, id
	}
	if x.internal {
		purpose = ticket.NotePurpose
	}
	address, err := d.keys.PersonalAddress(box.Address, purpose, number, x.to.who, x.to.epoch)
	if err != nil {
		return ""
	}
	return address
}

// envelopeFrom is the mailbox itself, or a bounce address of the letter where
// the relay was proven to take one.
func (d *Desk) envelopeFrom(box config.Mailbox, id int64, human bool) string {
	if human && d.cfg.Relay.VERP && box.PlusAddressing {
		if a, err := d.keys.PersonalAddress(box.Address, ticket.BouncePurpose, id, ticket.Person{}, 0); err == nil {
			return a
		}
	}
	return box.Address
}

func (d *Desk) common(to reader, box config.Mailbox) letter.Common {
	return letter.Common{Desk: letter.Desk{Firm: d.cfg.Desk.Name, Name: d.cfg.Desk.Name, Address: box.Address,
		Contact: d.cfg.Desk.ContactAddress, SpaceURL: d.cfg.Desk.BaseURL}, To: to.person, Zone: d.zone(), Now: d.now()}
}

// gate asks the gates of reliability 2.4 whether the letter may go.
func (d *Desk) gate(tx *store.Tx, x draft) (ticket.Gated, error) {
	var bounces int64
	if x.audience != ticket.ToAgent {
		var err error
		if bounces, err = tx.Bounces(x.to.person.Address); err != nil {
			return ticket.Gated{}, err
		}
	}
	f := ticket.LetterFacts{Audience: x.audience, Acknowledgement: x.kind == letter.KindAck || x.kind == letter.KindAckLinked,
		Active: x.to.active, CauseHuman: x.proven, CauseProven: x.proven, OwnMailbox: d.own(x.to.person.Address), Bouncing: bounces >= 2}
	c, err := d.counters(tx, x)
	if err != nil {
		return ticket.Gated{}, err
	}
	g := ticket.Gate(f, c, d.limits())
	if g.Breaker == "" {
		return g, nil
	}
	key := map[string]string{"recipient": x.to.person.Address, "domain": people.Domain(x.to.person.Address), "global": "all"}[g.Breaker]
	news, err := tx.OpenBreaker(key, x.causeAt, x.causeAt.Add(breakerTime))
	if news {
		d.log.Warn("a limit of automatic mail was passed", "gate", g.Gate, "for", g.Breaker)
	}
	return g, err
}

// limits are the settings of automatic mail.
func (d *Desk) limits() ticket.Limits {
	l := d.cfg.Limits
	return ticket.Limits{RecipientHour: l.RecipientHour, RecipientDay: l.RecipientDay, DomainHour: l.DomainHour, GlobalHour: l.TotalHour,
		AgentHour: l.AgentHour, NoticesHour: l.NoticeHour}
}

func (d *Desk) counters(tx *store.Tx, x draft) (c ticket.Counters, err error) {
	to, domain := x.to.person.Address, people.Domain(x.to.person.Address)
	switch x.audience {
	case ticket.Answer:
		n, err := tx.AnswersOf(x.author, x.causeAt.Add(-time.Hour))
		return ticket.Counters{AgentHour: int(n)}, err
	case ticket.ToAgent:
		n, err := tx.NoticesTo(to, x.causeAt.Add(-time.Hour))
		return ticket.Counters{NoticesHour: int(n)}, err
	case ticket.ToClient, ticket.ToOutsider:
		p, err := tx.Gated(to, domain, x.causeAt)
		if err != nil {
			return c, err
		}
		c = ticket.Counters{RecipientHour: p.RecipientHour, RecipientDay: p.RecipientDay, DomainHour: p.DomainHour,
			GlobalHour: p.GlobalHour, Breaker: p.Stopped}
	}
	if x.audience == ticket.ToOutsider {
		explained, e := tx.Explained(to, x.causeAt.Add(-24*time.Hour))
		if explained {
			c.ExplainedDay = 1
		}
		err = errors.Join(err, e)
	}
	return c, err
}

// thread is where a letter about a ticket stands in the reader's mail client.
func (d *Desk) thread(tx *store.Tx, number int64, to string) (inReplyTo string, references []string, err error) {
	references, err = tx.LastMessageIDs(number, to, maxReferences)
	if len(references) > 0 {
		inReplyTo = references[len(references)-1]
	}
	return inReplyTo, references, err
}

// causes of letters.
func causeExchange(id int64) string { return "exchange:" + strconv.FormatInt(id, 10) }
func causeMail(id int64) string     { return "mail:" + strconv.FormatInt(id, 10) }
func causeProposal(id int64) string { return "proposal:" + strconv.FormatInt(id, 10) }

// proposalOf is the proposal that a letter is about, 0 for others.
func proposalOf(l store.Letter) int64 {
	text, ok := strings.CutPrefix(l.Cause, "proposal:")
	text, _, _ = strings.Cut(text, "/")
	id, err := strconv.ParseInt(text, 10, 64)
	if !ok || err != nil {
		return 0
	}
	return id
}

// filesOf are an exchange's files as a letter carries them.
func filesOf(files []ticket.File) []letter.File {
	all := make([]letter.File, len(files))
	for i, f := range files {
		all[i] = letter.File{Filename: f.Filename, ContentType: f.ContentType, ContentID: f.ContentID, Inline: f.Inline,
			SizeBytes: int(f.SizeBytes), Ref: letter.FileRef{MailID: f.MailID, Part: f.Part}}
	}
	return all
}

func fileLines(files []ticket.File) []letter.FileLine {
	var all []letter.FileLine
	for _, f := range files {
		all = append(all, letter.FileLine{Name: f.Filename, SizeBytes: int(f.SizeBytes)})
	}
	return all
}

func picturesOf(files []ticket.File) []templates.Picture {
	var all []templates.Picture
	for _, f := range files {
		if f.Inline && f.ContentID != "" {
			all = append(all, templates.Picture{ContentID: f.ContentID, Filename: f.Filename})
		}
	}
	return slices.Clip(all)
}
