package desk

import (
	"errors"
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
)

// known is what was loaded to decide on a mail, for what follows from it.
type known struct {
	facts   ticket.Facts
	client  people.Client  // the sender's, or the one whose domain it is
	contact people.Contact // the sender
	agent   people.Agent   // the sender
	answers store.Letter   // the letter that the mail answers
	bounced store.Letter   // the letter that bounced
	orders  ticket.Parsed
}

// facts loads what Route goes by.
func (d *Desk) facts(tx *store.Tx, a *analysis) (known, error) {
	k := known{facts: ticket.Facts{Received: a.mail.Received, Oversize: a.mail.Oversize, Suppress: a.msg.Suppress,
		Forwarded: a.msg.Forwarded, Tickets: map[int64]ticket.About{}}}
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
	for _, defect := range append(slices.Clone(a.defects), a.msg.Defects...) {
		reason := ticket.Reason(defect)
		identity := strings.HasPrefix(defect, "from-") || strings.HasPrefix(defect, "header-")
		if identity && !slices.Contains(k.facts.Defects, reason) {
			k.facts.Defects = append(k.facts.Defects, reason)
		}
	}
	for _, f := range a.msg.Fields {
		if strings.EqualFold(f.Name, "Received") {
			k.facts.ReceivedBy++
		}
	}
	return nil
}

