package store

import (
	"database/sql"
	"errors"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

const ticketColumns = `number, token, client_id, contract_id, contact_id, kind, subject, state, priority, team_id,
	agent_id, language, opened, last_exchange, last_client_exchange, resolved, closed, snoozed_until, parent_number,
	merged_into, spent_minutes, counted_quarters`

func scanTicket(r scanner) (t ticket.Ticket, err error) {
	var contract, contact, team, agent, resolved, closed, snoozed, parent, merged sql.NullInt64
	var opened, last int64
	err = r.Scan(&t.Number, &t.Token, &t.ClientID, &contract, &contact, &t.Kind, &t.Subject, &t.State, &t.Priority, &team,
		&agent, &t.Language, &opened, &last, &t.LastClientExchangeID, &resolved, &closed, &snoozed, &parent,
		&merged, &t.SpentMinutes, &t.CountedQuarters)
	t.ContractID, t.ContactID, t.TeamID, t.AgentID = contract.Int64, contact.Int64, team.Int64, agent.Int64
	t.ParentNumber, t.MergedInto = parent.Int64, merged.Int64
	t.Opened, t.LastExchange = fromMS(opened), fromMS(last)
	t.Resolved, t.Closed, t.SnoozedUntil = fromMSNull(resolved), fromMSNull(closed), fromMSNull(snoozed)
	return t, err
}

// NextTicketNumber is the number of the next ticket. It never goes back: the
// setting ticket.next may raise it (restore, import).
func (tx *Tx) NextTicketNumber() (int64, error) {
	return tx.count(`SELECT ` + nextTicket)
}

// AddTicket opens a ticket under t.Number, written to in the mailbox named.
func (tx *Tx) AddTicket(t ticket.Ticket, mailbox string) error {
	_, err := tx.exec(`INSERT INTO ticket (number, token, client_id, contract_id, contact_id, kind, mailbox, subject, state, priority,
		team_id, agent_id, language, opened, last_exchange, shown, parent_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.Number, t.Token, t.ClientID, idNull(t.ContractID), idNull(t.ContactID), t.Kind, mailbox, t.Subject, t.State, t.Priority,
		idNull(t.TeamID), idNull(t.AgentID), t.Language, ms(t.Opened), ms(t.LastExchange), ms(t.Opened), idNull(t.ParentNumber))
	if err != nil {
		return err
	}
	return tx.Happened(Happening{Event: ticket.EventOpened, At: t.Opened, TicketNumber: t.Number})
}

// SetTicket writes what may change on a ticket.
func (tx *Tx) SetTicket(t ticket.Ticket) error {
	if err := tx.stateChanges(t); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE ticket SET contract_id = ?, contact_id = ?, kind = ?, subject = ?, state = ?, priority = ?,
		team_id = ?, agent_id = ?, last_exchange = ?, last_client_exchange = ?, resolved = ?, closed = ?, snoozed_until = ?,
		merged_into = ?, spent_minutes = ?, counted_quarters = ? WHERE number = ?`,
		idNull(t.ContractID), idNull(t.ContactID), t.Kind, t.Subject, t.State, t.Priority,
		idNull(t.TeamID), idNull(t.AgentID), ms(t.LastExchange), t.LastClientExchangeID, msNull(t.Resolved), msNull(t.Closed),
		msNull(t.SnoozedUntil), idNull(t.MergedInto), t.SpentMinutes, t.CountedQuarters, t.Number)
	return err
}

// TicketMailbox is the name of the mailbox that a ticket was opened in.
func (tx *Tx) TicketMailbox(number int64) (string, error) {
	return one(tx, scanString, `SELECT mailbox FROM ticket WHERE number = ?`, number)
}

// TicketDetails is what a ticket holds beside its fields, as JSON (the four
// fields of a contact change).
func (tx *Tx) TicketDetails(number int64) (string, error) {
	return one(tx, scanString, `SELECT details FROM ticket WHERE number = ?`, number)
}

// SetTicketDetails writes them.
func (tx *Tx) SetTicketDetails(number int64, details string) error {
	_, err := tx.exec(`UPDATE ticket SET details = ? WHERE number = ?`, details, number)
	return err
}

// Ticket reads a ticket.
func (tx *Tx) Ticket(number int64) (ticket.Ticket, error) {
	return one(tx, scanTicket, `SELECT `+ticketColumns+` FROM ticket WHERE number = ?`, number)
}

// Tickets lists tickets by number, those of a client and in a state where
// these are given.
func (tx *Tx) Tickets(clientID int64, state ticket.State) ([]ticket.Ticket, error) {
	return list(tx, scanTicket, `SELECT `+ticketColumns+` FROM ticket
		WHERE (? = 0 OR client_id = ?) AND (? = '' OR state = ?) ORDER BY number`, clientID, clientID, state, state)
}

// RecentTickets lists a client's last tickets but one, the newest first.
func (tx *Tx) RecentTickets(clientID, but int64, limit int) ([]ticket.Ticket, error) {
	return list(tx, scanTicket, `SELECT `+ticketColumns+` FROM ticket WHERE client_id = ? AND number <> ? ORDER BY number DESC LIMIT ?`, clientID, but, limit)
}

// MoveExchanges puts the exchanges, mails, observers, watchers, tags and
// fields of a merged ticket on the ticket it was merged into.
func (tx *Tx) MoveExchanges(from, into int64) error {
	for _, q := range []string{
		`UPDATE exchange SET ticket_number = ? WHERE ticket_number = ?`,
		`UPDATE mail SET ticket_number = ? WHERE ticket_number = ?`,
		`UPDATE OR IGNORE observer SET ticket_number = ? WHERE ticket_number = ?`,
		`UPDATE OR IGNORE watcher SET ticket_number = ? WHERE ticket_number = ?`,
		`UPDATE OR IGNORE tag SET ticket_number = ? WHERE ticket_number = ?`,
		`UPDATE OR IGNORE field_value SET ticket_number = ? WHERE ticket_number = ?`,
	} {
		if _, err := tx.exec(q, into, from); err != nil {
			return err
		}
	}
	return nil
}

const exchangeColumns = `id, ticket_number, mail_id, way, contact_id, agent_id, from_name, from_address, at, text,
	language, automatic, unverified, state`

func scanExchange(r scanner) (e ticket.Exchange, err error) {
	var mail, contact, agent sql.NullInt64
	var at int64
	err = r.Scan(&e.ID, &e.TicketNumber, &mail, &e.Way, &contact, &agent, &e.FromName, &e.FromAddress, &at, &e.Text,
		&e.Language, &e.Automatic, &e.Unverified, &e.State)
	e.MailID, e.AuthorContactID, e.AuthorAgentID, e.At = mail.Int64, contact.Int64, agent.Int64, fromMS(at)
	return e, err
}

// AddExchange writes an exchange and its files (K4: one for each mail).
func (tx *Tx) AddExchange(e ticket.Exchange) (int64, error) {
	id, err := tx.insert(`INSERT INTO exchange (ticket_number, mail_id, way, contact_id, agent_id, from_name, from_address, at,
		text, quoted, language, automatic, unverified, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.TicketNumber, idNull(e.MailID), e.Way, idNull(e.AuthorContactID), idNull(e.AuthorAgentID), e.FromName, e.FromAddress,
		ms(e.At), e.Text, tx.packText(e.Quoted), e.Language, bit(e.Automatic), bit(e.Unverified), e.State)
	if err != nil {
		return 0, err
	}
	for _, f := range e.Files {
		if _, err := tx.insert(`INSERT INTO file (exchange_id, mail_id, part, filename, content_type, size_bytes, content_id, inline, sha256)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, f.MailID, f.Part, f.Filename, f.ContentType, f.SizeBytes, f.ContentID, bit(f.Inline), f.SHA256); err != nil {
			return 0, err
		}
	}
	e.ID = id
	return id, tx.clientWrote(e)
}

