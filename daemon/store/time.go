package store

import (
	"database/sql"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
)

// TimeEntry is a time entry with what the ledger does not need.
type TimeEntry struct {
	contract.Entry
	ContractID int64
	ExchangeID int64
	Text       string
	Corrects   int64  // the removed entry that it stands for, 0 for none
	Reason     string // why that one was corrected
}

// AddTime books a time entry.
func (tx *Tx) AddTime(e TimeEntry) (int64, error) {
	id, err := tx.insert(`INSERT INTO time_entry (ticket_number, contract_id, exchange_id, agent_id, at, minutes, kind, text, corrects)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, e.TicketID, idNull(e.ContractID), idNull(e.ExchangeID), e.AgentID, ms(e.At), e.Minutes, e.Kind, e.Text, idNull(e.Corrects))
	if err != nil {
		return 0, err
	}
	return id, tx.Happened(Happening{Event: ticket.EventTimeBooked, At: e.At, TicketNumber: e.TicketID, EntryID: id})
}

// RemoveTime takes a time entry back; the row stays.
func (tx *Tx) RemoveTime(id int64, at time.Time, reason string) error {
	e, err := one(tx, scanTime, `SELECT `+timeColumns+` FROM time_entry WHERE id = ?`, id)
	if err != nil {
		return err
	}
	if _, err := tx.exec(`UPDATE time_entry SET removed = ?, reason = ? WHERE id = ?`, ms(at), reason, id); err != nil {
		return err
	}
	return tx.Happened(Happening{Event: ticket.EventTimeRemoved, At: at, TicketNumber: e.TicketID, EntryID: id})
}

func scanTime(r scanner) (e TimeEntry, err error) {
	var contractID, exchange, corrects sql.NullInt64
	var at int64
	err = r.Scan(&e.ID, &e.TicketID, &contractID, &exchange, &e.AgentID, &at, &e.Minutes, &e.Kind, &e.Text, &corrects, &e.Reason)
	e.ContractID, e.ExchangeID, e.Corrects, e.At = contractID.Int64, exchange.Int64, corrects.Int64, fromMS(at)
	return e, err
}

const timeColumns = `id, ticket_number, contract_id, exchange_id, agent_id, at, minutes, kind, text, corrects,
	coalesce((SELECT o.reason FROM time_entry o WHERE o.id = time_entry.corrects), '')`

// TimeEntry reads a time entry, and whether it was taken back.
func (tx *Tx) TimeEntry(id int64) (e TimeEntry, removed bool, err error) {
	if e, err = one(tx, scanTime, `SELECT `+timeColumns+` FROM time_entry WHERE id = ?`, id); err != nil {
		return e, false, err
	}
	n, err := tx.count(`SELECT count(*) FROM time_entry WHERE id = ? AND removed IS NOT NULL`, id)
	return e, n > 0, err
}

// TimeOn lists the time entries of a ticket in the order of their booking,
// without those that were taken back.
func (tx *Tx) TimeOn(number int64) ([]TimeEntry, error) {
	return list(tx, scanTime, `SELECT `+timeColumns+` FROM time_entry WHERE ticket_number = ? AND removed IS NULL ORDER BY id`, number)
}

// TimeOfExchange lists the entries that came with an exchange.
func (tx *Tx) TimeOfExchange(exchangeID int64) ([]TimeEntry, error) {
	return list(tx, scanTime, `SELECT `+timeColumns+` FROM time_entry WHERE exchange_id = ? AND removed IS NULL ORDER BY id`, exchangeID)
}

// MergeTime puts the time entries of a ticket on another one, under that one's
// contract.
func (tx *Tx) MergeTime(from, into, contractID int64) error {
	_, err := tx.exec(`UPDATE time_entry SET ticket_number = ?, contract_id = ? WHERE ticket_number = ? AND removed IS NULL`, into, idNull(contractID), from)
	return err
}

// MoveTime puts the time entries of a ticket under another contract.
func (tx *Tx) MoveTime(number, contractID int64) error {
	_, err := tx.exec(`UPDATE time_entry SET contract_id = ? WHERE ticket_number = ?`, contractID, number)
	return err
}
