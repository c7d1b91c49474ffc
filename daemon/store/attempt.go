package store

import (
	"errors"
	"time"

	"permanence/daemon/desk/people"
)

// Tries reads what failed at a door; zero where nothing did.
func (tx *Tx) Tries(key []byte) (people.Tries, error) {
	t, err := one(tx, scanTries, `SELECT failures, last, until FROM attempt WHERE key = ?`, key)
	if errors.Is(err, ErrNotFound) {
		return people.Tries{}, nil
	}
	return t, err
}

func scanTries(r scanner) (t people.Tries, err error) {
	var last, until int64
	err = r.Scan(&t.Failures, &last, &until)
	t.Last, t.Until = fromMS(last), fromMS(until)
	return t, err
}

// SetTries keeps what failed at a door; nothing is kept where nothing did.
func (tx *Tx) SetTries(key []byte, t people.Tries) error {
	if t.Failures == 0 {
		_, err := tx.exec(`DELETE FROM attempt WHERE key = ?`, key)
		return err
	}
	_, err := tx.exec(`INSERT INTO attempt (key, failures, last, until) VALUES (?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last = excluded.last, until = excluded.until`,
		key, t.Failures, ms(t.Last), ms(t.Until))
	return err
}

// RemoveTries forgets the doors at which nothing failed since.
func (tx *Tx) RemoveTries(before time.Time) error {
	_, err := tx.exec(`DELETE FROM attempt WHERE last < ?`, ms(before))
	return err
}
