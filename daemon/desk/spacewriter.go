package desk

import (
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// spaceWriter is a contact who writes on a page of the client space, and what
// the contact may do at that moment (R1, R15).
type spaceWriter struct {
	contact people.Contact
	client  people.Client
	sender  ticket.Sender
	naming  []contract.Contract // those that name the contact
}

// spaceWriter loads who writes; what the contact may is asked in the
// transaction in which it is done.
func (d *Desk) spaceWriter(tx *store.Tx, contactID int64) (w spaceWriter, err error) {
	if w.contact, err = tx.Contact(contactID); notFound(err) {
		return w, refusedAs(ErrNoRight, "there is no contact %d", contactID)
	} else if err != nil {
		return w, err
	}
	if w.client, err = tx.Client(w.contact.ClientID); err != nil {
		return w, err
	}
	if w.naming, err = tx.ContractsNaming(contactID); err != nil {
		return w, err
	}
	w.sender = ticket.Sender{Kind: ticket.FromContact, ID: contactID, ClientID: w.client.ID, Active: w.contact.Active}
	w.sender.Technical, w.sender.Ended = d.named(w.naming, d.now())
	return w, nil
}

// contract is the running contract that names the writer: the one with the
// reference, else the newest.
func (w spaceWriter) contract(ref string, day rota.Date) (contract.Contract, error) {
	if !w.sender.MayOpen() {
		return contract.Contract{}, refusedAs(ErrNoRight, "%s is named by no contract that runs and opens no ticket", w.contact.Address())
	}
	for _, c := range slices.Backward(w.naming) {
		if c.Runs(day) && c.ClientID == w.client.ID && (ref == "" || strings.EqualFold(c.Ref, ref)) {
			return c, nil
		}
	}
	return contract.Contract{}, refusedAs(ErrNoRight, "%s opens no ticket under the contract “%s”", w.contact.Address(), ref)
}

// exchange is what the writer says, as a message on a ticket.
func (w spaceWriter) exchange(number int64, text string, at time.Time) ticket.Exchange {
	return ticket.Exchange{TicketNumber: number, Way: ticket.In, AuthorContactID: w.contact.ID, FromName: w.contact.Name(),
		FromAddress: w.contact.Address(), At: at, Text: strings.TrimSpace(text)}
}

// sheetOf is a message of the writer's before anything is kept.
func (d *Desk) sheetOf(w spaceWriter, mailbox, subject, text string, files []Upload) sheet {
	return sheet{from: d.contactReader(w.contact, w.client).person, mailbox: mailbox, subject: subject, text: text, files: files}
}
