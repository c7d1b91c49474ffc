package desk

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// decide asks what a mail becomes and does all that follows from it: the
// second transaction of the way of a mail.
func (d *Desk) decide(tx *store.Tx, a *analysis) error {
	fresh, err := tx.Mail(a.mail.ID)
	if err != nil {
		return err
	}
	if fresh.Disposition != ticket.Pending {
		a.decision = ticket.Decision{Disposition: fresh.Disposition, Reason: fresh.Reason, Ticket: fresh.TicketNumber, Rule: fresh.Rule}
		return nil // decided meanwhile, by a command beside the daemon
	}
	switch {
	case a.err != nil && (a.msg == nil || fresh.Attempts+1 < maxTries):
		return a.err
	case a.err != nil || a.unreadable:
		a.decision = ticket.Route(ticket.Facts{ParseFailed: true, Received: a.mail.Received})
		return d.settle(tx, a, known{})
	}
	k, err := d.facts(tx, a)
	if err != nil {
		return err
	}
	a.decision = ticket.Route(k.facts)
	return d.carryOut(tx, a, k)
}

// carryOut does what was decided.
func (d *Desk) carryOut(tx *store.Tx, a *analysis, k known) error {
	if a.proof.Signed {
		if err := tx.SigningDomain(people.Domain(a.mail.FromAddress), a.mail.Received); err != nil {
			return err
		}
	}
	if k.contact.ID != 0 && a.proof.Believed() && a.decision.Disposition != ticket.Duplicate {
		if err := d.addressWorks(tx, a.mail.FromAddress); err != nil {
			return err
		}
	}
	follow := func() error {
		return d.holdingBack(tx, a.mail.Received, func() error { return d.follow(tx, a, k) })
	}
	var err error
	if k.facts.Sender.Kind == ticket.FromAgent { // whose orders may fail, and then undo everything
		err = tx.Attempt(follow)
	} else {
		err = follow()
	}
	var f *badOrder
	if errors.As(err, &f) {
		a.decision.Disposition, a.decision.Reason = ticket.CommandRun, ticket.BadCommand
		err = d.holdingBack(tx, a.mail.Received, func() error { return d.commandRefused(tx, a, k, []*badOrder{f}) })
	}
	if err == nil {
		err = errors.Join(d.foundAgain(tx, a, k), d.provedSent(tx, a, k))
	}
	if err != nil {
		return fmt.Errorf("%s, rule %s: %w", a.decision.Disposition, a.decision.Rule, err)
	}
	return d.settle(tx, a, k)
}

// addressWorks forgets the bounces of an address that somebody provably writes
// from: two forged reports must not keep a client's letters back for good. A
// mail that comes again, which anybody can send, shows nothing new.
func (d *Desk) addressWorks(tx *store.Tx, address string) error {
	n, err := tx.Bounces(address)
	if err != nil || n == 0 {
		return err
	}
	return tx.AddressWorks(address)
}

// follow does what a decision asks for.
func (d *Desk) follow(tx *store.Tx, a *analysis, k known) (err error) {
	a.did = nil // it may be the second try
	if err := d.evident(tx, k.answers, "an answer"); err != nil {
		return err
	}
	if err := d.evident(tx, k.bounced, "a report"); err != nil {
		return err
	}
	x := &a.decision
	switch {
	case x.Disposition == ticket.New:
		err = d.openTicket(tx, a, k)
	case x.Disposition == ticket.Append && x.Public:
		err = d.answerByMail(tx, a, k)
	case x.Disposition == ticket.Append:
		err = d.appendToTicket(tx, a, k)
	case x.Disposition == ticket.NoteOnly:
		err = d.noteByMail(tx, a, k)
	case x.Disposition == ticket.CommandRun:
		err = d.commandsByMail(tx, a, k)
	case x.Disposition == ticket.DSN:
		err = d.bounced(tx, a, k)
	case x.Disposition == ticket.Auto && x.Ticket != 0:
		err = d.keepAutomatic(tx, a, k)
	case x.Disposition == ticket.Quarantine:
		err = d.quarantined(tx, a, k)
	}
	return err
}

// settle writes the fate of a mail beside it.
func (d *Desk) settle(tx *store.Tx, a *analysis, k known) error {
	m, x := a.mail, a.decision
	m.Disposition, m.Reason, m.Rule = x.Disposition, x.Reason, x.Rule
	m.TicketNumber, m.DuplicateOf, m.Held = x.Ticket, x.DuplicateOf, x.Held
	m.Believed, m.Proof, m.Handled = a.proof.Believed(), proofJSON(a.proof), d.now()
	if m.Subject == "" {
		m.Subject = strings.ToValidUTF8(a.msgSubject(), "�")
	}
	if x.Disposition == ticket.Pending {
		m.Attempts++
		wait, _ := people.RetryAfter(m.Attempts)
		m.RetryAt, m.Handled = d.now().Add(wait), time.Time{}
	}
	a.mail = m
	return tx.SetMailFacts(m)
}

func (a *analysis) msgSubject() string {
	if a.msg == nil {
		return ""
	}
	return a.msg.Subject
}

// exchangeOf is the mail as a message on a ticket.
func (a *analysis) exchangeOf(number int64, way ticket.Way, text string) ticket.Exchange {
	e := ticket.Exchange{TicketNumber: number, MailID: a.mail.ID, Way: way, FromName: a.msg.From.Name, FromAddress: a.mail.FromAddress,
		At: a.mail.Received, Text: text, Quoted: a.msg.Quoted, Language: a.msg.Language, Unverified: a.decision.Unverified,
		Automatic: a.decision.Automatic}
	for _, f := range a.msg.Attachments {
		e.Files = append(e.Files, ticket.File{MailID: a.mail.ID, Part: f.Part, Filename: f.Filename, ContentType: f.ContentType,
			SizeBytes: int64(f.SizeBytes), ContentID: f.ContentID, Inline: f.Inline, SHA256: f.SHA256})
	}
	return e
}

// text is what the client newly wrote; of a mail that is all quotation, all of it.
func (a *analysis) text() string {
	if strings.TrimSpace(a.msg.Reply) == "" {
		return a.msg.Text
	}
	return a.msg.Reply
}

func (d *Desk) audit(tx *store.Tx, who, verb, object, detail string) error {
	return tx.AddAudit(store.Audit{At: d.now(), Who: who, Verb: verb, Object: object, Detail: detail})
}

func objectTicket(n int64) string   { return fmt.Sprintf("ticket:%d", n) }
func objectMail(n int64) string     { return fmt.Sprintf("mail:%d", n) }
func objectContract(n int64) string { return fmt.Sprintf("contract:%d", n) }
