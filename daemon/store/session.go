package store

import (
	"database/sql"
	"time"

	"permanence/daemon/desk/people"
)

const sessionColumns = `hash, data, lapses, coalesce(access_id, 0), begun, seen, network, browser`

func scanSession(r scanner) (s people.Session, err error) {
	var lapses int64
	var begun, seen sql.NullInt64
	err = r.Scan(&s.Hash, &s.Data, &lapses, &s.AccessID, &begun, &seen, &s.Network, &s.Browser)
	s.Lapses, s.Begun, s.Seen = fromMS(lapses), fromMSNull(begun), fromMSNull(seen)
	return s, err
}

// Session reads a session that has not lapsed.
func (tx *Tx) Session(hash []byte, now time.Time) (people.Session, error) {
	return one(tx, scanSession, `SELECT `+sessionColumns+` FROM session WHERE hash = ? AND lapses > ?`, hash, ms(now))
}

// SessionsOf lists the sessions of an access that have not lapsed, the one
// that was used last first.
func (tx *Tx) SessionsOf(accessID int64, now time.Time) ([]people.Session, error) {
	return list(tx, scanSession, `SELECT `+sessionColumns+` FROM session WHERE access_id = ? AND lapses > ? ORDER BY seen DESC, hash`, accessID, ms(now))
}

// SetSession keeps a session.
func (tx *Tx) SetSession(s people.Session) error {
	_, err := tx.exec(`INSERT INTO session (hash, data, lapses, access_id, begun, seen, network, browser) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET data = excluded.data, lapses = excluded.lapses, access_id = excluded.access_id,
		begun = excluded.begun, seen = excluded.seen, network = excluded.network, browser = excluded.browser`,
		s.Hash, s.Data, ms(s.Lapses), idNull(s.AccessID), msNull(s.Begun), msNull(s.Seen), s.Network, s.Browser)
	return err
}

// RemoveSession ends a session.
func (tx *Tx) RemoveSession(hash []byte) error {
	_, err := tx.exec(`DELETE FROM session WHERE hash = ?`, hash)
	return err
}

// RemoveSessionOf ends a session of an access; it says whether there was one.
func (tx *Tx) RemoveSessionOf(accessID int64, hash []byte) (bool, error) {
	return tx.changed(`DELETE FROM session WHERE access_id = ? AND hash = ?`, accessID, hash)
}

// RemoveOtherSessions ends the sessions of an access but one.
func (tx *Tx) RemoveOtherSessions(accessID int64, but []byte) error {
	_, err := tx.exec(`DELETE FROM session WHERE access_id = ? AND hash <> ?`, accessID, but)
	return err
}

// RemoveLapsedSessions removes what nobody can use any more.
func (tx *Tx) RemoveLapsedSessions(now time.Time) error {
	_, err := tx.exec(`DELETE FROM session WHERE lapses <= ?`, ms(now))
	return err
}
