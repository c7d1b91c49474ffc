package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
	"permanence/templates"
)

// quarantined does what follows from holding a mail: the team on duty is shown
// it at once where it concerns a client, the sender is told once a day who may
// write, an agent is asked whether a mail was theirs (R4, reliability 3.2).
func (d *Desk) quarantined(tx *store.Tx, a *analysis, k known) error {
	if a.mail.History {
		return nil
	}
	x := a.decision
	if x.Reason == ticket.Storm {
		return d.tellStorm(tx, a)
	}
	if x.Confirm {
		if err := d.askAgent(tx, a, k); err != nil {
			return err
		}
	}
	if x.Tell && k.agent.ID != 0 {
		if err := d.tellHeldAgent(tx, a, k); err != nil {
			return err
		}
	}
	if x.Held {
		if err := d.showHeld(tx, a, k); err != nil {
			return err
		}
	}
	if x.Explain {
		return d.explain(tx, a, k)
	}
	return nil
}

// tellStorm tells the administrator of a sender who writes too much: once a
// day, whoever it is, as senders can be made up.
func (d *Desk) tellStorm(tx *store.Tx, a *analysis) error {
	day := rota.DateOf(a.mail.Received, d.zone())
	_, err := d.write(tx, draft{kind: letter.KindStorm, to: d.adminReader(), cause: "storm:" + day.String(), causeAt: d.now(), audience: ticket.Scheduled,
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.Storm{Common: c, From: a.mail.FromAddress, At: a.mail.Received, Command: "permanence mail list --quarantine"}
		}})
	return err
}

// showHeld shows a held mail to the team on duty, with the reason and the text.
// A request for another technical contact is shown to sales too (R3).
func (d *Desk) showHeld(tx *store.Tx, a *analysis, k known) error {
	s, err := d.shift(tx, d.now())
	if err != nil {
		return err
	}
	ids := s.crew.Members[s.duty.Team]
	if len(ids) == 0 {
		ids = s.crew.Admins
	}
	to, err := d.agentReaders(tx, ids)
	if err != nil {
		return err
	}
	if len(to) == 0 {
		to = []reader{d.adminReader()}
	}
	if a.decision.Reason == ticket.ContactChange {
		return d.showChange(tx, a, k, ticket.Ticket{}, to)
	}
	for _, r := range to {
		_, err := d.write(tx, draft{kind: letter.KindHeldMail, to: r, cause: causeMail(a.mail.ID), causeAt: a.mail.Received,
			audience: ticket.ToAgent, mailbox: a.mail.Mailbox, mail: a.mail.ID,
			head: letter.Head{Reason: "held", ClientName: k.client.Name, References: about(a.mail.MessageID)},
			facts: func(c letter.Common, _ *templates.Language) any {
				return letter.HeldMail{Common: c, MailID: a.mail.ID, From: letter.Person{First: a.msg.From.Name, Address: a.mail.FromAddress},
					Subject: a.msg.Subject, Received: a.mail.Received, Reason: string(a.decision.Reason), Client: k.client.Name,
					Text: excerpt(a.text()), Files: fileLines(a.exchangeOf(0, ticket.In, "").Files)}
			}})
		if err != nil {
			return err
		}
	}
	return nil
}

// about are the references of a letter about a held mail: by them an order
// that answers it finds that mail after a restore that lost the letter.
func about(messageID string) []string {
	if messageID == "" {
		return nil
	}
	return []string{messageID}
}

// explain tells an authenticated sender who may write (R4).
func (d *Desk) explain(tx *store.Tx, a *analysis, k known) error {
	to := d.addressReader(a.mail.FromAddress, a.msg.From.Name, d.language(a.msg.Language, k.client.Language))
	_, err := d.write(tx, draft{kind: letter.KindExplanation, to: to, cause: causeMail(a.mail.ID), causeAt: a.mail.Received,
		audience: ticket.ToOutsider, proven: a.proof.Believed(), mailbox: a.mail.Mailbox, mail: a.mail.ID,
		head:  letter.Head{InReplyTo: a.mail.MessageID, References: []string{a.mail.MessageID}},
		facts: func(c letter.Common, _ *templates.Language) any { return letter.Explanation{Common: c} }})
	return err
}

