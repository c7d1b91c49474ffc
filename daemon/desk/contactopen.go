package desk

import (
	"context"
	"fmt"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// Request is a ticket that a contact opens on a page of the client space.
type Request struct {
	Contact  int64  // who writes
	Contract string // its reference; "" is the newest that names the contact and runs
	Subject  string // "" is the first line of the text
	Text     string
	Copies   []string // addresses of the client's own domains, which become observers (R5)
	Files    []Upload
	Key      string // the page's random one: the same form again opens nothing. "": not asked
}

// OpenByContact opens a ticket for a technical contact or a deputy (R1): the
// team on duty is notified (R17), the contact gets a copy of what was sent with
// the ticket's number (R9). The error is an ErrRefused; with it ErrNoRight where
// no contract that runs names the contact (R15), ErrEmpty, or ErrTooLarge.
func (d *Desk) OpenByContact(ctx context.Context, r Request) (number int64, err error) {
	if r.Subject = strings.TrimSpace(r.Subject); r.Subject == "" {
		r.Subject = firstLineOf(r.Text)
	}
	if strings.TrimSpace(r.Text) == "" {
		return 0, refusedAs(ErrEmpty, "the request is empty")
	}
	if err := plainSubject(r.Subject); err != nil {
		return 0, err
	}
	mail, err := d.pageMailOf(ctx, r.Contact, d.mailbox("").Name, r.Subject, r.Text, r.Files)
	if err != nil {
		return 0, err
	}
	done, err := d.onForm(ctx, objectContact(r.Contact), r.Key, func(tx *store.Tx) (store.Form, error) { return d.openByContact(tx, r, mail) })
	return done.TicketNumber, err
}

// pageMailOf is the mail of a contact's message, built before the transaction.
func (d *Desk) pageMailOf(ctx context.Context, contactID int64, mailbox, subject, text string, files []Upload) (*pageMail, error) {
	var w spaceWriter
	err := d.store.Read(ctx, func(tx *store.Tx) (err error) { w, err = d.spaceWriter(tx, contactID); return err })
	if err != nil {
		return nil, err
	}
	return d.pageMail(d.sheetOf(w, mailbox, subject, text, files))
}

func (d *Desk) openByContact(tx *store.Tx, r Request, mail *pageMail) (store.Form, error) {
	w, err := d.spaceWriter(tx, r.Contact)
	if err != nil {
		return store.Form{}, err
	}
	c, err := w.contract(r.Contract, d.today())
	if err != nil {
		return store.Form{}, err
	}
	o := opening{client: w.client, contact: w.contact, mailbox: d.mailbox("").Name, page: true, ticket: d.requested(w, r.Subject, c.ID)}
	if o.watchers, err = d.colleagues(tx, w, r.Copies); err != nil {
		return store.Form{}, err
	}
	o.exchange = w.exchange(0, r.Text, d.now())
	return d.openPage(tx, &o, mail, w.contact.Name())
}

// requested is a ticket of a contact that is opened now.
func (d *Desk) requested(w spaceWriter, subject string, contractID int64) ticket.Ticket {
	return ticket.Ticket{ClientID: w.client.ID, ContractID: contractID, ContactID: w.contact.ID, Subject: subject, State: ticket.Open,
		Language: d.language(w.contact.Language, w.client.Language), Opened: d.now(), LastExchange: d.now()}
}

// openPage opens a ticket with what was written on a page.
func (d *Desk) openPage(tx *store.Tx, o *opening, mail *pageMail, by string) (store.Form, error) {
	if err := mail.keep(tx, d, &o.exchange, o.mailbox, ticket.New, by); err != nil {
		return store.Form{}, err
	}
	if err := d.open(tx, o); err != nil {
		return store.Form{}, err
	}
	if err := mail.settle(tx, o.exchange); err != nil {
		return store.Form{}, err
	}
	return store.Form{TicketNumber: o.ticket.Number, ExchangeID: o.exchange.ID}, d.audit(tx, by, "open", objectTicket(o.ticket.Number), "on a page")
}

// colleagues are the people whom a contact puts in copy: of the client's own
// domains, and no agents or former contacts (R5).
func (d *Desk) colleagues(tx *store.Tx, w spaceWriter, addresses []string) (all []store.Observer, err error) {
	for _, address := range addresses {
		address = people.Fold(strings.TrimSpace(address))
		switch {
		case address == "" || address == people.Fold(w.contact.Address()):
			continue
		case people.ValidAddress(address) != nil:
			return nil, refusedAs(ErrNotAddress, "“%s” is not a mail address", address)
		case !ofClient(w.client, address):
			return nil, refusedAs(ErrNotColleague, "%s is not of a domain of %s", address, w.client.Name)
		}
		may, err := mayObserve(tx, address)
		if err != nil {
			return nil, err
		}
		if !may {
			return nil, refusedAs(ErrNotColleague, "%s is no colleague whom a ticket can be copied to", address)
		}
		all = append(all, store.Observer{Address: address})
	}
	return all, nil
}

// today is the desk's civil day.
func (d *Desk) today() rota.Date { return rota.DateOf(d.now(), d.zone()) }

func objectContact(id int64) string { return fmt.Sprintf("contact:%d", id) }