// SetExchangeState writes what became of an answer.
func (tx *Tx) SetExchangeState(id int64, s ticket.Sending) error {
	if err := tx.answered(id, s); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE exchange SET state = ? WHERE id = ?`, s, id)
	return err
}

// SetExchange writes what a later decision may change: which way it goes and
// what it says (an answer that was held and is edited, or becomes a note).
func (tx *Tx) SetExchange(e ticket.Exchange) error {
	_, err := tx.exec(`UPDATE exchange SET way = ?, text = ?, state = ? WHERE id = ?`, e.Way, e.Text, e.State, e.ID)
	return err
}

// packText compresses what is seldom read again; NULL for nothing.
func (tx *Tx) packText(text string) any {
	if text == "" {
		return nil
	}
	return tx.s.codec.packQuick([]byte(text))
}

// Quoted is what an exchange's mail quoted of earlier ones.
func (tx *Tx) Quoted(exchangeID int64) (string, error) {
	packed, err := one(tx, func(r scanner) (b []byte, err error) { err = r.Scan(&b); return b, err }, `SELECT quoted FROM exchange WHERE id = ?`, exchangeID)
	if err != nil || packed == nil {
		return "", err
	}
	text, err := tx.s.codec.unpack(packed)
	return string(text), err
}

// Exchange reads an exchange with its files.
func (tx *Tx) Exchange(id int64) (ticket.Exchange, error) {
	return tx.withFiles(one(tx, scanExchange, `SELECT `+exchangeColumns+` FROM exchange WHERE id = ?`, id))
}

// ExchangeOfMail reads the exchange that a mail became.
func (tx *Tx) ExchangeOfMail(mailID int64) (ticket.Exchange, error) {
	return tx.withFiles(one(tx, scanExchange, `SELECT `+exchangeColumns+` FROM exchange WHERE mail_id = ?`, mailID))
}

// Exchanges lists the exchanges of a ticket after an id, in order, with files.
func (tx *Tx) Exchanges(number, after int64) ([]ticket.Exchange, error) {
	all, err := list(tx, scanExchange, `SELECT `+exchangeColumns+` FROM exchange WHERE ticket_number = ? AND id > ? ORDER BY id`, number, after)
	for i := range all {
		if all[i], err = tx.withFiles(all[i], err); err != nil {
			return nil, err
		}
	}
	return all, err
}

// LastExchange is the id of the last exchange of a ticket, 0 without any.
func (tx *Tx) LastExchange(number int64) (int64, error) {
	return tx.count(`SELECT coalesce(max(id), 0) FROM exchange WHERE ticket_number = ?`, number)
}

// Pulse grows with every exchange and every line of the audit.
func (tx *Tx) Pulse() (int64, error) {
	return tx.count(`SELECT (SELECT coalesce(max(id), 0) FROM exchange) + (SELECT coalesce(max(id), 0) FROM audit)`)
}

// RepeatedText counts the exchanges of an address with the same text in a
// span of time.
func (tx *Tx) RepeatedText(address, text string, from, to time.Time) (int64, error) {
	return tx.count(`SELECT count(*) FROM exchange WHERE from_address = ? AND at > ? AND at <= ? AND text = ?`,
		address, ms(from), ms(to), text)
}

func (tx *Tx) withFiles(e ticket.Exchange, err error) (ticket.Exchange, error) {
	if err != nil {
		return e, err
	}
	e.Files, err = list(tx, scanFile, `SELECT `+fileColumns+` FROM file WHERE exchange_id = ? ORDER BY id`, e.ID)
	return e, err
}

const fileColumns = `id, mail_id, part, filename, content_type, size_bytes, content_id, inline, sha256`

func scanFile(r scanner) (f ticket.File, err error) {
	err = r.Scan(&f.ID, &f.MailID, &f.Part, &f.Filename, &f.ContentType, &f.SizeBytes, &f.ContentID, &f.Inline, &f.SHA256)
	return f, err
}

// File reads a file and the exchange that it belongs to.
func (tx *Tx) File(id int64) (ticket.File, ticket.Exchange, error) {
	f, err := one(tx, scanFile, `SELECT `+fileColumns+` FROM file WHERE id = ?`, id)
	if err != nil {
		return f, ticket.Exchange{}, err
	}
	e, err := one(tx, scanExchange, `SELECT `+exchangeColumns+` FROM exchange WHERE id = (SELECT exchange_id FROM file WHERE id = ?)`, id)
	return f, e, err
}

// Observer is an address that receives a ticket's answers and may append (R5).
type Observer struct {
	Address, Name string
}

// AddObserver adds an observer; it says whether it is a new one.
func (tx *Tx) AddObserver(number int64, o Observer, at time.Time) (bool, error) {
	return tx.changed(`INSERT INTO observer (ticket_number, address, name, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		number, people.Fold(o.Address), o.Name, ms(at))
}

