package desk

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
)

const (
	// loopField marks every letter of ours (reliability 2.3, 1).
	loopField = "X-Permanence-Loop"
	// maxReferences bounds how many ids of a mail are looked up.
	maxReferences = 20
	// repeats is how often the same text in an hour is a repetition.
	repeats = 2
	// guesses is how many mails of a sender in an hour come before one with a
	// false token opens the sender's breaker (T14).
	guesses = 20
)

// forwarded is a subject that says so, in the words of mail clients here.
var forwarded = regexp.MustCompile(`(?i)^\s*(re\s*:\s*)*(fwd?|tr|wg)\s*:`)

// humanAnswer is a subject that a person's answer has, and no answering machine's.
var humanAnswer = regexp.MustCompile(`(?i)^\s*re\s*:`)

// known is what was loaded to decide on a mail, for what follows from it.
type known struct {
	facts   ticket.Facts
	client  people.Client       // the sender's, or the one whose domain it is
	contact people.Contact      // the sender
	naming  []contract.Contract // those that name the sender
	agent   people.Agent        // the sender
	answers store.Letter        // the letter that the mail answers
	bounced store.Letter        // the letter that bounced
	orders  ticket.Parsed
}

// facts loads what Route goes by.
func (d *Desk) facts(tx *store.Tx, a *analysis) (known, error) {
	k := known{facts: ticket.Facts{Received: a.mail.Received, Oversize: a.mail.Oversize, Suppress: a.msg.Suppress,
		Forwarded: forwarded.MatchString(a.msg.Subject), Tickets: map[int64]ticket.About{}}}
	for _, step := range []func(*store.Tx, *analysis, *known) error{
		d.headerFacts, d.duplicateFacts, d.senderFacts, d.classFacts, d.placeFacts, d.trustFacts, d.textFacts, d.paceFacts,
	} {
		if err := step(tx, a, &k); err != nil {
			return k, err
		}
	}
	return k, nil
}

func (d *Desk) headerFacts(_ *store.Tx, a *analysis, k *known) error {
	if defect := a.msg.IdentityDefect(); defect != "" {
		k.facts.Defects = []ticket.Reason{ticket.Reason(defect)}
	}
	for _, f := range a.msg.Fields {
		if strings.EqualFold(f.Name, "Received") {
			k.facts.ReceivedBy++
		}
		if strings.EqualFold(f.Name, loopField) {
			k.facts.Hops++
		}
	}
	return nil
}

// duplicateFacts: a copy of a mail that was let in, or that was proven no less,
// is a duplicate. Else it is decided on by itself: the first may have been
// forged, by somebody who read it on its way, to be taken for automatic.
func (d *Desk) duplicateFacts(tx *store.Tx, a *analysis, k *known) error {
	same, err := tx.SameContent(a.mail.ContentKey, a.mail.ID)
	if err != nil {
		return err
	}
	for _, m := range same {
		if letIn(m) || m.Believed || !a.proof.Believed() {
			k.facts.DuplicateOf = m.ID
			return nil
		}
	}
	if a.mail.MessageID == "" || len(same) > 0 {
		return nil
	}
	k.facts.SameMessageID, err = tx.SameMessageID(a.mail.MessageID, a.mail.ID)
	return err
}

func letIn(m store.Mail) bool {
	switch m.Disposition {
	case ticket.New, ticket.Append, ticket.NoteOnly, ticket.CommandRun:
		return true
	}
	return false
}

