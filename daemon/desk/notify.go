package desk

import (
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// notice is what agents are told about an exchange of a ticket.
type notice struct {
	kind     letter.Kind
	to       []reader
	at       time.Time // not before
	ticket   ticket.Ticket
	client   people.Client
	exchange ticket.Exchange
	mailbox  string
	copies   []string
	team     string
	handler  string
	by, note string
	cause    string // "" is the exchange
	opener   string // Message-ID of the mail that opens the ticket, where that is not kept yet
}

// reasonOf is the X-Permanence-Reason of each notice, for agents' mail filters.
var reasonOf = map[letter.Kind]string{
	letter.KindNoticeNew: "team", letter.KindNoticeAnswer: "assigned", letter.KindNoticeAssigned: "assigned",
	letter.KindNoticeOffered: "offered", letter.KindNoticeReopened: "reopened", letter.KindNoticeWoken: "woken",
	letter.KindHeldMail: "held", letter.KindNoticeWatched: "watched", letter.KindNoticeMention: "mention",
}

// notify writes a notice to each agent who wants it: the full text, the files,
// where the package stands, and each one's own reply address.
func (d *Desk) notify(tx *store.Tx, n notice) error {
	if len(n.to) == 0 {
		return nil
	}
	standing, err := d.packageFacts(tx, n.ticket.ContractID, d.now())
	if err != nil {
		return err
	}
	cause := n.cause
	if cause == "" {
		cause = causeExchange(n.exchange.ID)
	}
	readers, err := d.heed(tx, n)
	if err != nil {
		return err
	}
	words := shared{}
	for _, to := range readers {
		inReplyTo, references, err := d.threadOfAgent(tx, n.ticket.Number, to.person.Address)
		if err != nil {
			return err
		}
		if n.kind == letter.KindNoticeNew && n.opener != "" {
			inReplyTo, references = "", []string{n.opener}
		}
		_, err = d.write(tx, draft{kind: n.kind, to: to.reader, shared: &words, cause: cause, causeAt: n.exchange.At, audience: ticket.ToAgent,
			mailbox: n.mailbox, ticket: n.ticket.Number, exchange: n.exchange.ID, seen: n.exchange.ID, notBefore: to.at,
			files: filesOf(n.exchange.Files), internal: n.kind == letter.KindNoticeMention,
			head: letter.Head{InReplyTo: inReplyTo, References: references, Reason: reasonOf[n.kind], TicketNumber: n.ticket.Number,
				ClientName: n.client.Name, ListID: "tickets." + people.Domain(d.mailbox(n.mailbox).Address)},
			facts: func(c letter.Common, _ *templates.Language) any {
				return letter.Notice{Common: c, Ticket: d.ticketFacts(n.ticket, n.client),
					From: letter.Person{First: n.exchange.FromName, Address: n.exchange.FromAddress}, At: n.exchange.At,
					Text: n.exchange.Text, Pictures: picturesOf(n.exchange.Files), Files: fileLines(n.exchange.Files), Package: standing,
					Unverified: n.exchange.Unverified, Copies: n.copies, Team: n.team, Handler: n.handler, By: n.by, Note: n.note}
			}})
		if err != nil {
			return err
		}
	}
	return nil
}

// threadOfAgent keeps an agent's notices of one ticket together. The first
// reference is the mail that opened it: by that an answer finds its place after
// a restore that lost the notice and the ticket's number.
func (d *Desk) threadOfAgent(tx *store.Tx, number int64, address string) (inReplyTo string, references []string, err error) {
	notices, err := tx.LetterIDsTo(number, address, maxReferences)
	if err != nil {
		return "", nil, err
	}
	if len(notices) > 0 {
		inReplyTo = notices[len(notices)-1]
	}
	opener, err := tx.OpenerOf(number)
	if opener != "" {
		references = append(references, opener)
	}
	return inReplyTo, append(references, notices...), err
}
