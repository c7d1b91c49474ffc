package store

import "time"

// SetCalendarToken keeps the hash of an agent's calendar token in the place of
// the one before.
func (tx *Tx) SetCalendarToken(agentID int64, hash []byte, at time.Time) error {
	_, err := tx.exec(`INSERT INTO calendar_token (agent_id, hash, made) VALUES (?, ?, ?)
		ON CONFLICT (agent_id) DO UPDATE SET hash = excluded.hash, made = excluded.made`, agentID, hash, ms(at))
	return err
}

// CalendarOwner is the agent whose calendar token has that hash.
func (tx *Tx) CalendarOwner(hash []byte) (int64, error) {
	return one(tx, scanInt, `SELECT agent_id FROM calendar_token WHERE hash = ?`, hash)
}
