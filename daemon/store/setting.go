package store

import "errors"

// Setting reads a value that the daemon keeps for itself (keys, counters);
// "" where it was never set.
func (tx *Tx) Setting(key string) (string, error) {
	v, err := one(tx, scanString, `SELECT value FROM setting WHERE key = ?`, key)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return v, err
}

// SetSetting keeps a value.
func (tx *Tx) SetSetting(key, value string) error {
	_, err := tx.exec(`INSERT INTO setting (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}