// confirmTime is how long an agent's answer waits for its confirmation.
const confirmTime = 7 * 24 * time.Hour

// askAgent asks an agent, at the registered address, whether an answer was
// theirs: their provider does not sign.
func (d *Desk) askAgent(tx *store.Tx, a *analysis, k known) error {
	t, err := tx.Ticket(k.facts.Answered.Ticket)
	if notFound(err) {
		return nil
	} else if err != nil {
		return err
	}
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: letter.KindAnswerConfirm, to: d.agentReader(k.agent), cause: causeMail(a.mail.ID), causeAt: a.mail.Received,
		audience: ticket.ToAgent, mailbox: a.mail.Mailbox, mail: a.mail.ID, head: letter.Head{Reason: "confirm"},
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.AnswerConfirm{Common: c, Ticket: d.ticketFacts(t, client), Text: a.msg.Reply, Expires: d.now().Add(confirmTime)}
		}})
	return err
}

// heldShown is how many bytes of a held mail's text a letter about it shows. A
// rule that forwards these letters to us would make each larger than the last.
const heldShown = 16 << 10

// excerpt is the beginning of a long text.
func excerpt(text string) string {
	if len(text) <= heldShown {
		return text
	}
	return strings.ToValidUTF8(text[:heldShown], "") + "\n[…]"
}

// heldToldDay is how often a day an agent is told that a mail of theirs was not
// let in. What comes after that is likely sent by a rule; it stands in the
// quarantine and its digest.
const heldToldDay = 3

// tellHeldAgent tells a proven agent that a mail of theirs was not let in.
func (d *Desk) tellHeldAgent(tx *store.Tx, a *analysis, k known) error {
	day, news := rota.DateOf(a.mail.Received, d.zone()), false
	for n := 0; n < heldToldDay && !news; n++ {
		var err error
		if news, err = tx.Once("held-agent", fmt.Sprintf("%d:%s:%d", k.agent.ID, day, n), d.now()); err != nil {
			return err
		}
	}
	if !news {
		return nil
	}
	return d.tellAgent(tx, a, k, ticket.Ticket{}, letter.KindHeldMail, func(c letter.Common, _ *templates.Language) any {
		return letter.HeldMail{Common: c, MailID: a.mail.ID, From: letter.Person{First: a.msg.From.Name, Address: a.mail.FromAddress},
			Subject: a.msg.Subject, Received: a.mail.Received, Reason: string(a.decision.Reason), Text: excerpt(a.text())}
	})
}

// Release lets a held mail in, by a person's decision (R4). With register a
// stranger from a client's domain becomes a contact of that client, and a
// technical contact's client gets the switch "this domain cannot sign".
func (d *Desk) Release(ctx context.Context, mailID int64, register bool, by string) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error { return d.release(tx, mailID, register, by) })
	d.Wake()
	return err
}

// recall reads a kept mail again, with what was proven about it when it came.
func (d *Desk) recall(tx *store.Tx, mailID int64) (*analysis, error) {
	m, err := tx.Mail(mailID)
	if notFound(err) {
		return nil, fmt.Errorf("mail %d: %w", mailID, ErrNotFound)
	} else if err != nil {
		return nil, err
	}
	raw, err := tx.Raw(mailID)
	if err != nil {
		return nil, err
	}
	a := &analysis{mail: m}
	if a.msg, err = parser.Parse(raw); err != nil {
		return nil, fmt.Errorf("%w: mail %d cannot be read: %w", ErrRefused, mailID, err)
	}
	if m.Proof != "" {
		err = json.Unmarshal([]byte(m.Proof), &a.proof)
	}
	return a, err
}

