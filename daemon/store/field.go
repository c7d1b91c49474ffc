package store

import (
	"database/sql"
	"strings"
	"time"

	"permanence/daemon/desk/ticket"
)

const fieldsColumns = `id, name, type, choices, client_id`

func scanField(r scanner) (f ticket.Field, err error) {
	var client sql.NullInt64
	var choices string
	err = r.Scan(&f.ID, &f.Name, &f.Type, &choices, &client)
	f.ClientID = client.Int64
	if choices != "" {
		f.Choices = strings.Split(choices, "\n")
	}
	return f, err
}

// AddField adds a field that is asked of tickets from now on.
func (tx *Tx) AddField(f ticket.Field, at time.Time) (int64, error) {
	return tx.insert(`INSERT INTO field (name, type, choices, client_id, added) VALUES (?, ?, ?, ?, ?)`,
		f.Name, f.Type, strings.Join(f.Choices, "\n"), idNull(f.ClientID), ms(at))
}

// RetireField has a field asked no more; it says whether it was.
func (tx *Tx) RetireField(id int64, at time.Time) (bool, error) {
	return tx.changed(`UPDATE field SET retired = ? WHERE id = ? AND retired IS NULL`, ms(at), id)
}

// Fields lists the fields that are asked of a client's tickets, those of all
// clients first; with clientID 0 all that are asked of anybody's.
func (tx *Tx) Fields(clientID int64) ([]ticket.Field, error) {
	return list(tx, scanField, `SELECT `+fieldsColumns+` FROM field WHERE retired IS NULL AND (? = 0 OR client_id IS NULL OR client_id = ?)
		ORDER BY client_id IS NOT NULL, client_id, id`, clientID, clientID)
}

// SetFieldValue writes what a field says on a ticket; "" takes it away.
func (tx *Tx) SetFieldValue(number, fieldID int64, value string) error {
	if value == "" {
		_, err := tx.exec(`DELETE FROM field_value WHERE ticket_number = ? AND field_id = ?`, number, fieldID)
		return err
	}
	_, err := tx.exec(`INSERT INTO field_value (ticket_number, field_id, value) VALUES (?, ?, ?)
		ON CONFLICT (ticket_number, field_id) DO UPDATE SET value = excluded.value`, number, fieldID, value)
	return err
}

// FieldValue is a field and what it says on a ticket.
type FieldValue struct {
	ticket.Field
	Value string
}

// FieldValues lists the fields of a ticket: those that are asked of it, and
// retired ones that say something.
func (tx *Tx) FieldValues(t ticket.Ticket) ([]FieldValue, error) {
	return list(tx, func(r scanner) (v FieldValue, err error) {
		v.Field, err = scanField(with(r, &v.Value))
		return v, err
	}, `SELECT `+fieldsColumns+`, coalesce(v.value, '') FROM field LEFT JOIN field_value v ON v.field_id = field.id AND v.ticket_number = ?
		WHERE v.value IS NOT NULL OR retired IS NULL AND (client_id IS NULL OR client_id = ?)
		ORDER BY client_id IS NOT NULL, id`, t.Number, t.ClientID)
}

// more scans columns behind those that a shared scan reads.
type more struct {
	scanner
	also []any
}

func with(r scanner, also ...any) scanner { return more{r, also} }

// Scan reads a row.
func (m more) Scan(dest ...any) error { return m.scanner.Scan(append(dest, m.also...)...) }