func (d *Desk) senderFacts(tx *store.Tx, a *analysis, k *known) error {
	from := a.mail.FromAddress
	if from == "" {
		return nil
	}
	s := &k.facts.Sender
	if d.own(from) {
		s.Kind = ticket.FromOurselves
		return nil
	}
	var err error
	if k.agent, err = tx.AgentOf(from); err == nil {
		*s = ticket.Sender{Kind: ticket.FromAgent, ID: k.agent.ID, Active: k.agent.Active}
		return nil
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if k.contact, err = tx.ContactOf(from); err == nil {
		*s = ticket.Sender{Kind: ticket.FromContact, ID: k.contact.ID, ClientID: k.contact.ClientID, Active: k.contact.Active}
		if k.naming, err = tx.ContractsNaming(k.contact.ID); err != nil {
			return err
		}
		s.Technical, s.Ended = d.named(k.naming, a.mail.Received)
		k.client, err = tx.Client(k.contact.ClientID)
		return err
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	k.client, err = tx.ClientOfDomain(people.Domain(from))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	s.ClientID = k.client.ID
	return err
}

// named says whether one of the contracts that name a contact runs at the
// time, or only ones that have ended do (R1, R15).
func (d *Desk) named(contracts []contract.Contract, at time.Time) (runs, ended bool) {
	day := rota.DateOf(at, d.zone())
	for _, c := range contracts {
		runs = runs || c.Runs(day)
		ended = ended || c.Ended(day)
	}
	return runs, ended && !runs
}

// own says whether an address is one of our mailboxes, plus addresses too.
func (d *Desk) own(address string) bool {
	local, domain, _ := strings.Cut(people.Fold(address), "@")
	base, _, _ := strings.Cut(local, "+")
	for _, o := range d.cfg.Own() {
		if o = people.Fold(o); o == people.Fold(address) || o == base+"@"+domain {
			return true
		}
	}
	return false
}

func (d *Desk) classFacts(tx *store.Tx, a *analysis, k *known) error {
	own, err := d.ownLetter(tx, a)
	if err != nil {
		return err
	}
	switch {
	case own:
		k.facts.Class = ticket.OwnLetter
	case a.msg.Kind == parser.KindBounce:
		k.facts.Class = ticket.BounceUnbound
		if k.bounced, err = d.bouncedLetter(tx, a); err != nil {
			return err
		}
		lost, err := d.lostBounce(tx, a)
		if err != nil {
			return err
		}
		if k.bounced.ID != 0 || lost {
			k.facts.Class = ticket.Bounce
		}
	case k.agent.ID != 0 && slices.Contains(a.msg.Signals, parser.SignalAbsence) && !humanAnswer.MatchString(a.msg.Subject):
		k.facts.Class = ticket.Automatic // a hint in a client's mail; an agent's would be sent to a client
	default:
		k.facts.Class = map[parser.Kind]ticket.Class{parser.KindAutoReply: ticket.Automatic, parser.KindList: ticket.Bulk,
			parser.KindReport: ticket.Report}[a.msg.Kind]
	}
	return nil
}

// ownLetter: our loop value, or the Message-ID of a letter of ours.
func (d *Desk) ownLetter(tx *store.Tx, a *analysis) (bool, error) {
	for _, f := range a.msg.Fields {
		if strings.EqualFold(f.Name, loopField) {
			if seq, ok := d.keys.CheckLoop(f.Value); ok {
				l, err := tx.Letter(seq)
				if err == nil {
					err = d.evident(tx, l, "our own copy")
				} else if notFound(err) {
					err = nil
				}
				return true, err
			}
			// Another desk of this kind: its letters count their way.
		}
	}
	l, err := d.letterOf(tx, a.mail.MessageID)
	if err == nil {
		err = d.evident(tx, l, "our own copy")
	}
	return l.ID != 0, err
}

// letterOf finds the letter of ours with a Message-ID; the zero letter if
// there is none.
func (d *Desk) letterOf(tx *store.Tx, messageID string) (store.Letter, error) {
	if messageID == "" {
		return store.Letter{}, nil
	}
	l, err := tx.LetterOfMessageID(messageID)
	if errors.Is(err, store.ErrNotFound) {
		return store.Letter{}, nil
	}
	return l, err
}

func (d *Desk) bouncedLetter(tx *store.Tx, a *analysis) (store.Letter, error) {
	for _, p := range ticket.FindPersonal(recipients(a.msg)...) {
		if p.Purpose == ticket.BouncePurpose && d.keys.CheckPersonal(p, 0) {
			if l, err := tx.Letter(p.Number); err == nil {
				return l, nil
			}
		}
	}
	if a.msg.Report == nil {
		return store.Letter{}, nil
	}
	return d.letterOf(tx, a.msg.Report.OriginalMessageID)
}

// recipients are all addresses that the mail was sent to, as far as its header
// tells.
func recipients(m *parser.Message) []string {
	var all []string
	for _, list := range [][]parser.Address{m.To, m.Cc} {
		for _, r := range list {
			all = append(all, r.Address)
		}
	}
	for _, f := range m.Fields {
		switch strings.ToLower(f.Name) {
		case "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to":
			all = append(all, strings.TrimSpace(f.Value))
		}
	}
	return all
}

func (d *Desk) textFacts(_ *store.Tx, a *analysis, k *known) error {
	k.facts.Change = ticket.IsChange(a.msg.Subject, a.msg.Reply)
	if k.facts.Sender.Kind != ticket.FromAgent {
		return nil
	}
	k.orders = ticket.ParseCommands(a.msg.Reply)
	k.facts.Orders = k.orders.Facts(len(a.msg.Attachments) > 0)
	return nil
}

func (d *Desk) paceFacts(tx *store.Tx, a *analysis, k *known) error {
	from, at := a.mail.FromAddress, a.mail.Received
	agent, guessed := k.facts.Sender.Kind == ticket.FromAgent, k.facts.FalseToken()
	if from == "" || agent && !guessed {
		return nil
	}
	hour, day, err := tx.MailsFrom(from, a.proof.Believed(), at)
	if err != nil {
		return err
	}
	k.facts.Storm = guessed && hour >= guesses || !agent && (int(hour) >= d.cfg.Limits.SenderHour || int(day) >= d.cfg.Limits.SenderDay)
	if agent || a.msg.Reply == "" {
		return nil
	}
	n, err := tx.RepeatedText(from, a.msg.Reply, at.Add(-time.Hour), at)
	k.facts.Repeat = n >= repeats
	return err
}

func (d *Desk) trustFacts(tx *store.Tx, a *analysis, k *known) error {
	s, f := people.Sender{LastTry: !canWait(a.mail.Attempts)}, &k.facts
	var v people.Verdict
	switch f.Sender.Kind {
	case ticket.FromAgent:
		s.Registered = f.Sender.Active
		s.Token = f.Answered.Valid && f.Answered.Person == ticket.Person{Kind: ticket.AgentPerson, ID: f.Sender.ID}
		v = people.MaySend(a.proof, s)
	case ticket.FromContact:
		s.Registered, s.Technical, s.CannotSign = f.Sender.Active, f.Sender.Technical, k.client.CannotSign
		v = people.MayWrite(a.proof, s)
	default:
		observer := slices.ContainsFunc(mapValues(f.Tickets), func(t ticket.About) bool { return t.Observer })
		s.Registered = observer
		v = people.MayWrite(a.proof, s)
	}
	f.Trust = ticket.Trust{Verdict: verdictOf(v.Outcome), Authenticated: a.proof.Believed(),
		Reason: ticket.Reason(v.Reason), Pending: v.Outcome == people.Wait}
	return nil
}

// canWait tells whether DNS is asked again for a mail that was tried so often
// before.
func canWait(attempts int) bool { _, ok := people.RetryAfter(attempts + 1); return ok }

func mapValues(m map[int64]ticket.About) (all []ticket.About) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

// verdictOf gives the ticket room's word for an outcome of the people room.
func verdictOf(o people.Outcome) ticket.Verdict {
	switch o {
	case people.Accept:
		return ticket.Accept
	case people.AcceptUnverified:
		return ticket.AcceptUnverified
	case people.Hold:
		return ticket.Hold
	case people.Confirm:
		return ticket.Confirm
	case people.NoteOnly:
		return ticket.NoteVerdict
	}
	return ticket.Refuse
}

// runningContract is the contract under which a ticket is opened: one that
// names the sender and runs, else one of the client's, the newest first.
func (d *Desk) runningContract(tx *store.Tx, k known, at time.Time) (contract.Contract, error) {
	day := rota.DateOf(at, d.zone())
	newest := func(list []contract.Contract) (contract.Contract, bool) {
		for _, c := range slices.Backward(list) {
			if c.Runs(day) && c.ClientID == k.client.ID {
				return c, true
			}
		}
		return contract.Contract{}, false
	}
	if c, found := newest(k.naming); found {
		return c, nil
	}
	all, err := tx.Contracts(k.client.ID)
	c, _ := newest(all)
	return c, err
}