func (d *Desk) release(tx *store.Tx, mailID int64, register bool, by string) error {
	a, err := d.recall(tx, mailID)
	if err != nil {
		return err
	}
	m := a.mail
	if m.Disposition != ticket.Quarantine || m.DecidedBy != "" {
		return refusedAs(ErrDecided, "mail %d is %s, only a mail in quarantine that nobody decided on can be let in", m.ID, m.Disposition)
	}
	k, err := d.facts(tx, a)
	if err != nil {
		return err
	}
	if register {
		if err := d.register(tx, a, &k, by); err != nil {
			return err
		}
	}
	a.decision = ticket.Release(k.facts)
	if x := a.decision; x.Disposition == ticket.Quarantine {
		return refusedAs(ErrNobodys, "mail %d cannot be let in (%s): add its sender as a contact of a client first", m.ID, x.Reason)
	}
	a.mail.DecidedBy = by
	if err := d.holdingBack(tx, m.Received, func() error { return d.follow(tx, a, k) }); err != nil {
		return err
	}
	if err := d.settle(tx, a, k); err != nil {
		return err
	}
	return d.audit(tx, by, "release", objectMail(m.ID), fmt.Sprintf("ticket %d", a.decision.Ticket))
}

// register makes a lasting decision of a release: see Release.
func (d *Desk) register(tx *store.Tx, a *analysis, k *known, by string) error {
	if k.client.ID == 0 {
		return refusedAs(ErrNobodys, "%s belongs to no client's domain: add the contact with `permanence contact add`", a.mail.FromAddress)
	}
	if k.contact.ID != 0 {
		k.client.CannotSign = true
		if err := d.audit(tx, by, "cannot-sign", fmt.Sprintf("client:%d", k.client.ID), "on"); err != nil {
			return err
		}
		return tx.SetCannotSign(k.client.ID, true)
	}
	if err := people.ValidAddress(a.mail.FromAddress); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	first, last, _ := strings.Cut(a.msg.From.Name, " ")
	c := people.Contact{ClientID: k.client.ID, FirstName: first, LastName: last, Addresses: []string{a.mail.FromAddress}, Active: true}
	if knownLanguage(a.msg.Language) == nil {
		c.Language = a.msg.Language
	}
	id, err := tx.AddContact(c, d.now())
	if err != nil {
		return err
	}
	k.contact = c
	k.contact.ID = id
	k.facts.Sender = ticket.Sender{Kind: ticket.FromContact, ID: id, ClientID: k.client.ID, Active: true}
	return d.audit(tx, by, "add-contact", fmt.Sprintf("contact:%d", id), a.mail.FromAddress)
}

// Reject leaves a held mail out, for good; it is kept.
func (d *Desk) Reject(ctx context.Context, mailID int64, by string) error {
	return d.store.Write(ctx, func(tx *store.Tx) error { return d.reject(tx, mailID, by) })
}

func (d *Desk) reject(tx *store.Tx, mailID int64, by string) error {
	m, err := tx.Mail(mailID)
	if notFound(err) {
		return fmt.Errorf("mail %d: %w", mailID, ErrNotFound)
	} else if err != nil {
		return err
	}
	if m.Disposition != ticket.Quarantine || m.DecidedBy != "" {
		return refusedAs(ErrDecided, "mail %d is %s, only a mail in quarantine can be rejected", m.ID, m.Disposition)
	}
	m.Reason, m.DecidedBy, m.Held = ticket.Rejected, by, false
	if err := tx.SetMailFacts(m); err != nil {
		return err
	}
	return d.audit(tx, by, "reject", objectMail(m.ID), "")
}

// Retry has a mail decided on again, as if it had just come in.
func (d *Desk) Retry(ctx context.Context, mailID int64, by string) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		m, err := tx.Mail(mailID)
		if notFound(err) {
			return fmt.Errorf("mail %d: %w", mailID, ErrNotFound)
		} else if err != nil {
			return err
		}
		if m.Disposition != ticket.Quarantine && m.Disposition != ticket.Pending {
			return fmt.Errorf("%w: mail %d is %s already; only mail in quarantine or pending is tried again", ErrRefused, m.ID, m.Disposition)
		}
		m.Disposition, m.Reason, m.Attempts, m.RetryAt, m.DecidedBy = ticket.Pending, "", 0, time.Time{}, ""
		if err := tx.SetMailFacts(m); err != nil {
			return err
		}
		return d.audit(tx, by, "retry", objectMail(m.ID), "")
	})
	d.Wake()
	return err
}