// duplicateFacts: a copy of a mail that was let in is a duplicate. A copy of
// one in quarantine is decided on by itself: the first may have been forged.
func (d *Desk) duplicateFacts(tx *store.Tx, a *analysis, k *known) error {
	same, err := tx.SameContent(a.mail.ContentKey, a.mail.ID)
	if err != nil {
		return err
	}
	for _, m := range same {
		if m.Disposition != ticket.Quarantine || m.Believed == a.proof.Believed() {
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
		if s.Technical, s.Ended, err = d.named(tx, k.contact.ID, a.mail.Received); err != nil {
			return err
		}
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

// named says whether a contract that runs at the time names the contact, or
// only ones that have ended (R1, R15).
func (d *Desk) named(tx *store.Tx, contactID int64, at time.Time) (runs, ended bool, err error) {
	contracts, err := tx.ContractsNaming(contactID)
	day := rota.DateOf(at, d.zone())
	for _, c := range contracts {
		runs = runs || c.Runs(day)
		ended = ended || c.Ended(day)
	}
	return runs, ended && !runs, err
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
		if k.bounced.ID != 0 {
			k.facts.Class = ticket.Bounce
		}
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
			if _, ok := d.keys.CheckLoop(f.Value); ok {
				return true, nil
			}
			// Another desk of this kind: its letters count their way.
		}
	}
	l, err := d.letterOf(tx, a.mail.MessageID)
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
	if from == "" || k.facts.Sender.Kind == ticket.FromAgent {
		return nil
	}
	hour, err := tx.MailsFrom(from, a.proof.Believed(), at.Add(-time.Hour), at)
	if err != nil {
		return err
	}
	day, err := tx.MailsFrom(from, a.proof.Believed(), at.Add(-24*time.Hour), at)
	if err != nil {
		return err
	}
	k.facts.Storm = int(hour) >= d.cfg.Limits.SenderHour || int(day) >= d.cfg.Limits.SenderDay
	if a.msg.Reply == "" {
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

func canWait(tries int) bool { _, ok := people.RetryAfter(tries); return ok }

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

// placeFacts finds which tickets the mail names, and how.
func (d *Desk) placeFacts(tx *store.Tx, a *analysis, k *known) error {
	f := &k.facts
	if err := d.answered(tx, a, k); err != nil {
		return err
	}
	for _, token := range a.msg.Tokens {
		number, ok := d.keys.CheckSubject(token)
		f.Subject = append(f.Subject, ticket.SubjectToken{Valid: ok, Ticket: number})
	}
	numbers := append([]int64{f.Answered.Ticket}, f.References...)
	for _, t := range f.Subject {
		if t.Valid {
			numbers = append(numbers, t.Ticket)
		}
	}
	for _, n := range numbers {
		if err := d.about(tx, n, a.mail.FromAddress, f.Tickets); err != nil {
			return err
		}
	}
	return nil
}

// about loads what is known of a ticket, and of those it was merged into.
func (d *Desk) about(tx *store.Tx, number int64, from string, into map[int64]ticket.About) error {
	for number != 0 {
		if _, have := into[number]; have {
			return nil
		}
		t, err := tx.Ticket(number)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		observers, err := tx.Observers(number)
		if err != nil {
			return err
		}
		into[number] = ticket.About{Number: number, ClientID: t.ClientID, State: t.State, Resolved: t.Resolved, MergedInto: t.MergedInto,
			Observer: slices.ContainsFunc(observers, func(o store.Observer) bool { return o.Address == from })}
		number = t.MergedInto
	}
	return nil
}

// answered reads the personal token: in an address the mail was sent to, else
// in the letter whose Message-ID it answers.
func (d *Desk) answered(tx *store.Tx, a *analysis, k *known) error {
	ids := append(slices.Clone(a.msg.InReplyTo), reversed(a.msg.References)...)
	for _, id := range ids[:min(len(ids), maxReferences)] {
		l, err := d.letterOf(tx, id)
		if err != nil {
			return err
		}
		number := l.TicketNumber
		if l.ID != 0 && k.answers.ID == 0 {
			k.answers = l
		}
		if l.ID == 0 {
			if number, err = tx.TicketOfMessageID(id); err != nil {
				return err
			}
		}
		if number != 0 && !slices.Contains(k.facts.References, number) {
			k.facts.References = append(k.facts.References, number)
		}
	}
	for _, p := range ticket.FindPersonal(recipients(a.msg)...) {
		if p.Purpose == ticket.BouncePurpose || p.Purpose == ticket.UnsubscribePurpose {
			continue
		}
		return d.answeredAddress(tx, p, k)
	}
	return d.answeredMessage(tx, ids, k)
}

func (d *Desk) answeredAddress(tx *store.Tx, p ticket.Personal, k *known) error {
	epoch, err := epochOf(tx, p.Person)
	if err != nil {
		return err
	}
	k.facts.Answered = ticket.Answered{Found: true, Valid: d.keys.CheckPersonal(p, epoch), Person: p.Person}
	if p.Purpose != ticket.LetterPurpose {
		k.facts.Answered.Note, k.facts.Answered.Ticket = p.Purpose == ticket.NotePurpose, p.Number
		return nil
	}
	l, err := tx.Letter(p.Number)
	if errors.Is(err, store.ErrNotFound) {
		k.facts.Answered.Valid = false
		return nil
	}
	k.answers = l
	return d.answeredLetter(tx, l, k, err)
}

func (d *Desk) answeredMessage(tx *store.Tx, ids []string, k *known) error {
	for _, id := range ids {
		m, ok := ticket.ParseMessageID(id)
		if !ok {
			continue
		}
		l, err := tx.Letter(m.Letter)
		if errors.Is(err, store.ErrNotFound) || err == nil && l.MessageID != id {
			continue
		} else if err != nil {
			return err
		}
		person := personOf(l)
		if person.Kind == 0 {
			continue
		}
		epoch, err := epochOf(tx, person)
		if err != nil {
			return err
		}
		k.facts.Answered = ticket.Answered{Found: true, Valid: d.keys.CheckMessageID(m, person, epoch), Person: person}
		k.answers = l
		return d.answeredLetter(tx, l, k, nil)
	}
	return nil
}

// answeredLetter says what the letter that is answered was about.
func (d *Desk) answeredLetter(_ *store.Tx, l store.Letter, k *known, err error) error {
	k.facts.Answered.Ticket = l.TicketNumber
	if l.TicketNumber == 0 {
		k.facts.Answered.HeldMail = l.MailID
		k.facts.Answered.Proposal = proposalOf(l)
	}
	return err
}

func personOf(l store.Letter) ticket.Person {
	switch {
	case l.AgentID != 0:
		return ticket.Person{Kind: ticket.AgentPerson, ID: l.AgentID}
	case l.ContactID != 0:
		return ticket.Person{Kind: ticket.ContactPerson, ID: l.ContactID}
	}
	return ticket.Person{}
}

// epochOf is the present epoch of a person's tokens; of one who is gone it is
// -1, under which no token was ever made.
func epochOf(tx *store.Tx, p ticket.Person) (int, error) {
	var epoch int
	var err error
	switch p.Kind {
	case ticket.AgentPerson:
		var who people.Agent
		who, err = tx.Agent(p.ID)
		epoch = who.Epoch
	case ticket.ContactPerson:
		var who people.Contact
		who, err = tx.Contact(p.ID)
		epoch = who.Epoch
	}
	if errors.Is(err, store.ErrNotFound) {
		return -1, nil
	}
	return epoch, err
}

func reversed(list []string) []string {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}

// runningContract is the contract under which a ticket is opened: one that
// names the sender and runs, else one of the client's, the newest first.
func (d *Desk) runningContract(tx *store.Tx, k known, at time.Time) (contract.Contract, error) {
	naming, err := tx.ContractsNaming(k.contact.ID)
	if err != nil {
		return contract.Contract{}, err
	}
	all, err := tx.Contracts(k.client.ID)
	day := rota.DateOf(at, d.zone())
	for _, c := range slices.Backward(append(all, naming...)) {
		if c.Runs(day) && c.ClientID == k.client.ID {
			return c, err
		}
	}
	return contract.Contract{}, err
}
