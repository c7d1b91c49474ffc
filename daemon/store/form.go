package store

import "time"

// Form is what a form of a page has done.
type Form struct {
	Key          string // who filled it in, and the page's own random key
	TicketNumber int64
	ExchangeID   int64 // 0 where none was written
}

// Form reads what a form has done; ErrNotFound where it has done nothing yet.
func (tx *Tx) Form(key string) (Form, error) {
	return one(tx, func(r scanner) (f Form, err error) {
		err = r.Scan(&f.Key, &f.TicketNumber, &f.ExchangeID)
		return f, err
	},
		`SELECT key, ticket_number, coalesce(exchange_id, 0) FROM form WHERE key = ?`, key)
}

// AddForm notes what a form has done.
func (tx *Tx) AddForm(f Form, at time.Time) error {
	_, err := tx.exec(`INSERT INTO form (key, ticket_number, exchange_id, at) VALUES (?, ?, ?, ?)`, f.Key, f.TicketNumber, idNull(f.ExchangeID), ms(at))
	return err
}

// ForgetForms forgets forms that were done before a time.
func (tx *Tx) ForgetForms(before time.Time) error {
	_, err := tx.exec(`DELETE FROM form WHERE at < ?`, ms(before))
	return err
}
