package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
)

// After a restore mail is read again that answers letters and names tickets of
// which nothing is kept. Their tokens are still ours: the MAC tells for whom
// each was made. Where such a mail belongs, its references to mail that was
// read again tell.

// lostPlace reads the personal token of a letter that was lost, and has ticket
// numbers go on beyond every one that a token of ours names.
func (d *Desk) lostPlace(tx *store.Tx, a *analysis, k *known) error {
	if d.restored.Epoch == 0 {
		return nil
	}
	f := &k.facts
	if !f.Answered.Valid {
		if err := d.lostLetter(tx, a, k); err != nil {
			return err
		}
	}
	if f.Answered.Valid {
		if err := goBeyond(tx, f.Answered.Ticket); err != nil {
			return err
		}
	}
	for _, t := range f.Subject {
		if !t.Valid {
			continue
		}
		if err := goBeyond(tx, t.Ticket); err != nil {
			return err
		}
	}
	return nil
}

// goBeyond has the next ticket's number above one that was given out.
func goBeyond(tx *store.Tx, number int64) error {
	next, err := tx.NextTicketNumber()
	if err != nil || number < next {
		return err
	}
	return setNext(tx, "ticket", number+1)
}

// lostLetter takes the token of a lost letter to the sender for what it was.
func (d *Desk) lostLetter(tx *store.Tx, a *analysis, k *known) error {
	person, epoch := senderOf(k)
	ids := append(slices.Clone(a.msg.InReplyTo), reversed(a.msg.References)...)
	ids = ids[:min(len(ids), maxReferences)]
	if person.Kind == 0 || !d.wroteLost(a.msg, ids, person, epoch) {
		return nil
	}
	f := &k.facts
	f.Answered = ticket.Answered{Found: true, Valid: true, Person: person}
	if slices.ContainsFunc(ids, aboutNoTicket) {
		held, err := lostHeld(tx, ids)
		f.Answered.HeldMail = held
		return err
	}
	named := slices.DeleteFunc(slices.Clone(f.Subject), func(t ticket.SubjectToken) bool { return !t.Valid })
	switch {
	case len(named) == 1:
		f.Answered.Ticket = named[0].Ticket
	case len(f.References) > 0:
		f.Answered.Ticket = f.References[0]
	}
	return nil
}

// noTicketForm begins the first reference of an agent's letter about no ticket.
// Its answers bring that back: what an agent says there is for no client, also
// when the letter is lost and the held mail it was about has become a ticket.
const noTicketForm = "no-ticket."

func noTicket(letter int64, domain string) string {
	return fmt.Sprintf("%s%d@%s", noTicketForm, letter, domain)
}

func aboutNoTicket(id string) bool { return strings.HasPrefix(id, noTicketForm) }

// lostHeld is the held mail that a lost letter was about: the nearest reference
// tells, where it names one mail alone.
func lostHeld(tx *store.Tx, ids []string) (int64, error) {
	for _, id := range ids {
		held, err := tx.HeldMails(id)
		if err != nil || len(held) > 1 {
			return 0, err
		}
		if len(held) == 1 {
			return held[0], nil
		}
	}
	return 0, nil
}

// senderOf is the registered person that the mail names as its sender.
func senderOf(k *known) (ticket.Person, int) {
	switch {
	case k.agent.ID != 0:
		return ticket.Person{Kind: ticket.AgentPerson, ID: k.agent.ID}, k.agent.Epoch
	case k.contact.ID != 0:
		return ticket.Person{Kind: ticket.ContactPerson, ID: k.contact.ID}, k.contact.Epoch
	}
	return ticket.Person{}, 0
}

// wroteLost says whether the mail bears a token that was made for the person in
// a letter that was lost.
func (d *Desk) wroteLost(m *parser.Message, ids []string, person ticket.Person, epoch int) bool {
	for _, p := range ticket.FindPersonal(recipients(m)...) {
		if p.Purpose == ticket.LetterPurpose && p.Number >= d.restored.FirstLetter && p.Person == person && d.keys.CheckPersonal(p, epoch) {
			return true
		}
	}
	return slices.ContainsFunc(ids, func(id string) bool {
		l, ok := ticket.ParseMessageID(id)
		return ok && l.Letter >= d.restored.FirstLetter && d.keys.CheckMessageID(l, person, epoch)
	})
}

// foundAgain notes under which number a ticket was known before the restore, so
// that a later mail that bears only that number finds it. Only a personal token
// counts: a subject's may have been forwarded.
func (d *Desk) foundAgain(tx *store.Tx, a *analysis, k known) error {
	was, now := k.facts.Answered.Ticket, a.decision.Ticket
	person, _ := senderOf(&k)
	if d.restored.Epoch == 0 || !a.decision.In() || a.decision.Disposition == ticket.New || !k.facts.Answered.Valid ||
		k.facts.Answered.Person != person || was < d.restored.FirstTicket || was == now {
		return nil
	}
	if _, err := tx.Ticket(was); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	t, err := tx.Ticket(now)
	if err != nil || !t.Mutable() {
		return err
	}
	box, err := tx.TicketMailbox(now)
	if err != nil {
		return err
	}
	former := ticket.Ticket{Number: was, Token: d.keys.SubjectMAC(was), ClientID: t.ClientID, ContactID: t.ContactID, Subject: t.Subject,
		State: ticket.Open, Language: t.Language, Opened: t.Opened, LastExchange: t.Opened}
	if err := tx.AddTicket(former, box); err != nil {
		return err
	}
	if err := former.Merge(t, d.now()); err != nil {
		return err
	}
	if err := tx.SetTicket(former); err != nil {
		return err
	}
	return d.audit(tx, "restore", "merge", objectTicket(was), "known before the restore; it goes on as "+objectTicket(now))
}

// lostBounce says whether a report from before the restore is about a letter
// that was lost: its author was told then. A later one is news to everybody,
// and held for a person.
func (d *Desk) lostBounce(tx *store.Tx, a *analysis) (bool, error) {
	if !d.restored.covers(a.mail.Received) {
		return false, nil
	}
	for _, p := range ticket.FindPersonal(recipients(a.msg)...) {
		if p.Purpose == ticket.BouncePurpose && p.Number >= d.restored.FirstLetter && d.keys.CheckPersonal(p, 0) {
			return true, nil
		}
	}
	if a.msg.Report == nil {
		return false, nil
	}
	l, ok := ticket.ParseMessageID(a.msg.Report.OriginalMessageID)
	if !ok || l.Letter < d.restored.FirstLetter {
		return false, nil
	}
	person, epoch, err := personAt(tx, people.Fold(a.msg.Report.FinalRecipient))
	return d.keys.CheckMessageID(l, person, epoch), err
}

// personAt is who is registered with an address, nobody where none is.
func personAt(tx *store.Tx, address string) (ticket.Person, int, error) {
	agent, err := tx.AgentOf(address)
	if err == nil {
		return ticket.Person{Kind: ticket.AgentPerson, ID: agent.ID}, agent.Epoch, nil
	} else if !notFound(err) {
		return ticket.Person{}, 0, err
	}
	contact, err := tx.ContactOf(address)
	switch {
	case err == nil:
		return ticket.Person{Kind: ticket.ContactPerson, ID: contact.ID}, contact.Epoch, nil
	case notFound(err):
		return ticket.Person{}, 0, nil
	}
	return ticket.Person{}, 0, err
}