// RemoveObserver takes an observer off a ticket, for good.
func (tx *Tx) RemoveObserver(number int64, address string, at time.Time) (bool, error) {
	return tx.changed(`UPDATE observer SET removed = ? WHERE ticket_number = ? AND address = ? AND removed IS NULL`, ms(at), number, people.Fold(address))
}

// RestoreObserver forgets that an address was taken off a ticket, so that it
// can be added again. It says whether it had been.
func (tx *Tx) RestoreObserver(number int64, address string) (bool, error) {
	return tx.changed(`DELETE FROM observer WHERE ticket_number = ? AND address = ? AND removed IS NOT NULL`, number, people.Fold(address))
}

// Observers lists the observers of a ticket.
func (tx *Tx) Observers(number int64) ([]Observer, error) {
	return list(tx, func(r scanner) (o Observer, err error) { err = r.Scan(&o.Address, &o.Name); return o, err },
		`SELECT address, name FROM observer WHERE ticket_number = ? AND removed IS NULL ORDER BY added, address`, number)
}

// LastMessageIDs lists the Message-IDs of the mails from a ticket's client and
// of our letters to one recipient, oldest first: what an answer's References
// name. Those of agents' own mails are nobody else's business.
func (tx *Tx) LastMessageIDs(number int64, recipient string, limit int) ([]string, error) {
	ids, err := list(tx, scanString, `SELECT message_id FROM (
		SELECT message_id, received AS at FROM mail WHERE ticket_number = ? AND disposition IN ('new', 'append') AND message_id <> ''
			AND from_address NOT IN (SELECT address FROM agent_address)
		UNION ALL SELECT message_id, created FROM letter WHERE ticket_number = ? AND recipient = ?)
		ORDER BY at DESC LIMIT ?`, number, number, recipient, limit)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	for i, j := 0, len(ids)-1; i < j; i, j = i+1, j-1 {
		ids[i], ids[j] = ids[j], ids[i]
	}
	return ids, err
}

// HandOver gives the tickets of a contact that are not closed to another one,
// and takes the former contact's addresses off all tickets (R3).
func (tx *Tx) HandOver(from, to int64, addresses []string, at time.Time) error {
	if _, err := tx.exec(`UPDATE ticket SET contact_id = ? WHERE contact_id = ? AND state <> 'closed'`, to, from); err != nil {
		return err
	}
	for _, a := range addresses {
		if _, err := tx.exec(`UPDATE observer SET removed = ? WHERE address = ? AND removed IS NULL`, ms(at), a); err != nil {
			return err
		}
	}
	return nil
}

// TicketCounts counts the tickets of each state.
func (tx *Tx) TicketCounts() (map[ticket.State]int64, error) {
	type row struct {
		s ticket.State
		n int64
	}
	rows, err := list(tx, func(r scanner) (v row, err error) { err = r.Scan(&v.s, &v.n); return v, err },
		`SELECT state, count(*) FROM ticket GROUP BY state`)
	all := map[ticket.State]int64{}
	for _, r := range rows {
		all[r.s] = r.n
	}
	return all, err
}
