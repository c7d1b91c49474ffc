package desk

import (
	"errors"
	"slices"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

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
	if err := d.lostPlace(tx, a, k); err != nil {
		return err
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
	ids = ids[:min(len(ids), maxReferences)]
	ours, err := tx.LettersOfMessageIDs(ids)
	if err != nil {
		return err
	}
	theirs, err := tx.TicketsOfMessageIDs(ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		l, number := ours[id], theirs[id]
		if number+l.TicketNumber != 0 && len(k.facts.References) == 0 {
			if err := splitFacts(tx, id, l, &k.facts); err != nil {
				return err
			}
		}
		if l.ID != 0 {
			number = l.TicketNumber
			if k.answers.ID == 0 {
				k.answers = l
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
		if err := d.answeredAddress(tx, p, k); err != nil || k.facts.Answered.Valid {
			return err
		}
	}
	if k.facts.Answered.Found {
		return nil
	}
	return d.answeredMessage(tx, ids, k)
}

// splitFacts says whether the exchange that a mail answers was split off the
// ticket that its letters name.
func splitFacts(tx *store.Tx, messageID string, l store.Letter, f *ticket.Facts) (err error) {
	if l.ID != 0 {
		f.Split[0], f.Split[1], err = tx.SplitOfLetter(l)
	} else {
		f.Split[0], f.Split[1], err = tx.SplitOfMail(messageID)
	}
	return err
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
			k.facts.Answered.Found = true // of our form, and not ours
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
	k.facts.Answered.Ticket, k.facts.Answered.Note = l.TicketNumber, l.Kind == string(letter.KindNoticeMention)
	if l.TicketNumber == 0 {
		k.facts.Answered.HeldMail = l.MailID
		k.facts.Answered.Confirms = l.Kind == string(letter.KindAnswerConfirm) && d.now().Before(l.Created.Add(confirmTime))
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
