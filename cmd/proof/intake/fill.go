package intake

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

const (
	fillBatch   = 1000            // mails that share a commit
	perTicket   = 5               // mails of one ticket
	between     = 5 * time.Minute // two mails: 100,000 are a year
	lastTickets = 200             // that are still open
)

// fill writes mails of years past into the store of a data directory that holds
// the sample firm: tickets, exchanges, letters that were sent, and the places
// where the mails lay before the server renumbered its folder.
func fill(ctx context.Context, dir string, mails int, now time.Time) (err error) {
	s, err := store.Open(dir, store.Options{Now: func() time.Time { return now }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	p := past{store: s, mails: mails, now: now}
	if err := s.Read(ctx, func(tx *store.Tx) (err error) { p.who, err = tx.ContactOf(marie); return err }); err != nil {
		return err
	}
	for from := 0; from < mails; from += fillBatch {
		err := s.Write(ctx, func(tx *store.Tx) error {
			for i := from; i < min(mails, from+fillBatch); i++ {
				if err := p.add(tx, i); err != nil {
					return fmt.Errorf("mail %d of the past: %w", i, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// past is what was before.
type past struct {
	store  *store.Store
	mails  int
	now    time.Time
	who    people.Contact
	number int64 // of the ticket that is written
}

// add writes a mail with all that came of it.
func (p *past) add(tx *store.Tx, i int) (err error) {
	at := p.now.Add(-time.Duration(p.mails-i) * between)
	if i%perTicket == 0 {
		if err := p.ticket(tx, i, at); err != nil {
			return err
		}
	}
	id := fmt.Sprintf("%d.past@durand.example", i)
	text := strings.Repeat(fmt.Sprintf("Ceci est la demande %d d'il y a longtemps. ", i), 20)
	raw := fmt.Appendf(nil, "From: <%s>\r\nTo: <support@permanence.example>\r\nSubject: Demande %d\r\nMessage-ID: <%s>\r\nDate: %s\r\n\r\n%s\r\n", marie, i, id, at.Format(time.RFC1123Z), text)
	sum := sha256.Sum256(raw)
	packed, err := p.store.PackRaw(raw, sum[:])
	if err != nil {
		return err
	}
	m := store.Mail{Mailbox: "support", Received: at, Stored: at, SizeBytes: int64(len(raw)), SHA256: sum[:]}
	if m.ID, err = tx.AddMail(m); err != nil {
		return err
	}
	if err := tx.AddRaw(m.ID, packed); err != nil {
		return err
	}
	if err := tx.AddPlace(store.Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: uint32(i + 1)}, m.ID); err != nil {
		return err
	}
	m.ContentKey, m.MessageID, m.FromAddress, m.Subject = sum[:], id, marie, fmt.Sprintf("Demande %d", i)
	m.Disposition, m.Rule, m.TicketNumber, m.Handled, m.Believed = ticket.Append, "past", p.number, at, true
	if err := tx.SetMailFacts(m); err != nil {
		return err
	}
	return p.entry(tx, m, text)
}

// ticket opens the next ticket.
func (p *past) ticket(tx *store.Tx, i int, at time.Time) (err error) {
	if p.number, err = tx.NextTicketNumber(); err != nil {
		return err
	}
	t := ticket.Ticket{Number: p.number, Token: fmt.Sprintf("%08d", i), ClientID: p.who.ClientID, ContactID: p.who.ID, Subject: fmt.Sprintf("Demande %d", i),
		State: ticket.Closed, Language: "fr", Opened: at, LastExchange: at, Resolved: at, Closed: at}
	if i > p.mails-lastTickets*perTicket {
		t.State, t.Resolved, t.Closed = ticket.Open, time.Time{}, time.Time{}
	}
	return tx.AddTicket(t, "support")
}

// entry writes the mail's exchange and the letter that told of it.
func (p *past) entry(tx *store.Tx, m store.Mail, text string) error {
	exchange, err := tx.AddExchange(ticket.Exchange{TicketNumber: p.number, MailID: m.ID, Way: ticket.In, AuthorContactID: p.who.ID, FromAddress: marie,
		At: m.Received, Text: text, Language: "fr"})
	if err != nil {
		return err
	}
	id, err := tx.NextLetterID()
	if err != nil {
		return err
	}
	return tx.AddLetter(store.Letter{ID: id, Kind: "notice-answer", Cause: fmt.Sprintf("exchange:%d", exchange), Recipient: claire, TicketNumber: p.number,
		ExchangeID: exchange, MailID: m.ID, Language: "fr", Subject: m.Subject, MailFrom: "support@permanence.example",
		MessageID: fmt.Sprintf("%d.letter@permanence.example", id), Rendered: []byte(text), SizeBytes: int64(len(text)), State: store.LetterSent,
		Created: m.Received, CauseAt: m.Received, NotBefore: m.Received})
}
